import { describe, expect, it } from "vitest";
import { expectClose, worst } from "../../testing/close.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";

const pair = { alphabet: 2, length: 1, conditional: Float64Array.of(3 / 4, 1 / 4), unconditional: Float64Array.of(1 / 2, 1 / 2) };

describe("tiltedLaw", () => {
  it.each([
    [-1, [1 / 2, 1 / 2]],
    [0, [3 / 4, 1 / 4]],
    [1, [9 / 10, 1 / 10]],
    [2, [27 / 28, 1 / 28]],
  ])("at w = %d is %j by hand", (w, law) => {
    expectClose(tiltedLaw(pair, w), law, { relative: 1e-15 });
  });

  it("is told apart from the law of a neighbouring w", () => {
    expect(worst(tiltedLaw(pair, 1.01), [9 / 10, 1 / 10], { absolute: 1e-4 }).ok).toBe(false);
  });

  it("reads only the law it needs at w = -1 and at w = 0", () => {
    const blank = Float64Array.of(Number.NaN, Number.NaN);
    expect([...tiltedLaw({ ...pair, conditional: blank }, -1)]).toEqual([1 / 2, 1 / 2]);
    expect([...tiltedLaw({ ...pair, unconditional: blank }, 0)]).toEqual([3 / 4, 1 / 4]);
    expect(() => tiltedLaw({ ...pair, conditional: blank }, 1)).toThrow("guidedProduct: product must be finite, got NaN");
  });

  it("refuses a bad w and disjoint supports by name and value", () => {
    expect(() => tiltedLaw(pair, -2)).toThrow("tiltedLaw: w must be finite and at least -1, got -2");
    const disjoint = { ...pair, conditional: Float64Array.of(1, 0), unconditional: Float64Array.of(0, 1) };
    expect(() => tiltedLaw(disjoint, -0.5)).toThrow("tiltedLaw: total mass must be positive, got 0 at w = -0.5");
  });
});
