/** A limit n → ∞ with an estimate of its error. */
export interface Extrapolated {
  readonly value: Float64Array;
  /** Largest difference between the last two extrapolated vectors: an estimate, not a bound. */
  readonly error: number;
  /** Largest n used. */
  readonly steps: number;
}

/**
 * Richardson extrapolation of a vector whose error is a series in n^−2: n doubles from `first` until the error estimate is at most
 * `tolerance` or n would pass `most`. The caller reads `error` to see which.
 */
export function romberg(at: (n: number) => Float64Array, options: { first: number; most: number; tolerance: number }): Extrapolated {
  let previous: readonly Float64Array[] = [];
  let best: Extrapolated = { value: new Float64Array(0), error: Infinity, steps: 0 };
  for (let n = options.first; n <= options.most && !(best.error <= options.tolerance); n *= 2) {
    const row = [at(n)];
    for (let k = 0; k < previous.length; k++) row.push(extrapolated(row[k], previous[k], 4 ** (k + 1)));
    const value = row[row.length - 1];
    const before = previous.at(-1);
    best = { value, error: before ? largestDifference(value, before) : Infinity, steps: n };
    previous = row;
  }
  return best;
}

function extrapolated(fine: Float64Array, coarse: Float64Array, factor: number): Float64Array {
  return fine.map((value, x) => value + (value - coarse[x]) / (factor - 1));
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let x = 0; x < a.length; x++) largest = Math.max(largest, Math.abs(a[x] - b[x]));
  return largest;
}
