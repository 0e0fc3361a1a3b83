import { describe, expect, it } from "vitest";
import { constantGuidance, type GuidedWeight, guidedWeight } from "../../../src/continuous/guidedWeight.ts";
import { type ParticleOptions, tiltedParticles } from "../../../src/continuous/particles/tiltedParticles.ts";
import { process } from "../../../src/continuous/process.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import type { ContinuousPair } from "../../../src/worlds/continuous/pair.ts";
import { expectClose } from "../../../testing/close.ts";
import { empiricalBernstein } from "../../../testing/empiricalBernstein.ts";

const component = (mean: number, variance = 1) => ({ weight: 1, mean: [mean], covariance: variance });

/** N(1,1) against the even mixture of N(±1,1): p(c|x) = 1/(1 + e^{−2x}). */
const twoNormals: ContinuousPair = {
  dimension: 1,
  conditional: gaussianMixture([component(1)], 1),
  unconditional: gaussianMixture([component(1), component(-1)], 1),
  targetWeight: 0.5,
};

const circleStart = { theta: Math.PI / 2, sd: 1 };

/** ∫ f A and ∫ A with A = p_c^{1+w} p^{−w}, by the trapezoidal rule on [−12, 16]: below 1e-12 for analytic integrands. */
function tiltedMoments(w: number, f: (x: number) => number): { mean: number; total: number } {
  const [steps, from, to] = [20_000, -12, 16];
  let [sum, total] = [0, 0];
  for (let k = 0; k <= steps; k++) {
    const x = from + ((to - from) * k) / steps;
    // log p_c and log p_c − log p, by hand.
    const log = -((x - 1) ** 2) / 2 - Math.log(2 * Math.PI) / 2;
    const ratio = Math.LN2 - Math.log1p(Math.exp(-2 * x));
    const a = (Math.exp(log + w * ratio) * (to - from)) / steps;
    sum += a * f(x);
    total += a;
  }
  return { mean: sum / total, total };
}

const run = (w: number | GuidedWeight, options: Partial<ParticleOptions>, start = circleStart, pair = twoNormals) =>
  tiltedParticles(
    { pair, weight: typeof w === "number" ? constantGuidance(w) : w, start },
    { particles: 4000, steps: 100, seed: 0, ...options },
  );

describe("tiltedParticles", () => {
  const w = 0.7;
  // On the path ‖s_c − s_u‖ = cos θ (1 − tanh(x cos θ)) < 2 cos θ, so log W < ∫ w(1+w) 4 cos² θ tan θ dθ = 2 w (1+w), and W ≥ 1.
  const bound = Math.exp(2 * w * (1 + w));
  const cloud = run(w, { particles: 10_000, threshold: 0 });

  /**
   * E[W f] = ∫ A f over independent particles, for f = 1 and for f = 1 below 1.2, with W put to a power and cut at its bound. Risk 1e-9 each.
   * At 100 steps the discretisation moves these means by -0.008 and -0.012 (measured: 2e5 particles, standard error 8e-4). The radii are above 0.075,
   * 6.1 standard errors at 10000 particles 0.022, so that the bias does not use up the risk.
   */
  function agrees(power: number): boolean {
    const scale = cloud.weights.length * Math.exp(cloud.logNormaliser);
    const weights = cloud.weights.map((weight) => Math.min(bound, (weight * scale) ** power));
    return [() => 1, (x: number): number => (x < 1.2 ? 1 : 0)].every((f) => {
      const { mean, total } = tiltedMoments(w, f);
      const found = empiricalBernstein(
        weights.map((weight, i) => weight * f(cloud.points[i])),
        bound,
        1e-9,
      );
      return Math.abs(found.mean - mean * total) < found.radius;
    });
  }

  it("weights the guided SDE to the tilted law (n = 10000)", () => {
    expect(agrees(1)).toBe(true);
  });

  it.each([0, 0.5, 2])(
    "and that check rejects weights to the power %d: none, half the rate, twice the rate (negative control)",
    (power) => {
      expect(agrees(power)).toBe(false);
    },
  );

  it("estimates the normaliser ∫ p_c^{1+w} p^{−w}", () => {
    for (const strength of [-0.5, 0.7, 1.2]) {
      const { logNormaliser, resampledAfter } = run(strength, { threshold: 1 });
      expect(resampledAfter.length).toBeGreaterThan(0);
      // Root mean square error over 12 runs, measured: 0.002, 0.009, 0.024 at these w, most of it bias of 100 steps.
      expectClose(logNormaliser, Math.log(tiltedMoments(strength, () => 1).total), { absolute: 0.08 });
    }
  });

  it("has equal weights at w = 0 and w = −1, where the SDE samples p_c and p", () => {
    for (const [strength, mean] of [
      [0, 1],
      [-1, 0],
    ]) {
      const cloud = run(strength, {});
      expect(new Set(cloud.weights).size).toBe(1);
      expect(cloud.logNormaliser).toBe(0);
      expect(cloud.resampledAfter).toEqual([]);
      // 6.1 standard errors of 4000 draws of variance 1 or 2, and the bias of 100 steps.
      expectClose(weightedMean(cloud), mean, { absolute: 6.1 * Math.sqrt((1 + Math.abs(strength)) / 4000) + 0.02 });
    }
  });

  it("falls as n^−½ in distance to the tilted mean, resampling included", () => {
    const target = tiltedMoments(2, (x) => x).mean;
    const replicates = 60;
    const sizes = [64, 1024];
    const errors = sizes.map((particles) => {
      let square = 0;
      for (let replicate = 0; replicate < replicates; replicate++) {
        const cloud = run(2, { particles, steps: 50, replicate, seed: 5 });
        square += (weightedMean(cloud) - target) ** 2 / replicates;
      }
      return Math.sqrt(square);
    });
    const slope = Math.log(errors[0] / errors[1]) / Math.log(sizes[1] / sizes[0]);
    // log of a root mean square over 60 replicates has standard deviation 1/√120; of the slope over ln 16 therefore 0.047: 6.1 of them.
    expect(Math.abs(slope - 0.5), `${errors}`).toBeLessThan(0.29);
  });

  it("accounts for a start that is not pure noise by its density: a short horizon gives the same normaliser", () => {
    const { circle } = process({ kind: "vp", schedule: "ou", horizon: 0.5 }).start;
    const cloud = run(0.7, { particles: 8000 }, circle);
    expectClose(cloud.logNormaliser, Math.log(tiltedMoments(0.7, () => 1).total), { absolute: 0.06 });
    expectClose(weightedMean(cloud), tiltedMoments(0.7, (x) => x).mean, { absolute: 0.06 });
    expect(cloud.effectiveSize[0]).toBeLessThan(7600);
    const wide = run(0.7, { particles: 8000 }, { ...circle, sd: 1.4 });
    expectClose(wide.logNormaliser, Math.log(tiltedMoments(0.7, () => 1).total), { absolute: 0.06 });
  });

  it("follows a weight that changes: the end is the law tilted by the last one", () => {
    const ramp = guidedWeight({ kind: "linear", in: "t", start: 0, end: 1.5, from: 1, to: 0 }, process({ kind: "flow" }));
    const jump = guidedWeight({ kind: "pieces", in: "t", at: [1, 0.5], w: [0, 1.5] }, process({ kind: "flow" }));
    for (const weight of [ramp, jump]) {
      const cloud = run(weight, { particles: 8000 });
      expectClose(weightedMean(cloud), tiltedMoments(1.5, (x) => x).mean, { absolute: 0.06 });
      expectClose(cloud.logNormaliser, Math.log(tiltedMoments(1.5, () => 1).total), { absolute: 0.06 });
    }
  });

  it("depends on seed and replicate, resamples below its threshold only, and never last", () => {
    const one = run(3, { particles: 200, steps: 20 });
    expect(run(3, { particles: 200, steps: 20 })).toEqual(one);
    expect(run(3, { particles: 200, steps: 20, replicate: 1 }).points).not.toEqual(one.points);
    expect(run(3, { particles: 200, steps: 20, threshold: 0 }).resampledAfter).toEqual([]);
    const always = run(3, { particles: 200, steps: 20, threshold: 1 });
    expect(always.resampledAfter.at(-1)).toBeLessThan(20);
    for (let k = 0; k < 20; k++) expect(always.resampledAfter.includes(k)).toBe(always.effectiveSize[k] < 200);
    expectClose(
      one.weights.reduce((sum, value) => sum + value, 0),
      1,
      { relative: 1e-12 },
    );
  });

  it("loses particles that leave the range of numbers, and says how many", () => {
    const field: ContinuousPair["conditional"] = {
      ...twoNormals.conditional,
      at: (a, b) => ({
        evaluate: (points, n, out) => {
          twoNormals.conditional.at(a, b).evaluate(points, n, out);
          if (out.denoised && a > 0.5) for (let k = 0; k < n; k++) if (points[k] < 0) out.denoised[k] = Number.POSITIVE_INFINITY;
        },
      }),
    };
    const problem = {
      pair: twoNormals,
      fields: { conditional: field, unconditional: field },
      weight: constantGuidance(0),
      start: circleStart,
    };
    const cloud = tiltedParticles(problem, { particles: 100, steps: 20, seed: 1 });
    expect(cloud.diverged).toBeGreaterThan(5);
    expect(cloud.points.every(Number.isFinite)).toBe(true);
    expect(cloud.weights.every(Number.isFinite)).toBe(true);
    const lost = tiltedParticles({ ...problem, weight: constantGuidance(1e308) }, { particles: 10, steps: 3, seed: 1 });
    expect(lost.weights.every((value) => Number.isFinite(value))).toBe(true);
  });

  it.each<[Partial<ParticleOptions>, string]>([
    [{ particles: 0 }, "tiltedParticles: particles must be an integer of at least 1, got 0"],
    [{ steps: 1.5 }, "tiltedParticles: steps must be an integer of at least 1, got 1.5"],
    [{ threshold: 2 }, "tiltedParticles: threshold must be a number from 0 to 1, got 2"],
  ])("refuses %j", (options, message) => {
    expect(() => run(1, options)).toThrow(BadInput);
    expect(() => run(1, options)).toThrow(message);
  });
});

function weightedMean({ points, weights }: { readonly points: Float64Array; readonly weights: Float64Array }): number {
  return points.reduce((sum, x, i) => sum + weights[i] * x, 0);
}
