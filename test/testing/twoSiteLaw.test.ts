import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { twoSiteLaw, twoSiteMasked } from "../../testing/twoSiteLaw.ts";

// p = p_c: independent of w, everything is 1, and the law is p_c.
const same = Float64Array.of(0.1, 0.2, 0.3, 0.4);
const unguided = { alphabet: 2, length: 2, conditional: same, unconditional: same };
// The target is uniform on the first row, the rest of p on the second; p = ½ each.
const rows = { alphabet: 2, length: 2, conditional: Float64Array.of(1 / 2, 1 / 2, 0, 0), unconditional: new Float64Array(4).fill(1 / 4) };

describe("twoSiteLaw", () => {
  it("is p_c at every w when p = p_c", () => {
    expectClose(twoSiteLaw(unguided, 3), same, { relative: 1e-14 });
  });

  it("by hand where only one marginal is private", () => {
    // Z_1 = 2^w, Z_2 = 1, c = 1, d = 2^w: law(0, ·) = ½ 2^w (1 + 2^-w) / (2^w + 1) = ½.
    expectClose(twoSiteLaw(rows, 3), [1 / 2, 1 / 2, 0, 0], { relative: 1e-15 });
  });

  it("refuses another length and a bad w by name and value", () => {
    expect(() => twoSiteLaw({ ...rows, length: 1 }, 1)).toThrow("twoSiteLaw: length must be 2, got 1");
    expect(() => twoSiteLaw(rows, -3)).toThrow("twoSiteLaw: w must be finite and at least -1, got -3");
  });
});

describe("twoSiteMasked", () => {
  it("without guidance leaves each site masked with probability e^-u, independently", () => {
    const { both, secondMasked, firstMasked } = twoSiteMasked(unguided, 2, Math.LN2);
    expectClose(both, 1 / 4, { relative: 1e-15 });
    expectClose(secondMasked, [0.3 / 4, 0.7 / 4], { relative: 1e-14 });
    expectClose(firstMasked, [0.4 / 4, 0.6 / 4], { relative: 1e-14 });
  });

  it("by hand where only one marginal is private: rates 8 and 1 at w = 3", () => {
    const { both, secondMasked, firstMasked } = twoSiteMasked(rows, 3, 0.1);
    expectClose(both, Math.exp(-0.9), { relative: 1e-15 });
    expectClose(secondMasked, [Math.exp(-0.1) - Math.exp(-0.9), 0], { relative: 1e-14 });
    expectClose(firstMasked, [(Math.exp(-0.8) - Math.exp(-0.9)) / 2, (Math.exp(-0.8) - Math.exp(-0.9)) / 2], { relative: 1e-14 });
  });

  it("has the limit a u e^{-cu} where c(x1) equals Z_1 + Z_2: here c = 2 and Z_1 = Z_2 = 1 at w = 1", () => {
    const diagonal = { ...rows, conditional: Float64Array.of(1 / 2, 0, 0, 1 / 2) };
    const half = (0.3 * Math.exp(-0.6)) / 2;
    expectClose(twoSiteMasked(diagonal, 1, 0.3).secondMasked, [half, half], { relative: 1e-15 });
    expectClose(twoSiteMasked(diagonal, 1 + 1e-12, 0.3).secondMasked, [half, half], { relative: 1e-11 });
  });

  it("keeps its digits where c(x1) is far above Z_1 + Z_2 and u is large", () => {
    const diagonal = { ...rows, conditional: Float64Array.of(1 / 2, 0, 0, 1 / 2) };
    // c = 2^8, Z_1 = Z_2 = 1, a = 1/2: the masked site is left as soon as the other one is revealed.
    expectClose(twoSiteMasked(diagonal, 8, 200).firstMasked, [Math.exp(-400) / 508, Math.exp(-400) / 508], { relative: 1e-14 });
  });
});
