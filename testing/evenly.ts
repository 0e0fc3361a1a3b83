/** @file Numbers for property tests, spread evenly. (fast-check's doubles are spread evenly over exponents: most are tiny.) */
import fc from "fast-check";

/** Numbers evenly on [min, max], both ends possible. */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  const steps = 2 ** 30;
  return fc.noBias(fc.integer({ min: 0, max: steps })).map((k) => (k === steps ? max : min + ((max - min) * k) / steps));
}
