import { describe, expect, it } from "vitest";
import { romberg } from "../../src/numerics/romberg.ts";
import { expectClose } from "../../testing/close.ts";

/** Midpoint rule for ∫_0^1 f. */
const midpoint = (f: (x: number) => number, n: number): number =>
  Array.from({ length: n }, (_, k) => f((k + 0.5) / n) / n).reduce((a, b) => a + b);

describe("romberg", () => {
  it("removes terms in n^−2 and n^−4 exactly: 3 + 5/n² − 7/n⁴ tends to 3 after three values", () => {
    const { value, steps } = romberg((n) => Float64Array.of(3 + 5 / n ** 2 - 7 / n ** 4, -1 + 2 / n ** 2), {
      first: 4,
      most: 16,
      tolerance: 0,
    });
    expectClose(value, [3, -1], { absolute: 1e-14 });
    expect(steps).toBe(16);
  });

  it("of the midpoint rule finds ∫ e^x = e − 1 within its own error estimate, and stops once that is small enough", () => {
    const asked: number[] = [];
    const at = (n: number): Float64Array => {
      asked.push(n);
      return Float64Array.of(midpoint(Math.exp, n));
    };
    const { value, error, steps } = romberg(at, { first: 2, most: 1024, tolerance: 1e-9 });
    expect(error).toBeLessThanOrEqual(1e-9);
    expect(Math.abs(value[0] - (Math.E - 1))).toBeLessThanOrEqual(error);
    expect(asked).toEqual([2, 4, 8, 16, 32]);
    expect(steps).toBe(32);
  });

  it("gives up at the largest n and says how bad it is: the error of a kink stays above the tolerance", () => {
    const { error, steps } = romberg((n) => Float64Array.of(midpoint((x) => Math.abs(x - 1 / Math.PI), n)), {
      first: 4,
      most: 64,
      tolerance: 1e-12,
    });
    expect(steps).toBe(64);
    expect(error).toBeGreaterThan(1e-6);
  });

  it("has no error estimate from one value, and none at all from none", () => {
    expect(romberg(() => Float64Array.of(1), { first: 4, most: 4, tolerance: 1 })).toMatchObject({ error: Infinity, steps: 4 });
    expect(romberg(() => Float64Array.of(1), { first: 4, most: 2, tolerance: 1 })).toMatchObject({ error: Infinity, steps: 0 });
  });
});
