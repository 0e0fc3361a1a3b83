import { describe, expect, it } from "vitest";
import { tiltedGaussian } from "../../../src/continuous/gaussian/tiltedGaussian.ts";
import { expectClose } from "../../../testing/close.ts";

const law = (mean: readonly number[], covariance: readonly number[]) => ({
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});

describe("tiltedGaussian", () => {
  it("of p = N(0, 2), p_c = N(0, 1) has variance 2/(w + 2)", () => {
    for (const w of [-1, 0, 1, 7]) {
      expectClose(tiltedGaussian({ conditional: law([0], [1]), unconditional: law([0], [2]) }, w).covariance[0], 2 / (w + 2), {
        relative: 1e-14,
      });
    }
  });

  it("has the log density (1+w) log p_c − w log p up to a constant, in the plane", () => {
    const pair = { conditional: law([1, -0.5], [0.8, 0.3, 0.3, 0.6]), unconditional: law([0.2, 0.1], [2, -0.4, -0.4, 1.5]) };
    const w = 1.7;
    const tilted = tiltedGaussian(pair, w);
    const quadratic = ({ mean, covariance: [a, b, , d] }: typeof tilted, x: number, y: number): number => {
      const [u, v] = [x - mean[0], y - mean[1]];
      return -0.5 * ((d * u * u - 2 * b * u * v + a * v * v) / (a * d - b * b));
    };
    const miss = [
      [0, 0],
      [1, 2],
      [-3, 0.5],
      [2, -2],
    ].map(([x, y]) => quadratic(tilted, x, y) - (1 + w) * quadratic(pair.conditional, x, y) + w * quadratic(pair.unconditional, x, y));
    expectClose(miss, [miss[0], miss[0], miss[0], miss[0]], { absolute: 1e-12 });
  });

  it("refuses a weight for which the tilted density has no finite mass, naming the weight", () => {
    const pair = { conditional: law([0], [2]), unconditional: law([0], [1]) };
    expectClose(tiltedGaussian(pair, 0.9).covariance[0], 1 / (0.95 - 0.9), { relative: 1e-12 });
    expect(() => tiltedGaussian(pair, 1)).toThrow(
      "tiltedGaussian: guidance.w must be such that (1 + w) Σ_c⁻¹ − w Σ_u⁻¹ is positive definite (its least eigenvalue is 0), got 1",
    );
  });
});
