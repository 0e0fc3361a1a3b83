import { drive } from "../../continuous/sampling/drive.ts";
import { flowSampler } from "../../continuous/sampling/flowLimit.ts";
import { type LimitSampler, sdeSampler } from "../../continuous/sampling/limits.ts";
import { STATUSES, type Status } from "../../continuous/sampling/protocol.ts";
import { sampler } from "../../continuous/sampling/sampler.ts";
import type { Resources } from "../resources.ts";
import { type ContinuousRun, continuousRun } from "./continuousRun.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** One sample of R^d. */
export interface PointSample {
  /** Shape [d], always finite: a sample that diverged stands where it was last finite. */
  readonly point: Float64Array;
  readonly nfe: number;
  readonly status: Status;
}

/** Samples of a continuous experiment, one after the other. */
export interface ContinuousSampleRun {
  readonly dimension: number;
  /** Names of the coordinates. */
  readonly names: readonly string[];
  /** What stands between the samples and a limit; empty for a sampler with given steps. */
  readonly method: string;
  readonly draws: Generator<PointSample, void, undefined>;
}

/**
 * Draws from an experiment's sampler; `flow` and `sde` by samplers that are near their limits, as `method` says. Sample i depends on the experiment, the seed
 * and i only.
 *
 * @param count number of samples
 * @param first index of the first
 */
export function runContinuousSampling(
  experiment: ContinuousExperiment,
  resources: Resources,
  count: number,
  first = 0,
): ContinuousSampleRun {
  const run = continuousRun(experiment, resources);
  const { world, seed } = experiment;
  const { dimension } = run.pair;
  const { sampler: chosen, method } = samplerFor(experiment, run);
  return {
    dimension,
    names: "coordinates" in world ? world.coordinates : Array.from({ length: dimension }, (_, i) => `x${i}`),
    method,
    draws: draws({ sampler: chosen, seed, count, first, pair: run.fields, batch: BATCH }),
  };
}

/** Small enough that a person who interrupts need not wait. */
const BATCH = 512;

/** The sampler of an experiment, and for a limit how near it is. */
export function samplerFor(experiment: ContinuousExperiment, run: ContinuousRun): LimitSampler {
  const spec = experiment.sampler;
  switch (spec.kind) {
    case "flow":
      return flowSampler(run.sampling, run.fields, { seed: experiment.seed });
    case "sde":
      return sdeSampler(run.sampling, run.fields, { seed: experiment.seed });
    default:
      return { sampler: sampler(spec, run.sampling), method: "" };
  }
}

function* draws(request: Parameters<typeof drive>[0]): Generator<PointSample, void, undefined> {
  const { dimension } = request.sampler;
  for (const { points, status, nfe } of drive(request)) {
    for (let k = 0; k < status.length; k++) {
      yield { point: points.slice(k * dimension, (k + 1) * dimension), nfe: nfe[k], status: STATUSES[status[k]] };
    }
  }
}
