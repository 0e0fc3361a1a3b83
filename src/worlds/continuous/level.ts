/**
 * Checks a noise level x = a x₀ + b ε.
 *
 * @throws RangeError unless a and b are finite, ≥ 0 and not both 0
 */
export function checkedLevel(a: number, b: number): void {
  if (!(a >= 0 && a < Infinity)) throw new RangeError(`at: a must be finite and at least 0, got ${a}`);
  if (!(b >= 0 && b < Infinity)) throw new RangeError(`at: b must be finite and at least 0, got ${b}`);
  if (a === 0 && b === 0) throw new RangeError("at: b must be above 0 where a is 0, got 0");
}
