import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tiltedLaw } from "../../../src/continuous/line/tiltedLaw.ts";
import { worldLaw } from "../../../src/continuous/line/worldLaw.ts";
import { normalCdf, normalDensity } from "../../../src/numerics/normalCdf.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import type { NoisyLaw } from "../../../src/worlds/continuous/noisyLaw.ts";
import type { ContinuousPair } from "../../../src/worlds/continuous/pair.ts";
import { expectClose } from "../../../testing/close.ts";

const gaussian = (...parts: [number, number, number][]): NoisyLaw =>
  gaussianMixture(
    parts.map(([weight, mean, covariance]) => ({ weight, mean: [mean], covariance })),
    1,
  );
const boxes = (...parts: [number, number, number][]): NoisyLaw =>
  boxMixture(
    parts.map(([weight, low, high]) => ({ weight, low: [low], high: [high] })),
    1,
  );
const pairOf = (conditional: NoisyLaw, unconditional: NoisyLaw): ContinuousPair => ({
  dimension: 1,
  conditional,
  unconditional,
  targetWeight: null,
});

describe("tiltedLaw", () => {
  it.each([-0.7, 0.5, 3, 40, 1024])("p = N(0,2), p_c = N(0,1), w = %d: N(0, 2/(w+2)), within its error, which is ≤ 1e-7", (w) => {
    const law = tiltedLaw(pairOf(gaussian([1, 0, 1]), gaussian([1, 0, 2])), w);
    const sd = Math.sqrt(2 / (w + 2));
    expect(law.error).toBeLessThan(1e-9);
    for (const z of [-5, -1, 0, 2]) {
      expect(Math.abs(law.cdf(z * sd) - normalCdf(z))).toBeLessThanOrEqual(law.error);
      expectClose(law.density(z * sd) * sd, normalDensity(z), { relative: 1e-11 });
    }
    expectClose([law.mean / sd, law.variance / sd ** 2], [0, 1], { absolute: 1e-10 });
    expectClose(law.quantile(normalCdf(1.3)), 1.3 * sd, { absolute: 1e-9 * sd });
  });

  it("is far wider than p_c where p nearly cancels it: N(0,2) over N(0,1) at w = 0.99 has variance 200", () => {
    const law = tiltedLaw(pairOf(gaussian([1, 0, 2]), gaussian([1, 0, 1])), 0.99);
    expectClose(law.variance, 1 / (1.99 / 2 - 0.99), { relative: 1e-9 });
    expectClose(law.cdf(Math.sqrt(200)), normalCdf(1), { absolute: 1e-10 });
  });

  it("with noise: p_c^{1+w} p^{−w} of a x₀ + b ε", () => {
    const law = tiltedLaw(pairOf(gaussian([1, 1, 1]), gaussian([1, 0, 3])), 2, 0.8, 0.6);
    // variances 0.64 + 0.36 = 1 and 1.92 + 0.36 = 2.28
    const precision = 3 / 1 - 2 / 2.28;
    expectClose([law.mean, law.variance], [(3 * 0.8) / precision, 1 / precision], { absolute: 1e-10 });
  });

  it("agrees with a plain sum over a fine grid, random mixtures", () => {
    const part = fc.tuple(
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        part,
        part,
        fc.double({ min: -0.9, max: 8, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (one, other, w, x) => {
          const law = tiltedLaw(pairOf(gaussian(one), gaussian(one, other)), w);
          const log = (parts: [number, number, number][], y: number): number => {
            const total = parts.reduce((s, [weight]) => s + weight, 0);
            const logs = parts.map(([weight, m, v]) => Math.log(weight / total) - 0.5 * Math.log(2 * Math.PI * v) - (y - m) ** 2 / (2 * v));
            const top = Math.max(...logs);
            return top + Math.log(logs.reduce((s, l) => s + Math.exp(l - top), 0));
          };
          const f = (y: number): number => Math.exp((1 + w) * log([one], y) - w * log([one, other], y));
          let [below, all] = [0, 0];
          // trapezium sums of a smooth density: spectral on the whole line; the part below x ends in half a step
          const h = 1e-3;
          for (let k = -12000; k <= 12000; k++) {
            const value = f(x + k * h);
            all += value;
            below += k < 0 ? value : k === 0 ? value / 2 : 0;
          }
          // half a step's end: −h² f′/12
          expectClose(law.cdf(x), below / all, { absolute: 1e-5 });
          expectClose(law.density(x), f(x) / (all * h), { relative: 1e-9, absolute: 1e-12 });
          expect(law.error).toBeLessThan(1e-7);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("of boxes is piecewise constant, 0 off the support of p_c, the value inside on its edge", () => {
    const law = tiltedLaw(pairOf(boxes([1, 0, 2]), boxes([1, 0, 2], [1, -1, 1])), 1);
    // p_c = ½ on [0,2]; p = ½ on [0,1], ¼ on [1,2]: ratios ½ : 1
    expectClose([law.density(-0.5), law.density(0.5), law.density(1.5), law.density(2.5)], [0, 1 / 3, 2 / 3, 0], { absolute: 1e-12 });
    expectClose([law.density(0), law.density(2), law.cdf(0), law.cdf(1), law.cdf(2)], [1 / 3, 2 / 3, 0, 1 / 3, 1], { absolute: 1e-12 });
    expectClose([law.mean, law.quantile(2 / 3), law.range[0], law.range[1]], [1 / 6 + 1, 1.5, 0, 2], { absolute: 1e-12 });
    expect(law.breaks).toEqual([1]);
  });

  it("at w = 0 is p_c and at w = −1 is p, also beyond the support of p_c", () => {
    const pair = pairOf(boxes([1, 0, 2]), boxes([1, 0, 2], [1, -1, 1]));
    expectClose([tiltedLaw(pair, 0).cdf(1.5), tiltedLaw(pair, -1).cdf(0)], [0.75, 0.25], { absolute: 1e-12 });
  });

  it("refuses tails that cannot be integrated, on either side and in the flat case, naming guidance.w", () => {
    const text = /tiltedLaw: guidance\.w must be such that .* can be integrated .*, got 1$/;
    expect(() => tiltedLaw(pairOf(gaussian([1, 0, 4]), gaussian([1, 0, 1])), 1)).toThrow(text);
    expect(() => tiltedLaw(pairOf(gaussian([1, 0, 2]), gaussian([1, 0, 1])), 1)).toThrow(text);
    expect(() => tiltedLaw(pairOf(gaussian([1, 1, 2]), gaussian([1, 0, 1])), 1)).toThrow(text);
  });

  it("refuses p = 0 where p_c > 0 and w > 0, and laws that never meet, naming world.unconditional", () => {
    expect(() => tiltedLaw(pairOf(boxes([1, 0, 2]), boxes([1, 0, 1])), 1)).toThrow(
      /world\.unconditional must be above 0 wherever conditional is, got 0 at x = 1\./,
    );
    expect(() => tiltedLaw(pairOf(boxes([1, 0, 1]), boxes([1, 2, 3])), -0.5)).toThrow(
      /world\.unconditional must be above 0 somewhere on the support of conditional, got 0/,
    );
    expect(tiltedLaw(pairOf(boxes([1, 0, 2]), boxes([1, 0, 1])), -0.5).cdf(1)).toBe(1);
  });

  it("refuses weights below −1 and infinite ones", () => {
    const pair = pairOf(gaussian([1, 0, 1]), gaussian([1, 0, 2]));
    expect(() => tiltedLaw(pair, -1.1)).toThrow("tiltedLaw: guidance.w must be finite and at least -1, got -1.1");
    expect(() => tiltedLaw(pair, Infinity)).toThrow("tiltedLaw: guidance.w must be finite and at least -1, got Infinity");
  });
});

describe("worldLaw", () => {
  it("of a mixture with parts of very different width holds 1e-10", () => {
    const law = worldLaw(gaussian([0.3, -5, 4], [0.5, 0, 1e-6], [0.2, 3, 0.01]));
    for (const x of [-6, -0.001, 0, 0.0005, 2.9, 3.1]) {
      const exact = 0.3 * normalCdf((x + 5) / 2) + 0.5 * normalCdf(x / 1e-3) + 0.2 * normalCdf((x - 3) / 0.1);
      expect(Math.abs(law.cdf(x) - exact)).toBeLessThanOrEqual(law.error);
      expectClose(law.quantile(exact), x, { absolute: 1e-9 });
    }
    expect(law.error).toBeLessThan(1e-10);
    expectClose(law.mean, -0.9, { absolute: 1e-12 });
  });

  it("with noise is wider by b² and scaled by a", () => {
    const law = worldLaw(boxes([1, 1, 2]), 0.5, 0.1);
    expectClose([law.mean, law.variance], [0.75, 0.25 / 12 + 0.01], { absolute: 1e-14 });
    expectClose(law.cdf(0.75), 0.5, { absolute: 1e-11 });
    expect(law.error).toBeLessThan(1e-9);
  });

  it("refuses what is not on the line or has no density", () => {
    expect(() => worldLaw(gaussianMixture([{ weight: 1, mean: [0, 0], covariance: 1 }], 2))).toThrow(
      /worldLaw: law must be on the line, got "dimension 2"/,
    );
    expect(() => worldLaw({ ...gaussian([1, 0, 1]), extent: { low: Float64Array.of(1), high: Float64Array.of(1) } })).toThrow(
      /one with a density, got "all mass at 1"/,
    );
    expect(() => worldLaw({ ...gaussian([1, 0, 1]), extent: { low: Float64Array.of(5), high: Float64Array.of(6) } })).toThrow(
      /density that adds up to 1, got 2\.8/,
    );
  });
});
