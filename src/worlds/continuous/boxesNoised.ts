import { type TruncatedNormal, truncatedNormal, truncatedNormalWeights } from "../../numerics/truncatedNormal.ts";
import type { BoxComponents } from "./boxComponents.ts";
import { nearestBox } from "./boxesClean.ts";
import { addMixedCovariance, certain, mixedMean, posterior } from "./mixing.ts";
import type { LawAt } from "./noisyLaw.ts";

/** A box mixture noised, b > 0: within a box the coordinates are independent given x, each a truncated normal law. */
export function boxesNoised(boxes: BoxComponents, a: number, b: number): LawAt {
  const { count, dimension: d, logWeights, low, high } = boxes;
  const size = count * d;
  const centres = low.map((value, i) => 0.5 * (value + high[i]));
  const halves = low.map((value, i) => 0.5 * (high[i] - value));
  const reaches = halves.map((half) => (a * half) / b);
  const tables = Array.from(reaches, (h) => (h <= 1 ? truncatedNormalWeights(h) : NONE));
  const shares = new Float64Array(count);
  const scores = new Float64Array(size);
  const curvatures = new Float64Array(size);
  const means = new Float64Array(size);
  const variances = new Float64Array(size);
  const mean = new Float64Array(d);
  const found: TruncatedNormal = { logDensity: 0, noise: 0, curvature: 0, mean: 0, variance: 0 };
  const logNoise = Math.log(b);

  /** Fills the component arrays for the point at points[at …]. @returns log p(x) */
  const visit = (points: Float64Array, at: number): number => {
    for (let k = 0; k < count; k++) {
      let log = logWeights[k] - d * logNoise;
      for (let i = k * d; i < (k + 1) * d; i++) {
        const x = points[at + i - k * d];
        const off = x - a * centres[i];
        const side = off < 0 ? -1 : 1;
        const toHigh = (x - a * high[i]) / b;
        const toLow = (x - a * low[i]) / b;
        if (side > 0) truncatedNormal(toHigh, toLow, off / b, reaches[i], tables[i], found);
        else truncatedNormal(-toLow, -toHigh, -off / b, reaches[i], tables[i], found);
        log += found.logDensity;
        scores[i] = (-side * found.noise) / b;
        curvatures[i] = found.curvature / (b * b);
        means[i] = centres[i] + side * halves[i] * found.mean;
        variances[i] = halves[i] * halves[i] * found.variance;
      }
      shares[k] = log;
    }
    const log = posterior(shares, count);
    if (log === -Infinity) certain(shares, count, nearestBox(boxes, a, points, at));
    return log;
  };
  /** Writes Cov of the component vectors plus the mean of their diagonals. */
  const moments = (vectors: Float64Array, diagonals: Float64Array, out: Float64Array, at: number): void => {
    out.fill(0, at, at + d * d);
    for (let k = 0; k < count; k++) {
      if (shares[k] > 0) for (let i = 0; i < d; i++) out[at + i * (d + 1)] += shares[k] * diagonals[k * d + i];
    }
    addMixedCovariance(shares, count, vectors, d, mean, 0, out, at);
  };

  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      for (let p = 0; p < n; p++) {
        const log = visit(points, p * d);
        if (logDensity) logDensity[p] = log;
        if (score || hessian) {
          mixedMean(shares, count, scores, d, mean, 0);
          if (score) score.set(mean, p * d);
          if (hessian) moments(scores, curvatures, hessian, p * d * d);
        }
        if (denoised || spread) {
          mixedMean(shares, count, means, d, mean, 0);
          if (denoised) denoised.set(mean, p * d);
          if (spread) moments(means, variances, spread, p * d * d);
        }
      }
    },
  };
}

const NONE = new Float64Array(0);
