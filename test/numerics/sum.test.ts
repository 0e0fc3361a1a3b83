import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sum } from "../../src/numerics/sum.ts";
import { expectClose } from "../../testing/close.ts";
import { exactly, fraction, plus, toNumber } from "../../testing/fraction.ts";

describe("sum by hand", () => {
  it("keeps what naive summation loses: 1 + 1e100 + 1 − 1e100 is 2", () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });

  it("of a million tenths is 100000 to the last bit but one", () => {
    expectClose(sum(new Float64Array(1e6).fill(0.1)), 100_000, { relative: 2.3e-16 });
  });

  it("of nothing is 0; infinities and NaN stay what they are", () => {
    expect(sum([])).toBe(0);
    expect(sum([1, Infinity, 1])).toBe(Infinity);
    expect(sum([1, -Infinity])).toBe(-Infinity);
    expect(sum([1, Number.NaN, 2])).toBeNaN();
  });
});

describe("sum as a property", () => {
  it("of terms of one sign is within 2 ulp of the exact sum, whatever their number and order of size", () => {
    const term = fc.tuple(fc.integer({ min: 1, max: 2 ** 30 }), fc.integer({ min: -60, max: 60 })).map(([m, e]) => m * 2 ** e);
    fc.assert(
      fc.property(fc.array(term, { maxLength: 200 }), (terms) => {
        const exact = toNumber(terms.map(exactly).reduce(plus, fraction(0n)));
        expectClose(sum(terms), exact, { relative: 2 ** -51 });
      }),
    );
  });
});
