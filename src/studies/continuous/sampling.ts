import { type Draws, drive, type Samples } from "../../continuous/sampling/drive.ts";
import { flowSampler } from "../../continuous/sampling/flowLimit.ts";
import { kernelDrive } from "../../continuous/sampling/kernelDrive.ts";
import { type LimitSampler, sdeSampler } from "../../continuous/sampling/limits.ts";
import { STATUSES, type Status } from "../../continuous/sampling/protocol.ts";
import { sampler } from "../../continuous/sampling/sampler.ts";
import { KERNEL_METHOD } from "../../kernels/outcome.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
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
  /** What stands between the samples and a limit, nothing for a sampler with given steps; and that kernels drew them, where they did. */
  readonly method: string;
  readonly draws: Generator<PointSample, void, undefined>;
}

/**
 * Draws from an experiment's sampler; `flow` and `sde` by samplers that are near their limits, as `method` says. Sample i depends on the experiment, the seed
 * and i only: kernels, where they are lent and do not decline, draw the same samples to rounding.
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
  const request = { sampler: chosen, seed, count, first, pair: run.fields, batch: BATCH };
  const fast = fastSamples(run, resources, request);
  return {
    dimension,
    names: "coordinates" in world ? world.coordinates : Array.from({ length: dimension }, (_, i) => `x${i}`),
    method: [method, ...(fast ? [KERNEL_METHOD] : [])].filter((part) => part !== "").join("; "),
    draws: draws(fast ?? drive(request), dimension),
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

/** The samples by kernels; null where there are none or they decline. */
function fastSamples(run: ContinuousRun, { kernels }: Resources, request: Draws & { readonly pair: FieldPair }): Iterable<Samples> | null {
  const compiled = kernels?.() ?? null;
  const outcome = compiled && kernelDrive(compiled, run.sampling, request);
  return outcome?.status === "ok" ? outcome.value : null;
}

function* draws(batches: Iterable<Samples>, dimension: number): Generator<PointSample, void, undefined> {
  for (const { points, status, nfe } of batches) {
    for (let k = 0; k < status.length; k++) {
      yield { point: points.slice(k * dimension, (k + 1) * dimension), nfe: nfe[k], status: STATUSES[status[k]] };
    }
  }
}
