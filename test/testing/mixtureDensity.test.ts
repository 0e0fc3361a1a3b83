import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { denseCovariance, noisedMixture } from "../../testing/mixtureDensity.ts";

describe("noisedMixture", () => {
  it("by hand: one Gaussian in the plane, no noise", () => {
    // Covariance of determinant 1 with inverse [[1, −1], [−1, 2]].
    const part = {
      weight: 5,
      mean: [1, 1],
      covariance: [
        [2, 1],
        [1, 1],
      ],
    };
    const { logDensity, denoised, spread } = noisedMixture([part], 1, 0, [3, 2]);
    expectClose(logDensity, -0.5 * (4 - 4 + 2) - Math.log(2 * Math.PI), { relative: 1e-15 });
    expectClose(denoised, [3, 2], { relative: 1e-14 });
    expectClose(spread.flat(), [0, 0, 0, 0], { absolute: 1e-14 });
  });

  it("by hand: ½ N(−1, 1) + ½ N(1, 1) with a = b = 1 at x = 2", () => {
    // V = 2: posterior of the right one 1/(1 + e^{−2}); given it, x₀ has mean ½(±1 + 2) and variance ½.
    const parts = [-1, 1].map((mean) => ({ weight: 1, mean: [mean], covariance: [[1]] }));
    const { logDensity, denoised, spread } = noisedMixture(parts, 1, 1, [2]);
    const tanh = Math.tanh(1);
    expectClose(logDensity, Math.log((Math.exp(-0.25) + Math.exp(-2.25)) / 2 / Math.sqrt(4 * Math.PI)), { relative: 1e-15 });
    expectClose([denoised[0], spread[0][0]], [1 + tanh / 2, 0.5 + (1 - tanh ** 2) / 4], { relative: 1e-14 });
  });
});

describe("denseCovariance", () => {
  it("writes out a variance, a diagonal and a matrix", () => {
    expect(denseCovariance(2, 2)).toEqual([
      [2, 0],
      [0, 2],
    ]);
    expect(denseCovariance([1, 3], 2)).toEqual([
      [1, 0],
      [0, 3],
    ]);
    expect(
      denseCovariance(
        [
          [1, 4],
          [4, 30],
        ],
        2,
      ),
    ).toEqual([
      [1, 4],
      [4, 30],
    ]);
  });
});
