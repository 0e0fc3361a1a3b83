import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose, worst } from "../../testing/close.ts";
import { siteConditional } from "../../testing/completionMass.ts";
import { guidedConditional, guidedProduct } from "../../testing/guidedConditional.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";

const blank = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);
// Two sites, two tokens; p = ½ p_c + ½ p_2 with p_2 = [0 0; ½ ½].
const pair = {
  alphabet: 2,
  length: 2,
  conditional: Float64Array.of(1 / 4, 1 / 4, 0, 1 / 2),
  unconditional: Float64Array.of(1 / 8, 1 / 8, 1 / 4, 1 / 2),
};

describe("guidedProduct", () => {
  it.each([
    [1 / 2, 1 / 4, 1, 1],
    [1 / 2, 1 / 4, 2, 2],
    [1 / 4, 1 / 2, -0.5, 1 / Math.sqrt(8)],
    [0, 1 / 2, -1, 1 / 2],
    [0, 1 / 2, -0.999, 0],
    [0, 0, 3, 0],
    [1 / 2, 0, 0, 1 / 2],
    [1 / 2, 0, -0.5, 0],
  ])("of c = %d and u = %d at w = %d is %d by hand", (c, u, w, product) => {
    expectClose(guidedProduct(c, u, w), product, { relative: 1e-15 });
  });

  it("equals the literal c^(1+w) u^(-w) where that form stays in range, and survives where it does not", () => {
    const probability = fc.double({ min: 1e-6, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, probability, guidanceWeight, (c, u, w) => {
        expectClose(guidedProduct(c, u, w), c ** (1 + w) * u ** -w, { relative: 1e-13 });
      }),
    );
    expectClose(guidedProduct(1e-100, 1e-100, 8), 1e-100, { relative: 1e-15 });
    expect(1e-100 ** 9 * 1e-100 ** -8).toBeNaN();
  });

  it("tells w from w + 0.001", () => {
    expect(worst([guidedProduct(1 / 2, 1 / 4, 1.001)], [1], { relative: 1e-4 }).ok).toBe(false);
  });

  it("refuses a product that is not finite, with its three values", () => {
    expect(() => guidedProduct(0.5, 0, 1)).toThrow("guidedProduct: product must be finite, got Infinity (c = 0.5, u = 0, w = 1)");
  });
});

describe("guidedConditional", () => {
  it("at w = 1 squares the conditional and divides by the unconditional, by hand", () => {
    // Site 0 of [M, M]: p_c = [½, ½], p = [¼, ¾].
    expectClose(guidedConditional(pair, 1, [2, 2], 0), [1, 1 / 3], { relative: 1e-15 });
    // Site 1 of [1, M]: p_c = [0, 1], p = [⅓, ⅔].
    expectClose(guidedConditional(pair, 1, [1, 2], 1), [0, 3 / 2], { relative: 1e-15 });
  });

  it("at w = -1 is the unconditional and never reads the conditional law", () => {
    expectClose(guidedConditional({ ...pair, conditional: blank(4) }, -1, [1, 2], 1), [1 / 3, 2 / 3], { relative: 1e-15 });
  });

  it("at w = 0 is the conditional and never reads the unconditional law", () => {
    expectClose(guidedConditional({ ...pair, unconditional: blank(4) }, 0, [0, 2], 1), [1 / 2, 1 / 2], { relative: 1e-15 });
  });

  it("reads both laws at every other w", () => {
    expect(() => guidedConditional({ ...pair, conditional: blank(4) }, -0.5, [1, 2], 1)).toThrow("siteConditional");
    expect(() => guidedConditional({ ...pair, unconditional: blank(4) }, 0.5, [1, 2], 1)).toThrow("siteConditional");
  });

  it("just above w = -1 is zero where the conditional is, although w = -1 itself is not", () => {
    expect(guidedConditional(pair, -1 + 1e-12, [1, 2], 1)[0]).toBe(0);
    expect(guidedConditional(pair, -1, [1, 2], 1)[0]).toBeGreaterThan(0.3);
  });

  it("has a total Z of at least 1 for w > 0 and at most 1 for w in (-1, 0): a Rényi divergence", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 300 }), guidanceWeight, (world, w) => {
        const state = new Array<number>(world.length).fill(world.alphabet);
        const z = guidedConditional(world, w, state, 0).reduce((sum, value) => sum + value, 0);
        if (w >= 0) expect(z).toBeGreaterThan(1 - 1e-12);
        else expect(z).toBeLessThan(1 + 1e-12);
      }),
    );
  });

  it("on a law of one site is the guided product of the two laws", () => {
    const single = { alphabet: 4, length: 1, conditional: pair.conditional, unconditional: pair.unconditional };
    expectClose(guidedConditional(single, 2, [4], 0), [1, 1, 0, 1 / 2], { relative: 1e-15 });
    expectClose(siteConditional(pair.conditional, 4, [4], 0), pair.conditional, {});
  });

  it.each([Number.NaN, -1.5, Number.POSITIVE_INFINITY])("refuses w = %d by name and value", (w) => {
    expect(() => guidedConditional(pair, w, [2, 2], 0)).toThrow(`guidedConditional: w must be finite and at least -1, got ${w}`);
  });
});
