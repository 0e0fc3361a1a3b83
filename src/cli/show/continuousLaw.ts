import type { ContinuousLawRecord } from "../../studies/continuous/law.ts";
import type { LineLawRecord } from "../../studies/continuous/lineRecord.ts";
import type { PlaneLawRecord } from "../../studies/continuous/planeRecord.ts";
import type { Experiment } from "../../studies/experiment.ts";
import { shadedPlanes } from "./grid.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { profiles } from "./profile.ts";
import { textTable } from "./table.ts";

/** A law of R^d as a person reads it: its density beside what was wanted, moments, distances, method, seconds. */
export function showContinuousLaw(experiment: Experiment, record: ContinuousLawRecord, seconds: number): string {
  const { distances, method, error, notes } = record;
  const parts = [heading(experiment, record), ...(record.dimension === 1 ? line(record) : plane(record))];
  parts.push(
    textTable(
      ["distance", "value"],
      Object.entries(distances).map(([name, value]) => [name, short(value)]),
    ),
  );
  for (const text of notes) parts.push(text);
  const stated = method.includes("error ≤") ? "" : ` (error ≤ ${error.toExponential(1)})`;
  parts.push(`method: ${method}${stated}   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}

function line({ x, conditional, tilted, density, mean, variance }: LineLawRecord): readonly string[] {
  const wanted = tilted ? [{ title: "tilted (wanted)", density: tilted }] : [];
  const panels = [{ title: "conditional", density: conditional }, ...wanted, { title: "law (comes out)", density }];
  return [profiles(x, panels), `mean ${short(mean)}, variance ${short(variance)}`];
}

function plane({ x, y, conditional, tilted, density, mean, covariance, mass }: PlaneLawRecord): readonly string[] {
  const wanted = tilted ? [{ title: "tilted (wanted)", density: tilted }] : [];
  const panels = [{ title: "conditional", density: conditional }, ...wanted, { title: "law (comes out)", density }];
  const moments = `mean ${[...mean].map(short).join(" ")}, covariance ${[...covariance].map(short).join(" ")} (row by row)`;
  return [shadedPlanes(x, y, panels), `${moments}; mass on this grid ${short(mass)}`];
}
