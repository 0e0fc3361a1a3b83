/** @file Distances between two clouds of samples: sliced Wasserstein, exact on every line, and moments. */
import { BadInput } from "../numerics/badInput.ts";
import type { Measured } from "./measured.ts";

/**
 * W_q between the empirical laws of two lists of numbers: exact, by matching quantiles.
 *
 * @param q order, 1 or 2
 */
export function wassersteinSamples(a: ArrayLike<number>, b: ArrayLike<number>, q: 1 | 2): number {
  return powerCost(a, b, q) ** (1 / q);
}

function powerCost(a: ArrayLike<number>, b: ArrayLike<number>, q: 1 | 2): number {
  const [x, y] = [Float64Array.from(a).sort(), Float64Array.from(b).sort()];
  let [i, j, cost] = [0, 0, 0];
  // Levels are counted in units of 1/(x.length · y.length), so that equal ones compare equal.
  let level = 0;
  while (i < x.length && j < y.length) {
    const next = Math.min((i + 1) * y.length, (j + 1) * x.length);
    cost += (next - level) * Math.abs(x[i] - y[j]) ** q;
    level = next;
    if (next === (i + 1) * y.length) i++;
    if (next === (j + 1) * x.length) j++;
  }
  return cost / (x.length * y.length);
}

/**
 * Sliced W_q in the plane: (average over directions of W_q^q of the projections)^{1/q}, over evenly spaced directions. Below W_q.
 *
 * @param a, b shape [n, 2], [m, 2]
 * @throws BadInput for an empty cloud or no directions
 */
export function slicedWasserstein(a: Float64Array, b: Float64Array, q: 1 | 2, directions = 64): Measured {
  if (a.length < 2 || b.length < 2)
    throw new BadInput("samples", "at least 1 in each cloud", [a.length / 2, b.length / 2], "slicedWasserstein");
  if (!(Number.isSafeInteger(directions) && directions >= 1))
    throw new BadInput("directions", "an integer, at least 1", directions, "slicedWasserstein");
  let sum = 0;
  for (let k = 0; k < directions; k++) {
    const angle = ((k + 0.5) * Math.PI) / directions;
    const along = (points: Float64Array): Float64Array =>
      Float64Array.from({ length: points.length / 2 }, (_, i) => Math.cos(angle) * points[2 * i] + Math.sin(angle) * points[2 * i + 1]);
    sum += powerCost(along(a), along(b), q);
  }
  const method = `sliced (${directions} directions), Monte Carlo (n = ${a.length / 2} and ${b.length / 2})`;
  return { name: `sliced W${q}`, value: (sum / directions) ** (1 / q), method };
}

/** Mean (shape [d]) and covariance (shape [d, d], n − 1 in the denominator) of samples, and standard errors of the mean (shape [d]). */
export function cloudMoments(
  points: Float64Array,
  d: number,
): { mean: Float64Array; covariance: Float64Array; standardError: Float64Array } {
  const n = points.length / d;
  if (!(n >= 2)) throw new BadInput("samples", "at least 2", n, "cloudMoments");
  const [mean, covariance] = [new Float64Array(d), new Float64Array(d * d)];
  for (let e = 0; e < points.length; e++) mean[e % d] += points[e] / n;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) {
      for (let l = 0; l < d; l++) covariance[k * d + l] += ((points[i * d + k] - mean[k]) * (points[i * d + l] - mean[l])) / (n - 1);
    }
  }
  return { mean, covariance, standardError: mean.map((_, k) => Math.sqrt(covariance[k * d + k] / n)) };
}
