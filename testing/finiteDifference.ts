/** @file Derivatives without knowing them. */

/** Weights of f(x + jh) − f(x − jh), j = 1 … 4, in f′(x) to order h⁸. */
const CENTRAL = [4 / 5, -1 / 5, 4 / 105, -1 / 280];

/**
 * ∇f(x) by central differences of eighth order: error about 1e-16 |f|/step from rounding and step⁸ |f⁽⁹⁾| / 630 from truncation.
 *
 * @param x    shape [d]
 * @param step > 0
 */
export function gradient(f: (x: Float64Array) => number, x: ArrayLike<number>, step: number): Float64Array {
  const at = Float64Array.from(x);
  return at.map((value, i) => {
    const moved = (by: number): number => f(at.map((old, j) => (j === i ? value + by : old)));
    return CENTRAL.reduce((sum, weight, j) => sum + (weight * (moved((j + 1) * step) - moved(-(j + 1) * step))) / step, 0);
  });
}
