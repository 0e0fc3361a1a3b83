import { type ContinuousSampleRun, runContinuousSampling } from "./continuous/sampling.ts";
import { type Experiment, isContinuous } from "./experiment.ts";
import { type MaskedSampleRun, runMaskedSampling } from "./masked/sampling.ts";
import type { Resources } from "./resources.ts";

export type SampleRun = MaskedSampleRun | ContinuousSampleRun;

/**
 * Draws from an experiment's sampler. Sample i depends on the experiment, the seed and i only.
 *
 * @param count number of samples
 * @param first index of the first
 */
export function runSampling(experiment: Experiment, resources: Resources, count: number, first = 0): SampleRun {
  return isContinuous(experiment)
    ? runContinuousSampling(experiment, resources, count, first)
    : runMaskedSampling(experiment, resources, count, first);
}

/** Whether samples are sequences of tokens. */
export function isMaskedSampling(run: SampleRun): run is MaskedSampleRun {
  return "alphabet" in run;
}
