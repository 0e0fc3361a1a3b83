import { BadInput } from "../numerics/badInput.ts";
import type { AxisGrid } from "./continuous/axisGrid.ts";
import { type ContinuousLawRecord, runContinuousLaw } from "./continuous/law.ts";
import { type Experiment, isContinuous } from "./experiment.ts";
import { type MaskedLawRecord, runMaskedLaw } from "./masked/law.ts";
import type { Resources } from "./resources.ts";

export type LawRecord = MaskedLawRecord | ContinuousLawRecord;

/** Where a law is wanted. */
export interface LawRequest {
  /** Unmask clock of a masked experiment; the end of sampling when left out. */
  readonly at?: number | null;
  /** Points of a continuous experiment, an axis per dimension; around the laws when left out. */
  readonly grid?: readonly AxisGrid[] | null;
}

/**
 * The exact law of an experiment's own sampler: in continuous time for an exact limit, with its discretisation for a sampler with steps.
 *
 * @throws BadInput where only samples can be had, and for a request that the other half of the house would answer
 */
export function runLaw(experiment: Experiment, { at = null, grid = null }: LawRequest, resources: Resources): LawRecord {
  if (!isContinuous(experiment)) {
    if (grid !== null) throw new BadInput("--grid", "left out for a world of tokens", grid.length);
    return runMaskedLaw(experiment, at, resources);
  }
  if (at !== null) throw new BadInput("--at", "left out for a continuous world, which has no unmask clock", at);
  return runContinuousLaw(experiment, resources, grid);
}

/** Whether a record is one of tokens. */
export function isMaskedLaw(record: LawRecord): record is MaskedLawRecord {
  return "alphabet" in record;
}
