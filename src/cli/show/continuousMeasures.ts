import type { ContinuousMeasureRecord } from "../../studies/continuous/measure.ts";
import type { Experiment } from "../../studies/experiment.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** Measures of a continuous experiment as a table for a person, and what is not given. */
export function showContinuousMeasures(experiment: Experiment, record: ContinuousMeasureRecord, seconds: number): string {
  const rows = record.measures.map(({ name, value, method }) => [name, short(value), method]);
  const parts = [heading(experiment, record), textTable(["measure", "value", "how"], rows)];
  if (record.omitted.length > 0) parts.push(["not given:", ...record.omitted.map(({ name, why }) => `  ${name}: ${why}`)].join("\n"));
  parts.push(`${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}
