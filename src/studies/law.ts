import { asMasked, type Experiment } from "./experiment.ts";
import { type MaskedLawRecord, runMaskedLaw } from "./masked/law.ts";
import type { Resources } from "./resources.ts";

export type LawRecord = MaskedLawRecord;

/**
 * The exact law of an experiment's own sampler: in continuous time for an exact limit, with its discretisation for a sampler with steps.
 *
 * @param at unmask clock of a masked experiment, or null for the end of sampling
 */
export function runLaw(experiment: Experiment, at: number | null, resources: Resources): LawRecord {
  return runMaskedLaw(asMasked(experiment), at, resources);
}
