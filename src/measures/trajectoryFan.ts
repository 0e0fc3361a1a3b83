/** @file What trajectories do along the class axis: mean ± standard deviation, overshoot, pullback (arXiv:2409.13074). */
import { BadInput } from "../numerics/badInput.ts";
import type { ContinuousPair } from "../worlds/continuous/pair.ts";

/** Paths as arrays: shape [m, n, d], time first. */
export interface Paths {
  readonly points: Float64Array;
  /** Number of times m. */
  readonly times: number;
  /** Number of paths. */
  readonly n: number;
  readonly dimension: number;
}

/** Projections on an axis at each time, over the paths; shape [m] each. */
export interface Fan {
  readonly mean: Float64Array;
  /** Standard deviation over the paths, n − 1 in the denominator; 0 for one path. */
  readonly sd: Float64Array;
}

/**
 * Unit vector from the mean of p to the mean of p_c, shape [d].
 *
 * @throws BadInput where the two means agree
 */
export function classAxis({ conditional, unconditional }: ContinuousPair): Float64Array {
  const axis = conditional.mean.map((value, k) => value - unconditional.mean[k]);
  const length = Math.hypot(...axis);
  if (!(length > 0)) throw new BadInput("world", "one whose class mean differs from the mean", Array.from(conditional.mean), "classAxis");
  return axis.map((value) => value / length);
}

/** x · axis of every point, shape [m, n]. */
export function projected({ points, times, n, dimension }: Paths, axis: ArrayLike<number>): Float64Array {
  const values = new Float64Array(times * n);
  for (let e = 0; e < values.length; e++) for (let k = 0; k < dimension; k++) values[e] += points[e * dimension + k] * axis[k];
  return values;
}

export function fan(paths: Paths, axis: ArrayLike<number>): Fan {
  const values = projected(paths, axis);
  const [mean, sd] = [new Float64Array(paths.times), new Float64Array(paths.times)];
  for (let k = 0; k < paths.times; k++) {
    const row = values.subarray(k * paths.n, (k + 1) * paths.n);
    mean[k] = row.reduce((sum, value) => sum + value, 0) / paths.n;
    const squares = row.reduce((sum, value) => sum + (value - mean[k]) ** 2, 0);
    sd[k] = paths.n > 1 ? Math.sqrt(squares / (paths.n - 1)) : 0;
  }
  return { mean, sd };
}

/** Largest later decrease of a curve, max over i ≤ j of c[i] − c[j]: 0 exactly where it never falls. */
export function pullback(curve: ArrayLike<number>): number {
  let [highest, largest] = [-Infinity, 0];
  for (let k = 0; k < curve.length; k++) {
    highest = Math.max(highest, curve[k]);
    largest = Math.max(largest, highest - curve[k]);
  }
  return largest;
}

/** How far a curve goes above an edge of the support, at most: 0 where it stays below. */
export function overshoot(curve: ArrayLike<number>, edge: number): number {
  return Array.from(curve).reduce((most, value) => Math.max(most, value - edge), 0);
}

/** Share of paths that are above the edge at some time and not above it at the end: pulled back into the support. */
export function pulledBackShare(paths: Paths, axis: ArrayLike<number>, edge: number): number {
  const values = projected(paths, axis);
  let count = 0;
  for (let i = 0; i < paths.n; i++) {
    let above = false;
    for (let k = 0; k < paths.times; k++) above ||= values[k * paths.n + i] > edge;
    if (above && values[(paths.times - 1) * paths.n + i] <= edge) count++;
  }
  return count / paths.n;
}

export interface MonotoneWeight {
  /**
   * `found`: monotone at w, not at `above`; `all`: monotone at the largest weight asked; `none`: not even at the smallest.
   */
  readonly status: "found" | "all" | "none";
  /** Largest weight found monotone; the smallest asked for `none`. */
  readonly w: number;
  /** Smallest weight found not monotone, `null` for `all`. */
  readonly above: number | null;
  readonly pullbackAtW: number;
}

/**
 * The prescription of arXiv:2409.13074: the largest w whose mean projected trajectory is monotone, by bisection. Takes it that a trajectory which
 * has lost monotonicity does not regain it at a larger w.
 *
 * @param meanAt the mean projected trajectory at a weight
 * @param allowance pullback up to which a curve counts as monotone, ≥ 0: the error of the trajectories
 * @throws BadInput for an empty range or a tolerance that is not positive
 */
export function largestMonotoneWeight(
  meanAt: (w: number) => ArrayLike<number>,
  {
    low,
    high,
    tolerance,
    allowance,
  }: { readonly low: number; readonly high: number; readonly tolerance: number; readonly allowance: number },
): MonotoneWeight {
  if (!(high > low)) throw new BadInput("high", `above low (${low})`, high, "largestMonotoneWeight");
  if (!(tolerance > 0)) throw new BadInput("tolerance", "above 0", tolerance, "largestMonotoneWeight");
  const falls = (w: number): number => pullback(meanAt(w));
  let atLeast = falls(low);
  if (!(atLeast <= allowance)) return { status: "none", w: low, above: low, pullbackAtW: atLeast };
  const atMost = falls(high);
  if (atMost <= allowance) return { status: "all", w: high, above: null, pullbackAtW: atMost };
  let [w, above] = [low, high];
  while (above - w > tolerance) {
    const middle = (w + above) / 2;
    if (middle === w || middle === above) break;
    const found = falls(middle);
    if (found <= allowance) [w, atLeast] = [middle, found];
    else above = middle;
  }
  return { status: "found", w, above, pullbackAtW: atLeast };
}
