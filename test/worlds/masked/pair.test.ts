import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { checkedLaw, checkSupport } from "../../../src/worlds/masked/pair.ts";
import { expectClose } from "../../../testing/close.ts";

describe("checkedLaw", () => {
  it("returns a law that sums to 1 unchanged, to the bit, as a copy", () => {
    const given = Float64Array.of(0.25, 0.75);
    const law = checkedLaw("law", given, 2);
    expect([...law]).toEqual([0.25, 0.75]);
    expect(law).not.toBe(given);
  });

  it("renormalises a sum that is off by up to 1e-9, and refuses more, showing the sum", () => {
    expectClose(checkedLaw("law", [0.5, 0.5 + 9e-10], 2), [0.5 / (1 + 9e-10), (0.5 + 9e-10) / (1 + 9e-10)], { relative: 1e-15 });
    expect(() => checkedLaw("world.classes.z1.law", [0.5, 0.5 + 2e-9], 2)).toThrow(
      "world.classes.z1.law must be a law that sums to 1 within 1e-9, got 1.000000002",
    );
    expect(() => checkedLaw("law", [0.5, 0.5 - 2e-9], 2)).toThrow("law must be a law that sums to 1 within 1e-9, got 0.999999998");
    expect(() => checkedLaw("law", [0, 0], 2)).toThrow("got 0");
  });

  it("does not refuse a long law for the rounding of its own sum: a million equal entries", () => {
    const law = checkedLaw("law", new Float64Array(1e6).fill(1e-6), 1e6);
    expectClose(law[0], 1e-6, { relative: 1e-12 });
  });

  it("keeps exact zeros and subnormal entries", () => {
    expect([...checkedLaw("law", [0, 5e-324, 1], 3)]).toEqual([0, 5e-324, 1]);
  });

  it.each([
    [[0.5], "law must be a list of 2 numbers, got 1"],
    [[0.5, 0.25, 0.25], "law must be a list of 2 numbers, got 3"],
    [[1.5, -0.5], "law[1] must be a finite number of at least 0, got -0.5"],
    [[Number.NaN, 1], "law[0] must be a finite number of at least 0, got NaN"],
    [[1, Infinity], "law[1] must be a finite number of at least 0, got Infinity"],
    [JSON.parse("[null, 1]"), "law[0] must be a finite number of at least 0, got null"],
  ])("refuses %j by name and value", (values: number[], message) => {
    expect(() => checkedLaw("law", values, 2)).toThrow(message);
    expect(() => checkedLaw("law", values, 2)).toThrow(BadInput);
  });

  it("gives sums of 1 within rounding, as a property", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }), (masses) => {
        const total = masses.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const law = checkedLaw(
          "law",
          masses.map((mass) => (mass / total) * (1 + 5e-10)),
          masses.length,
        );
        expectClose(
          law.reduce((a, b) => a + b, 0),
          1,
          { relative: 1e-14 },
        );
      }),
    );
  });
});

describe("checkSupport", () => {
  const pair = (conditional: number[], unconditional: number[]) => ({
    alphabet: conditional.length,
    length: 1,
    conditional: Float64Array.from(conditional),
    unconditional: Float64Array.from(unconditional),
    targetWeight: null,
  });

  it("accepts p > 0 wherever p_c is, whatever p does elsewhere", () => {
    expect(() => checkSupport(pair([0.5, 0.5, 0], [0.25, 0.25, 0.5]))).not.toThrow();
    expect(() => checkSupport(pair([1, 0], [1, 0]))).not.toThrow();
  });

  it("refuses the first cell where p_c has mass and p has none, naming world.unconditional", () => {
    expect(() => checkSupport(pair([0.5, 0.25, 0.25], [1, 0, 0]))).toThrow(
      "world.unconditional[1] must be > 0 where the conditional is (0.25), for w > 0, got 0",
    );
  });
});
