/** @file Gaussian pairs on the line, where every step of a sampler is affine. */
import { constantGuidance } from "../../../src/continuous/guidedWeight.ts";
import { type ProcessSpec, process } from "../../../src/continuous/process.ts";
import type { GuidedSampling } from "../../../src/continuous/sampling/guide.ts";
import { type Kernel, kernelsOf } from "../../../src/continuous/sampling/kernels.ts";
import { movesOf, type SamplerSpec } from "../../../src/continuous/sampling/sampler.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import type { FieldPair } from "../../../src/worlds/continuous/pair.ts";
import { type GaussianPair, gaussianReverse, type Normal } from "../../../testing/gaussianReverse.ts";

export const given: GaussianPair = { cond: { mean: 1, variance: 0.5 }, uncond: { mean: 0.25, variance: 1.5 }, w: 1.5 };

export function lawsOf({ cond, uncond }: GaussianPair): FieldPair {
  const law = ({ mean, variance }: Normal) => gaussianMixture([{ weight: 1, mean: [mean], covariance: variance }], 1);
  return { conditional: law(cond), unconditional: law(uncond) };
}

export function samplingOf(pair: { readonly w: number }, spec: ProcessSpec): GuidedSampling {
  return { dimension: 1, process: process(spec), weight: constantGuidance(pair.w) };
}

/** Mean and variance after kernels whose means are affine: x → m x + c. */
export function throughKernels(kernels: readonly Kernel[], start: Normal): Normal {
  let { mean, variance } = start;
  for (const kernel of kernels) {
    const ends = Float64Array.of(mean, mean + 1);
    kernel.mean(ends, 2);
    mean = ends[0];
    variance = (ends[1] - ends[0]) ** 2 * variance + kernel.sd ** 2;
  }
  return { mean, variance };
}

/** Mean and variance at the end of a sampler, exactly; x in the process's own coordinates. */
export function momentsOf(spec: SamplerSpec, pair: GaussianPair, at: ProcessSpec): Normal {
  const sampling = samplingOf(pair, at);
  const kernels = kernelsOf(movesOf(spec, sampling), sampling, lawsOf(pair));
  return throughKernels(kernels, { mean: 0, variance: sampling.process.start.sd ** 2 });
}

/** The same in the limit of small steps: flow or SDE, from the start of the process to t = `end`. */
export function limitOf(pair: GaussianPair, at: ProcessSpec, { end, noise }: { readonly end: number; readonly noise: boolean }): Normal {
  const { at: level, start } = process(at);
  const [first, last] = [level(1), level(end)];
  const from = first.a === 0 ? 1e9 : (first.b / first.a) ** 2;
  const begun = first.a === 0 ? farOut(pair, from) : { mean: 0, variance: (start.sd / first.a) ** 2 };
  const reached = gaussianReverse(pair, begun, { from, to: (last.b / last.a) ** 2, noise });
  return { mean: last.a * reached.mean, variance: last.a ** 2 * reached.variance };
}

/** Pure noise, x of mean 0 and variance b², as it looks at σ² = u: mean and variance of y = x/a up to relative 1/u, for flow and SDE. */
function farOut({ cond, uncond, w }: GaussianPair, u: number): Normal {
  const guided = (c: number, d: number): number => (1 + w) * c - w * d;
  return { mean: guided(cond.mean, uncond.mean), variance: u + guided(cond.variance, uncond.variance) };
}
