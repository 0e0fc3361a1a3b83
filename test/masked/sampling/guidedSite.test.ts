import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guidedSite, maskedSites, needsOf } from "../../../src/masked/sampling/guidedSite.ts";
import type { Answer } from "../../../src/masked/sampling/protocol.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidedProduct } from "../../../testing/guidedConditional.ts";

const answer = (cond: readonly number[], uncond: readonly number[]): Answer => ({
  logCond: Float64Array.from(cond, Math.log),
  logUncond: Float64Array.from(uncond, Math.log),
});

describe("guidedSite", () => {
  it("writes log q = (1+w) log p_c − w log p and returns log Z, for any site asked", () => {
    const entry = fc.double({ min: 1e-6, max: 1, noNaN: true });
    const rows = fc.array(fc.tuple(entry, entry), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.double({ min: -1, max: 8, noNaN: true }), fc.nat({ max: 1 }), (values, w, k) => {
        const out = new Float64Array(3);
        const logZ = guidedSite(
          answer(
            values.map(([c]) => c),
            values.map(([, u]) => u),
          ),
          k,
          w,
          out,
        );
        const q = values.slice(3 * k, 3 * k + 3).map(([c, u]) => guidedProduct(c, u, w));
        q.forEach((value, v) => {
          expectClose(Math.exp(out[v]), value, { relative: 1e-12 });
        });
        expectClose(
          Math.exp(logZ),
          q.reduce((a, b) => a + b),
          { relative: 1e-12 },
        );
      }),
    );
  });

  it.each([
    // p_c, p, w, q
    [[0, 1], [1, 0], -1, [1, 0]],
    [[0, 1], [1, 0], 0, [0, 1]],
    [[0, 1], [1, 0], -0.5, [0, 0]],
    [[0, 1], [0, 1], 3, [0, 1]],
    [[0, 1], [0.5, 0.5], 3, [0, 8]],
  ])("of p_c = %j, p = %j at w = %d is %j: 0 wherever p_c = 0, but at w = −1", (cond, uncond, w, expected) => {
    const out = new Float64Array(2);
    const logZ = guidedSite(answer(cond, uncond), 0, w, out);
    Array.from(out, Math.exp).forEach((q, v) => {
      expectClose(q, expected[v], { relative: 1e-14 });
    });
    expect(Math.exp(logZ)).toBeCloseTo(expected[0] + expected[1], 12);
  });

  it("keeps Z in log space, however large, and refuses p = 0 < p_c at w > 0", () => {
    const out = new Float64Array(2);
    expectClose(guidedSite(answer([1, 0], [1e-10, 1]), 0, 1e6, out), 1e6 * Math.log(1e10), { relative: 1e-12 });
    expect(() => guidedSite(answer([0.5, 0.5], [1, 0]), 0, 0.5, out)).toThrow(
      "world.unconditional must be > 0 where the conditional is, for w > 0 (w = 0.5), got 0",
    );
  });

  it("reads only what its weight needs", () => {
    const out = new Float64Array(2);
    const one = Float64Array.of(Math.log(0.25), Math.log(0.75));
    const none = new Float64Array(0);
    guidedSite({ logCond: one, logUncond: none }, 0, 0, out);
    expect(out).toEqual(one);
    guidedSite({ logCond: none, logUncond: one }, 0, -1, out);
    expect(out).toEqual(one);
    expect([0, -1, 0.5].map(needsOf)).toEqual(["cond", "uncond", "both"]);
  });
});

describe("maskedSites", () => {
  it("lists the sites that hold the mask", () => {
    expect(maskedSites(Int32Array.of(3, 0, 3, 2), 3)).toEqual([0, 2]);
    expect(maskedSites(Int32Array.of(0), 3)).toEqual([]);
  });
});
