import type { Experiment } from "../../studies/experiment.ts";
import type { MaskedMeasureRecord } from "../../studies/masked/measure.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** Measures as tables for a person; a method is printed once where it is the same for all. */
export function showMeasures(experiment: Experiment, record: MaskedMeasureRecord, seconds: number): string {
  const parts = [heading(experiment, record)];
  const own = (method: string): string => (method === record.method ? "" : method.replace(`${record.method}; `, ""));
  parts.push(
    textTable(
      ["measure", "value", "how"],
      record.measures.map(({ name, value, method }) => [name, short(value), own(method)]),
    ),
  );
  if (record.regions.length > 0) {
    const rows = record.regions.map(({ name, cells, conditional, law, tilted, factor }) => [
      name,
      String(cells),
      short(conditional),
      short(law),
      short(tilted),
      short(factor),
    ]);
    parts.push(textTable(["region", "cells", "conditional", "law", "tilted", "law/conditional"], rows));
  }
  if (record.moments) {
    const rows = Object.entries(record.moments).map(([name, { mean, covariance }]) => [
      name,
      mean.map(short).join(" "),
      covariance.map(short).join(" "),
    ]);
    parts.push(textTable(["tokens as numbers", "mean", "covariance (row by row)"], rows));
  }
  if (record.clock.length > 0) {
    const rows = record.clock.map(({ u, incomplete, reciprocal, slope }) => [
      short(u),
      short(Math.exp(-u)),
      short(incomplete),
      short(reciprocal),
      short(slope),
    ]);
    parts.push(textTable(["u", "m", "P(some site masked)", "E[p(S)/p_c(S)]", "its slope"], rows));
    parts.push(`along the clock: ${[...new Set(record.clock.map(({ method }) => method))].join("; ")}`);
  }
  if (record.omitted.length > 0) parts.push(["not given:", ...record.omitted.map(({ name, why }) => `  ${name}: ${why}`)].join("\n"));
  parts.push(`method: ${record.method}   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}
