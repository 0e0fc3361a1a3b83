import { LOG_TWO_PI } from "./gaussianComponents.ts";
import { addMixedCovariance, certain, mixedMean, posterior } from "./mixing.ts";
import type { LawAt } from "./noisyLaw.ts";

/** Equal round Gaussians around points: Σ_j ω_j N(y_j, h²I). */
export interface Kernels {
  readonly dimension: number;
  readonly count: number;
  /** log ω_j, nats, shape [K]. */
  readonly logWeights: Float64Array;
  /** y, shape [K, d]. */
  readonly points: Float64Array;
  /** h² ≥ 0. */
  readonly variance: number;
}

/**
 * Equal kernels, noised: a softmax over the points. With V = a²h² + b² and the posterior mean ȳ and covariance C of the point, the score is (aȳ − x)/V, its
 * Jacobian a²C/V² − I/V, the denoised mean (b²ȳ + ah²x)/V and its spread b⁴C/V² + b²h²I/V. A point costs K(d + one exponential).
 *
 * @param a not 0 where b is; b > 0 where h = 0
 */
export function kernelsNoised({ dimension: d, count, logWeights, points: cloud, variance }: Kernels, a: number, b: number): LawAt {
  const total = a * a * variance + b * b;
  const precision = 1 / total;
  const gain = (a * variance) / total;
  const shrinkage = (b * b) / total;
  const logHeight = -0.5 * d * (LOG_TWO_PI + Math.log(total));
  const shares = new Float64Array(count);
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);

  /** Posterior weights at points[at …]. @returns log p(x) */
  const visit = (points: Float64Array, at: number): number => {
    for (let k = 0, y = 0; k < count; k++) {
      let square = 0;
      for (let i = 0; i < d; i++, y++) {
        const off = points[at + i] - a * cloud[y];
        square += off * off;
      }
      shares[k] = logWeights[k] - 0.5 * square * precision;
    }
    const log = posterior(shares, count);
    if (log === -Infinity) certain(shares, count, nearestPoint(cloud, count, d, a, points, at));
    return log + logHeight;
  };
  /** Writes `round` · I + `scale` · C. */
  const matrix = (round: number, scale: number, out: Float64Array, at: number): void => {
    for (let e = 0; e < d * d; e++) out[at + e] = scale * covariance[e] + (e % (d + 1) === 0 ? round : 0);
  };

  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      for (let p = 0; p < n; p++) {
        const at = p * d;
        const log = visit(points, at);
        if (logDensity) logDensity[p] = log;
        if (score || hessian || denoised || spread) mixedMean(shares, count, cloud, d, mean, 0);
        if (score) for (let i = 0; i < d; i++) score[at + i] = (a * mean[i] - points[at + i]) * precision;
        if (denoised) for (let i = 0; i < d; i++) denoised[at + i] = shrinkage * mean[i] + gain * points[at + i];
        if (hessian || spread) {
          covariance.fill(0);
          addMixedCovariance(shares, count, cloud, d, mean, 0, covariance, 0);
          if (hessian) matrix(-precision, (a * precision) ** 2, hessian, at * d);
          if (spread) matrix(shrinkage * variance, shrinkage * shrinkage, spread, at * d);
        }
      }
    },
  };
}

/** The point y nearest to x/a, the first of those that rounding cannot tell apart; however large x is. */
export function nearestPoint(cloud: Float64Array, count: number, d: number, a: number, points: Float64Array, at: number): number {
  let nearest = 0;
  let least = Infinity;
  for (let k = 0; k < count; k++) {
    let distance = 0;
    for (let i = 0; i < d; i++) distance = Math.hypot(distance, points[at + i] - a * cloud[k * d + i]);
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}
