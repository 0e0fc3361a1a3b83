import { describe, expect, it } from "vitest";
import { exactly, fraction, logOf, minus, over, plus, power, times, toNumber } from "../../testing/fraction.ts";

describe("fraction arithmetic", () => {
  it("keeps lowest terms and a positive denominator", () => {
    expect(fraction(6n, -4n)).toEqual({ over: -3n, under: 2n });
    expect(fraction(0n, 7n)).toEqual({ over: 0n, under: 1n });
  });

  it("by hand: 1/2 + 1/3, 1/2 − 1/3, 2/3 · 3/4, (1/2)/(1/3), (2/3)^−2", () => {
    const half = fraction(1n, 2n);
    const third = fraction(1n, 3n);
    expect(plus(half, third)).toEqual({ over: 5n, under: 6n });
    expect(minus(half, third)).toEqual({ over: 1n, under: 6n });
    expect(times(fraction(2n, 3n), fraction(3n, 4n))).toEqual({ over: 1n, under: 2n });
    expect(over(half, third)).toEqual({ over: 3n, under: 2n });
    expect(power(fraction(2n, 3n), -2)).toEqual({ over: 9n, under: 4n });
    expect(power(fraction(0n), 0)).toEqual({ over: 1n, under: 1n });
  });

  it("exactly is the double itself, 0.1 included, and toNumber brings it back down to the smallest double", () => {
    expect(exactly(0.1)).toEqual({ over: 3602879701896397n, under: 36028797018963968n });
    for (const value of [0, 1, -0.1, 1 / 3, 1e300, 5e-324, 2 ** -1074 * 3, 123456789.123]) expect(toNumber(exactly(value))).toBe(value);
  });

  it("toNumber underflows to 0 and overflows to infinity, where logOf still knows the size", () => {
    const small = power(fraction(1n, 1000n), 200);
    expect(toNumber(small)).toBe(0);
    expect(toNumber(fraction(small.under, small.over))).toBe(Infinity);
    expect(Math.abs(logOf(small) + 600 * Math.LN10)).toBeLessThan(1e-12);
    expect(logOf(fraction(7n, 4n))).toBeCloseTo(Math.log(1.75), 15);
  });

  it("refuses a zero denominator, and what is not finite, by name and value", () => {
    expect(() => fraction(3n, 0n)).toThrow("fraction: under must not be 0, got 3/0");
    expect(() => exactly(Number.NaN)).toThrow("exactly: value must be finite, got NaN");
  });
});
