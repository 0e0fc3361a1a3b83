/** @file The statistical check of a mean of bounded variables of unknown variance, at a stated risk. */

/**
 * Radius that |mean − μ| of n independent draws from [0, bound] exceeds with probability at most `risk`:
 * √(2 V ln(4/risk) / n) + 7 bound ln(4/risk) / (3 (n − 1)), V the sample variance.
 *
 * Source: Maurer and Pontil, COLT 2009, arXiv:0907.3740, Theorem 4, on both sides.
 *
 * @param values shape [n], n ≥ 2, each in [0, bound]
 * @throws RangeError for a value out of range, fewer than two values, or a risk out of (0, 1]
 */
export function empiricalBernstein(values: ArrayLike<number>, bound: number, risk: number): { mean: number; radius: number } {
  const n = values.length;
  if (!(n >= 2)) throw new RangeError(`empiricalBernstein: values must be at least 2, got ${n}`);
  if (!(risk > 0 && risk <= 1)) throw new RangeError(`empiricalBernstein: risk must be in (0, 1], got ${risk}`);
  let mean = 0;
  for (let i = 0; i < n; i++) {
    if (!(values[i] >= 0 && values[i] <= bound)) {
      throw new RangeError(`empiricalBernstein: values must be in [0, ${bound}], got ${values[i]}`);
    }
    mean += values[i] / n;
  }
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  const log = Math.log(4 / risk);
  return { mean, radius: Math.sqrt((2 * (squares / (n - 1)) * log) / n) + (7 * bound * log) / (3 * (n - 1)) };
}
