import { describe, expect, it } from "vitest";
import { gaussianMixture } from "../../../../src/worlds/continuous/gaussianMixture.ts";
import type { Evaluation, LawAt, NoisyLaw } from "../../../../src/worlds/continuous/noisyLaw.ts";
import { monteCarlo } from "../../../../src/worlds/continuous/scoreError/monteCarlo.ts";
import { smoothing } from "../../../../src/worlds/continuous/scoreError/smoothing.ts";
import { tempering } from "../../../../src/worlds/continuous/scoreError/tempering.ts";
import { withScoreError } from "../../../../src/worlds/continuous/scoreError/withScoreError.ts";
import { expectClose } from "../../../../testing/close.ts";
import { namedRng } from "../../../../testing/namedRng.ts";

/** A mixture whose components have variances v and 2v + extra, all widened by δ². */
const mixture = (wider: number): NoisyLaw =>
  gaussianMixture(
    [
      { weight: 1, mean: [1, 0], covariance: 0.3 + wider },
      { weight: 2, mean: [-1, 1], covariance: [1 + wider, 0.5 + wider] },
    ],
    2,
  );
const law = mixture(0);
const points = Float64Array.of(0.3, -0.5, 2, 2, -1, 0.4);

function evaluated(at: LawAt, entries: readonly (keyof Evaluation)[]): Record<string, Float64Array> {
  const sizes = { logDensity: 3, score: 6, denoised: 6, hessian: 12, spread: 12 };
  const out = Object.fromEntries(entries.map((entry) => [entry, new Float64Array(sizes[entry])]));
  at.evaluate(points, 3, out);
  return out;
}

describe("smoothing", () => {
  it("is the mixture with all covariances widened by δ², in every answer and at every noise level", () => {
    const [smooth, wide] = [smoothing(law, 0.4), mixture(0.16)];
    for (const [a, b] of [
      [1, 0],
      [0.8, 0.6],
      [1, 20],
      [0, 1],
    ]) {
      const entries = ["logDensity", "score", "denoised", "hessian", "spread"] as const;
      const [found, expected] = [smooth, wide].map((one) => evaluated(one.at(a, b), entries));
      for (const entry of entries) expectClose(found[entry], expected[entry], { absolute: 1e-12, relative: 1e-11 });
    }
    expectClose(smooth.covariance, wide.covariance, { absolute: 1e-13 });
    expect(smooth.mean).toEqual(wide.mean);
    expect([smooth.compact, smooth.breaks, smooth.dimension]).toEqual([false, [[], []], 2]);
    for (const i of [0, 1]) {
      expect(smooth.extent.low[i]).toBeLessThan(law.extent.low[i] - 3);
      expect(smooth.extent.high[i]).toBeGreaterThan(law.extent.high[i] + 3);
    }
  });

  it("draws x₀ + δη: mean and variance of 20000 draws within 6.1 standard errors", () => {
    const rng = namedRng("smoothed draws");
    const smooth = smoothing(law, 2);
    const out = new Float64Array(3);
    let [sum, square] = [0, 0];
    const n = 20_000;
    for (let k = 0; k < n; k++) {
      smooth.draw(rng, out, 1);
      sum += out[1] / n;
      square += out[1] ** 2 / n;
    }
    const variance = law.covariance[0] + 4;
    expect(out[0]).toBe(0);
    expectClose(sum, law.mean[0], { absolute: 6.1 * Math.sqrt(variance / n) });
    // Kurtosis of the sum is below 3: the variance of (x − m)² is below 2 variance².
    expectClose(square - sum ** 2, variance, { absolute: 6.1 * variance * Math.sqrt(2 / n) });
  });

  it("by 0 is the law itself", () => expect(smoothing(law, 0)).toBe(law));
});

describe("tempering", () => {
  it("divides score and Hessian by T, and keeps D = (x + b² s)/a and Cov = (b²/a²)(I + b² H)", () => {
    const [a, b, T] = [0.8, 0.6, 2.5];
    const exact = evaluated(law.at(a, b), ["score", "hessian"]);
    const found = evaluated(tempering(law, T).at(a, b), ["score", "hessian", "denoised", "spread"]);
    expectClose(
      found.score,
      exact.score.map((s) => s / T),
      { relative: 1e-15 },
    );
    expectClose(
      found.hessian,
      exact.hessian.map((h) => h / T),
      { relative: 1e-15 },
    );
    expectClose(
      found.denoised,
      points.map((x, i) => (x + b * b * found.score[i]) / a),
      { absolute: 1e-13 },
    );
    expectClose(
      found.spread,
      found.hessian.map((h, e) => (b / a) ** 2 * ((e % 4 === 0 || e % 4 === 3 ? 1 : 0) + b * b * h)),
      { absolute: 1e-13 },
    );
  });

  it("is absent at T = 1 and at pure noise, and has no density", () => {
    expect(tempering(law, 1)).toBe(law);
    expect(evaluated(tempering(law, 3).at(0, 1), ["denoised"])).toEqual(evaluated(law.at(0, 1), ["denoised"]));
    for (const [a, b] of [
      [0.6, 0.8],
      [0, 1],
    ]) {
      expect(() => evaluated(tempering(law, 3).at(a, b), ["logDensity"])).toThrow(
        "logDensity must be left out for a field with a score error, got one",
      );
    }
  });
});

describe("monteCarlo", () => {
  it("is the softmax average over n draws, and tends to the exact denoised mean as n^−½", () => {
    const [a, b] = [0.6, 0.8];
    const exact = evaluated(law.at(a, b), ["denoised"]).denoised;
    const errorAt = (draws: number): number => {
      let square = 0;
      for (let seed = 0; seed < 40; seed++) {
        const found = evaluated(monteCarlo(law, { draws, seed, name: "test" }).at(a, b), ["denoised"]).denoised;
        found.forEach((value, i) => {
          square += (value - exact[i]) ** 2 / (40 * 6);
        });
      }
      return Math.sqrt(square);
    };
    const slope = Math.log(errorAt(100) / errorAt(1600)) / Math.log(16);
    // 40 seeds of some 3 independent numbers: the log of a root mean square has standard deviation 1/√240, the slope 0.033: 6.1 of them.
    expect(Math.abs(slope - 0.5)).toBeLessThan(0.2);
  });

  it("with one draw predicts that draw; conditional and unconditional have draws of their own", () => {
    const pair = { dimension: 2, conditional: law, unconditional: law, targetWeight: null };
    const fields = withScoreError(pair, { kind: "monte-carlo", draws: 1, seed: 2 });
    const [c, u] = [fields.conditional, fields.unconditional].map((field) => evaluated(field.at(0.6, 0.8), ["denoised"]).denoised);
    for (const row of [c, u]) expect(row.slice(0, 2)).toEqual(row.slice(2, 4));
    expect(c[0]).not.toBe(u[0]);
    expect(
      evaluated(withScoreError(pair, { kind: "monte-carlo", draws: 1, seed: 2 }).conditional.at(0.6, 0.8), ["denoised"]).denoised,
    ).toEqual(c);
    expect(evaluated(withScoreError(pair, { kind: "smoothing", sd: 0.4 }).conditional.at(0.6, 0.8), ["score"])).toEqual(
      evaluated(smoothing(law, 0.4).at(0.6, 0.8), ["score"]),
    );
    expect(evaluated(withScoreError(pair, { kind: "tempering", temperature: 2 }).conditional.at(0.6, 0.8), ["score"])).toEqual(
      evaluated(tempering(law, 2).at(0.6, 0.8), ["score"]),
    );
  });
});
