import { BadInput } from "../../numerics/badInput.ts";
import type { Resources } from "../resources.ts";
import type { AxisGrid } from "./axisGrid.ts";
import { continuousRun } from "./continuousRun.ts";
import { type GaussianLawRecord, gaussianPairOf, gaussianRecord } from "./gaussianRecord.ts";
import { type LineLawRecord, lineRecord } from "./lineRecord.ts";
import { type PlaneLawRecord, planeRecord } from "./planeRecord.ts";
import type { ContinuousExperiment } from "./schema.ts";

export function isLine(record: ContinuousLawRecord): record is LineLawRecord {
  return "cdf" in record;
}

export function isPlane(record: ContinuousLawRecord): record is PlaneLawRecord {
  return "y" in record;
}

export type ContinuousLawRecord = LineLawRecord | PlaneLawRecord | GaussianLawRecord;

/**
 * The exact law of a continuous experiment's own sampler: on the line for every sampler but `dopri5`; in the plane for `flow`; in any dimension where both
 * laws are single Gaussians.
 *
 * @param grid where densities are wanted, an axis per dimension; null for a grid around the laws
 * @throws BadInput where only samples can be had, naming what stands in the way
 */
export function runContinuousLaw(
  experiment: ContinuousExperiment,
  resources: Resources,
  grid: readonly AxisGrid[] | null = null,
): ContinuousLawRecord {
  const run = continuousRun(experiment, resources);
  const { dimension } = run.pair;
  if (grid && grid.length !== dimension) throw new BadInput("--grid", `with an axis for each of the ${dimension} dimensions`, grid.length);
  if (dimension === 1) return lineRecord(experiment, run, grid ? grid[0] : null);
  const gaussians = gaussianPairOf(experiment, run);
  if (gaussians && (dimension > 2 || experiment.sampler.kind !== "flow")) {
    if (grid) throw new BadInput("--grid", "left out where the law is a Gaussian, which is given by its moments", grid.length);
    return gaussianRecord(experiment, run, gaussians);
  }
  if (dimension === 2) return planeRecord(experiment, run, grid);
  throw new BadInput(
    "world.dimension",
    "1 or 2 for an exact law of laws that are not single Gaussians (sample draws in any dimension)",
    dimension,
  );
}
