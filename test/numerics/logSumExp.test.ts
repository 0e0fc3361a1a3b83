import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logSumExp } from "../../src/numerics/logSumExp.ts";
import { expectClose } from "../../testing/close.ts";

describe("logSumExp by hand", () => {
  it("of ln 1 and ln 3 is ln 4", () => {
    expectClose(logSumExp([0, Math.log(3)]), Math.log(4), { relative: 1e-15 });
  });

  it("does not overflow or underflow: ±1e6 twice is ±1e6 + ln 2", () => {
    expectClose(logSumExp([1e6, 1e6]), 1e6 + Math.LN2, { relative: 1e-15 });
    expectClose(logSumExp([-1e6, -1e6]), -1e6 + Math.LN2, { relative: 1e-15 });
  });

  it("is −∞ for nothing and for −∞ alone, +∞ where an entry is, and ignores −∞ beside a number", () => {
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect(logSumExp([0, Infinity, -Infinity])).toBe(Infinity);
    expect(logSumExp([-Infinity, 2])).toBe(2);
  });
});

describe("logSumExp as a property", () => {
  const values = fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1, maxLength: 20 });

  it("shifts with its arguments, does not depend on their order, and lies within ln n above the largest", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), (list, shift) => {
        const result = logSumExp(list);
        expectClose(logSumExp(list.map((value) => value + shift)), result + shift, { absolute: 1e-12 });
        expectClose(logSumExp(list.toReversed()), result, { absolute: 1e-13 });
        expect(result).toBeGreaterThanOrEqual(Math.max(...list));
        expect(result).toBeLessThanOrEqual(Math.max(...list) + Math.log(list.length) + 1e-13);
      }),
    );
  });
});
