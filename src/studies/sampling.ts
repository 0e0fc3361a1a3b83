import { asMasked, type Experiment } from "./experiment.ts";
import { type MaskedSampleRun, runMaskedSampling } from "./masked/sampling.ts";
import type { Resources } from "./resources.ts";

export type SampleRun = MaskedSampleRun;

/**
 * Draws from an experiment's sampler. Sample i depends on the experiment, the seed and i only.
 *
 * @param count number of samples
 * @param first index of the first
 */
export function runSampling(experiment: Experiment, resources: Resources, count: number, first = 0): SampleRun {
  return runMaskedSampling(asMasked(experiment), resources, count, first);
}
