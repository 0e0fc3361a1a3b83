import type { Rng } from "./stream.ts";

/**
 * How often each cell occurs among n independent draws from a law, by inversion. Consumes exactly n uniforms; cells of probability 0 stay 0.
 *
 * Complexity size + n log size.
 *
 * @param law shape [size], non-negative, in any proportion, not all 0
 * @returns shape [size], non-negative integers that sum to n
 */
export function multinomial(n: number, law: ArrayLike<number>, rng: Rng): Float64Array {
  const cumulative = new Float64Array(law.length);
  let total = 0;
  let last = 0;
  for (let x = 0; x < law.length; x++) {
    cumulative[x] = total += law[x];
    if (law[x] > 0) last = x;
  }
  const counts = new Float64Array(law.length);
  for (let k = 0; k < n; k++) counts[Math.min(last, firstAbove(cumulative, rng() * total))]++;
  return counts;
}

/** The first index whose value is above `level`, or the length; the values never fall. */
function firstAbove(values: Float64Array, level: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle] > level) to = middle;
    else from = middle + 1;
  }
  return from;
}
