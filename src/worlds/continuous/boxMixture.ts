import { type BoxComponents, type BoxSpec, boxComponents } from "./boxComponents.ts";
import { boxesClean } from "./boxesClean.ts";
import { boxesNoised } from "./boxesNoised.ts";
import { checkedDimension } from "./checked.ts";
import { checkedLevel } from "./level.ts";
import type { NoisyLaw, ScoreField } from "./noisyLaw.ts";
import { picker } from "./picker.ts";

export type { BoxSpec };

/**
 * A mixture of uniform laws on boxes, exact at every noise level: products of differences of normal distribution functions, in log space. Score, hessian,
 * denoised mean and spread keep their relative accuracy inside, outside and far away, for boxes much wider and much narrower than the noise.
 * Without noise: `boxesClean`.
 *
 * `draw` consumes 1 + d uniforms. A `LawAt` has buffers of its own and is not to be shared between calls that interleave.
 *
 * @param field path of the list of boxes, for messages: `world.classes.a.boxes`
 * @throws BadInput as `boxComponents`
 */
export function boxMixture(boxes: readonly BoxSpec[], dimension: number, field = "world.boxes"): NoisyLaw {
  const d = checkedDimension("world.dimension", dimension);
  const parts = boxComponents(boxes, d, field);
  const pick = picker(parts.weights);
  const mixture: NoisyLaw = {
    dimension: d,
    at: (a, b) => {
      checkedLevel(a, b);
      return b === 0 ? boxesClean(parts, a) : boxesNoised(parts, a, b);
    },
    ...moments(parts),
    extent: hull(parts),
    compact: true,
    breaks: edges(parts),
    draw: (rng, out, offset) => {
      const k = pick(rng());
      for (let i = 0; i < d; i++) {
        const low = parts.low[k * d + i];
        out[offset + i] = low + (parts.high[k * d + i] - low) * rng();
      }
    },
  };
  made.set(mixture, parts);
  return mixture;
}

/** A law that is made of another, or has its fields, is not in here. */
const made = new WeakMap<ScoreField, BoxComponents>();

/** The boxes of a law made by {@link boxMixture}, for kernels; null for any other. */
export function boxesOf(law: ScoreField): BoxComponents | null {
  return made.get(law) ?? null;
}

/** Edges along each coordinate, ascending. */
function edges({ dimension: d, low, high }: BoxComponents): readonly (readonly number[])[] {
  return Array.from({ length: d }, (_, i) => {
    const along = new Set([...low, ...high].filter((__, k) => k % d === i));
    return [...along].sort((x, y) => x - y);
  });
}

function moments({ dimension: d, count, weights, low, high }: BoxComponents): { mean: Float64Array; covariance: Float64Array } {
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);
  const centre = (k: number, i: number): number => 0.5 * (low[k * d + i] + high[k * d + i]);
  for (let k = 0; k < count; k++) for (let i = 0; i < d; i++) mean[i] += weights[k] * centre(k, i);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) covariance[i * d + j] += weights[k] * (centre(k, i) - mean[i]) * (centre(k, j) - mean[j]);
      covariance[i * (d + 1)] += (weights[k] * (high[k * d + i] - low[k * d + i]) ** 2) / 12;
    }
  }
  return { mean, covariance };
}

function hull({ dimension: d, count, low, high }: BoxComponents): { low: Float64Array; high: Float64Array } {
  const from = new Float64Array(d).fill(Infinity);
  const to = new Float64Array(d).fill(-Infinity);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < d; i++) {
      from[i] = Math.min(from[i], low[k * d + i]);
      to[i] = Math.max(to[i], high[k * d + i]);
    }
  }
  return { low: from, high: to };
}
