/** @file Numerical closeness, per element, with NaN and ±∞ decided explicitly. */
import { expect } from "vitest";

/** Allowed difference: max(absolute, relative · |expected|). A missing tolerance is 0, so `{}` asks for equality. */
export interface Tolerances {
  readonly absolute?: number;
  readonly relative?: number;
  /** When true, NaN is close to NaN. Otherwise NaN is close to nothing, itself included. */
  readonly matchNaN?: boolean;
}

/** The worst element of a comparison: a failing one if there is any. */
export interface Closeness {
  readonly ok: boolean;
  /** Position of the worst element; -1 when both arrays are empty. */
  readonly index: number;
  readonly actual: number;
  readonly expected: number;
  /** |actual - expected| there; NaN where it is undefined. */
  readonly difference: number;
  /** What the tolerances allow there. */
  readonly allowed: number;
  /** Number of elements that are not close. */
  readonly failures: number;
}

/**
 * Whether |actual - expected| ≤ max(absolute, relative · |expected|).
 *
 * NaN is never close (see `matchNaN`); +∞ is close to +∞ only and -∞ to -∞ only, whatever the tolerances.
 *
 * @throws RangeError if a tolerance is negative, infinite or NaN
 */
export function close(actual: number, expected: number, tolerances: Tolerances): boolean {
  const allowed = allowance(expected, tolerances);
  if (Number.isNaN(actual) || Number.isNaN(expected)) return tolerances.matchNaN === true && Number.isNaN(actual) && Number.isNaN(expected);
  if (!Number.isFinite(actual) || !Number.isFinite(expected)) return actual === expected;
  return Math.abs(actual - expected) <= allowed;
}

/**
 * Compares two arrays element by element with `close` and returns the worst element.
 *
 * Worst means the largest difference in units of what is allowed; elements that are not close come before those that are.
 *
 * @throws RangeError if the lengths differ or a tolerance is negative, infinite or NaN
 */
export function worst(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerances: Tolerances): Closeness {
  if (actual.length !== expected.length) throw new RangeError(`worst: lengths must match, got ${actual.length} and ${expected.length}`);
  let index = -1;
  let largest = -1;
  let failures = 0;
  for (let i = 0; i < actual.length; i++) {
    if (!close(actual[i], expected[i], tolerances)) failures++;
    const severity = excess(actual[i], expected[i], tolerances);
    if (severity > largest) {
      largest = severity;
      index = i;
    }
  }
  if (index < 0) return { ok: true, index, actual: 0, expected: 0, difference: 0, allowed: 0, failures };
  return {
    ok: failures === 0,
    index,
    actual: actual[index],
    expected: expected[index],
    difference: actual[index] === expected[index] ? 0 : Math.abs(actual[index] - expected[index]),
    allowed: allowance(expected[index], tolerances),
    failures,
  };
}

/**
 * Asserts that a number or every element of an array is close; a failure prints index, both values and the allowed difference.
 *
 * @throws RangeError as `worst`; TypeError if a number is compared with an array
 */
export function expectClose(actual: number | ArrayLike<number>, expected: number | ArrayLike<number>, tolerances: Tolerances): void {
  const scalar = typeof actual === "number";
  if (scalar !== (typeof expected === "number")) {
    throw new TypeError(
      `expectClose: actual and expected must both be numbers or both arrays, got ${typeof actual} and ${typeof expected}`,
    );
  }
  const found = worst(typeof actual === "number" ? [actual] : actual, typeof expected === "number" ? [expected] : expected, tolerances);
  const place = scalar ? "" : `element ${found.index}: `;
  const count = found.failures > 1 ? ` (${found.failures} elements differ)` : "";
  const message = `${place}got ${found.actual}, expected ${found.expected}, difference ${found.difference}, allowed ${found.allowed}${count}`;
  expect(found.ok, message).toBe(true);
}

function allowance(expected: number, { absolute = 0, relative = 0 }: Tolerances): number {
  if (!(absolute >= 0 && absolute < Infinity)) throw new RangeError(`close: absolute must be finite and non-negative, got ${absolute}`);
  if (!(relative >= 0 && relative < Infinity)) throw new RangeError(`close: relative must be finite and non-negative, got ${relative}`);
  return Number.isFinite(expected) ? Math.max(absolute, relative * Math.abs(expected)) : 0;
}

/** Difference in units of what is allowed, above 1 exactly where not close: 0 for equal values, ∞ where it is undefined. */
function excess(actual: number, expected: number, tolerances: Tolerances): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  const ratio = Math.abs(actual - expected) / allowance(expected, tolerances);
  return Number.isNaN(ratio) ? Infinity : ratio;
}
