import type { GaussianLawRecord } from "../../studies/continuous/gaussianRecord.ts";
import { type ContinuousLawRecord, isLine, isPlane } from "../../studies/continuous/law.ts";
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
  const parts = [heading(experiment, record), ...(isLine(record) ? line(record) : isPlane(record) ? plane(record) : gaussian(record))];
  parts.push(
    textTable(
      ["distance", "value"],
      Object.entries(distances).map(([name, value]) => [name, short(value)]),
    ),
  );
  for (const text of notes) parts.push(text);
  const stated = method.includes("error ≤") || error === 0 ? "" : ` (error ≤ ${error.toExponential(1)})`;
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

/** Coordinates listed. */
const ROWS = 12;

function gaussian({ dimension: d, mean, covariance, tilted, conditional }: GaussianLawRecord): readonly string[] {
  const variance = (of: Float64Array, i: number): string => short(of[i * (d + 1)] ?? null);
  const rows = Array.from({ length: Math.min(d, ROWS) }, (_, i) => [
    `x${i}`,
    short(mean[i] ?? null),
    variance(covariance, i),
    ...(tilted ? [short(tilted.mean[i] ?? null), variance(tilted.covariance, i)] : []),
    short(conditional.mean[i] ?? null),
    variance(conditional.covariance, i),
  ]);
  const wanted = tilted ? ["mean, tilted", "variance, tilted"] : [];
  const table = textTable(["", "mean, law", "variance, law", ...wanted, "mean, conditional", "variance, conditional"], rows);
  return [d > ROWS ? `${table}\n… and ${d - ROWS} more coordinates (--json for all)` : table];
}
