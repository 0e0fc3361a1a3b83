import type { ContinuousLawRecord } from "../../studies/continuous/law.ts";
import type { Experiment } from "../../studies/experiment.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { profiles } from "./profile.ts";
import { textTable } from "./table.ts";

/** A law of R^d as a person reads it: its density beside what was wanted, moments, distances, method, seconds. */
export function showContinuousLaw(experiment: Experiment, record: ContinuousLawRecord, seconds: number): string {
  const { dimension, distances, method, notes } = record;
  const parts = [heading(experiment, { dimension })];
  const wanted = record.tilted ? [{ title: "tilted (wanted)", density: record.tilted }] : [];
  parts.push(
    profiles(record.x, [
      { title: "conditional", density: record.conditional },
      ...wanted,
      { title: "law (comes out)", density: record.density },
    ]),
  );
  parts.push(`mean ${short(record.mean)}, variance ${short(record.variance)}`);
  parts.push(
    textTable(
      ["distance", "value"],
      Object.entries(distances).map(([name, value]) => [name, short(value)]),
    ),
  );
  for (const text of notes) parts.push(text);
  parts.push(`method: ${method}   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}
