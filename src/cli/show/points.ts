import type { ContinuousSampleRun } from "../../studies/continuous/sampling.ts";
import type { Experiment } from "../../studies/experiment.ts";
import type { PointSummary } from "../sampleSummary.ts";
import { heading } from "./heading.ts";
import { short } from "./number.ts";
import { textTable } from "./table.ts";

/** Coordinates listed. */
const ROWS = 12;

/** Samples of R^d as a person reads them: moments with standard errors, what became of them, what they cost. */
export function showPoints(experiment: Experiment, run: ContinuousSampleRun, summary: PointSummary, seconds: number): string {
  const { dimension: d, names } = run;
  const { n, mean, covariance, diverged, stepLimit, nfe, seed, method } = summary;
  const arrived = n - diverged - stepLimit;
  const rows = names.slice(0, ROWS).map((name, i) => {
    const variance = covariance[i * d + i] ?? 0;
    return [name, short(mean[i] ?? null), short(Math.sqrt(variance / arrived)), short(variance)];
  });
  const parts = [heading(experiment, { dimension: d }), textTable(["coordinate", "mean", "its standard error", "variance"], rows)];
  if (d > ROWS) parts.push(`… and ${d - ROWS} more coordinates (--json for all)`);
  if (diverged > 0)
    parts.push(`${diverged} of ${n} samples diverged: they are written where they were last finite, and left out of the moments`);
  if (stepLimit > 0) parts.push(`${stepLimit} of ${n} samples did not arrive in the steps allowed: they are left out of the moments`);
  const how = method === "" ? "" : `; ${method}`;
  parts.push(`method: Monte Carlo (n = ${n}), seed ${seed}${how}; ${short(nfe)} network evaluations a sample   ${seconds.toFixed(2)} s`);
  return parts.join("\n\n");
}
