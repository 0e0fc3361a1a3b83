import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { gaussianReverse } from "../../testing/gaussianReverse.ts";

const standard = { mean: 0, variance: 1 };
const wide = { mean: 0, variance: 2 };

describe("gaussianReverse", () => {
  it.each([0, 0.5, 1, 3, -0.5])("w = %d gives the closed forms of p_c = N(0,1), p = N(0,2): flow 2^−w, SDE (2 − 2^{−2w})/(2w + 1)", (w) => {
    const pair = { cond: standard, uncond: wide, w };
    const from = 1e8;
    // From N(0, σ²) at σ² = 1e8, relative corrections are of order w · 1e-8.
    const start = { mean: 0, variance: from };
    expectClose(gaussianReverse(pair, start, { from, to: 0, noise: false }).variance, 2 ** -w, { relative: 1e-6 });
    const limit = w === -0.5 ? 2 * Math.LN2 : (2 - 2 ** (-2 * w)) / (2 * w + 1);
    expectClose(gaussianReverse(pair, start, { from, to: 0, noise: true }).variance, limit, { relative: 1e-6 });
  });

  it("takes N(m, v + σ²) to N(m, v) unguided, by flow and SDE", () => {
    const cond = { mean: 0.7, variance: 0.3 };
    for (const noise of [false, true]) {
      const end = gaussianReverse({ cond, uncond: wide, w: 0 }, { mean: 0.7, variance: 4.3 }, { from: 4, to: 0.5, noise });
      expectClose([end.mean, end.variance], [0.7, 0.8], { absolute: 1e-12 });
    }
  });

  it("moves the mean by the unconditional one with weight −w", () => {
    const shifted = gaussianReverse({ cond: standard, uncond: { mean: 1, variance: 1 }, w: 2 }, standard, { from: 1, to: 0, noise: false });
    expect(shifted.mean).toBeLessThan(0);
    // k = 1/(1+u), l = −2/(1+u): M + 2 is proportional to √(1+u).
    expectClose(shifted.mean, 2 / Math.SQRT2 - 2, { absolute: 1e-12 });
  });
});
