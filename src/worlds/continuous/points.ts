import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";
import { normal } from "../../random/normal.ts";
import { checkedDimension, checkedPoint, checkedWeight } from "./checked.ts";
import { type Kernels, kernelsNoised, nearestPoint } from "./kernelsNoised.ts";
import { checkedLevel } from "./level.ts";
import type { LawAt, NoisyLaw } from "./noisyLaw.ts";
import { picker } from "./picker.ts";

/** A data point with its share of the law. */
export interface PointSpec {
  /** > 0; the weights of a cloud need not sum to 1. */
  readonly weight: number;
  /** Shape [d]. */
  readonly point: ArrayLike<number>;
}

/**
 * A cloud of points, each widened to a Gaussian of standard deviation h: an empirical law (h = 0) or a kernel density estimate. Its denoiser is the softmax
 * over the data.
 *
 * With h = 0 the law without noise has no density: there `denoised` is the nearest point to x/a (the limit b → 0) and `spread` 0, all else is refused.
 * `draw` consumes 1 uniform if h = 0, else 1 + 2d. A `LawAt` has buffers of its own and is not to be shared between calls that interleave.
 *
 * @param bandwidth h ≥ 0
 * @param field     path of the list of points, for messages: `world.classes.a.points`
 * @throws BadInput for an empty list, a point of a wrong length, a weight that is not > 0, a bandwidth that is not ≥ 0; in `evaluate`, naming
 *   `world.bandwidth`, where a density is asked for that does not exist
 */
export function pointCloud(points: readonly PointSpec[], dimension: number, bandwidth: number, field = "world.points"): NoisyLaw {
  const d = checkedDimension("world.dimension", dimension);
  const count = points.length;
  if (!(bandwidth >= 0 && bandwidth < Infinity)) throw new BadInput("world.bandwidth", "a finite number of at least 0", bandwidth);
  if (count === 0) throw new BadInput(field, "a list of at least one point", points);
  const cloud = new Float64Array(count * d);
  for (let k = 0; k < count; k++) cloud.set(checkedPoint(`${field}[${k}]`, points[k].point, d), k * d);
  const given = Float64Array.from(points, ({ weight }, k) => checkedWeight(`${field}[${k}].weight`, weight));
  const total = sum(given);
  const weights = given.map((weight) => weight / total);
  const variance = bandwidth * bandwidth;
  const kernels: Kernels = { dimension: d, count, logWeights: weights.map(Math.log), points: cloud, variance };
  const pick = picker(weights);
  return {
    dimension: d,
    at: (a, b) => {
      checkedLevel(a, b);
      return b === 0 && variance === 0 ? bare(kernels, a) : kernelsNoised(kernels, a, b);
    },
    ...moments(kernels, weights),
    extent: extentOf(kernels),
    compact: bandwidth === 0,
    breaks: Array.from({ length: d }, () => []),
    draw: (rng, out, offset) => {
      const k = pick(rng());
      for (let i = 0; i < d; i++) out[offset + i] = cloud[k * d + i] + (bandwidth > 0 ? bandwidth * normal(rng) : 0);
    },
  };
}

/** Points without width and without noise. */
function bare({ dimension: d, count, points: cloud }: Kernels, a: number): LawAt {
  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      if (logDensity || score || hessian) throw new BadInput("world.bandwidth", "above 0 for a density without noise", 0);
      spread?.fill(0, 0, n * d * d);
      for (let p = 0; denoised && p < n; p++) {
        const k = nearestPoint(cloud, count, d, a, points, p * d);
        for (let i = 0; i < d; i++) denoised[p * d + i] = cloud[k * d + i];
      }
    },
  };
}

function moments(
  { dimension: d, count, points, variance }: Kernels,
  weights: Float64Array,
): { mean: Float64Array; covariance: Float64Array } {
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);
  for (let k = 0; k < count; k++) for (let i = 0; i < d; i++) mean[i] += weights[k] * points[k * d + i];
  for (let i = 0; i < d; i++) {
    covariance[i * (d + 1)] = variance;
    for (let j = 0; j < d; j++) {
      for (let k = 0; k < count; k++) covariance[i * d + j] += weights[k] * (points[k * d + i] - mean[i]) * (points[k * d + j] - mean[j]);
    }
  }
  return { mean, covariance };
}

/** The hull of the points; with bandwidth, widened as every kernel needs to keep all but 1e-15 inside: 2Q(z) ≤ e^{−z²/2} = 1e-15/d in each coordinate. */
function extentOf({ dimension: d, count, points, variance }: Kernels): { low: Float64Array; high: Float64Array } {
  const reach = Math.sqrt(2 * Math.log(d / 1e-15) * variance);
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < d; i++) {
      low[i] = Math.min(low[i], points[k * d + i] - reach);
      high[i] = Math.max(high[i], points[k * d + i] + reach);
    }
  }
  return { low, high };
}
