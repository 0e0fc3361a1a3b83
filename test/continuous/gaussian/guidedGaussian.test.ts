import { describe, expect, it } from "vitest";
import { guidedGaussian } from "../../../src/continuous/gaussian/guidedGaussian.ts";
import { momentEquations } from "../../../src/continuous/gaussian/momentEquations.ts";
import { scalarFlowLaw, scalarSdeLaw } from "../../../src/continuous/gaussian/scalarGaussian.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";

const flow = { theta: Math.PI / 2, sd: 1 };
const exploding = (sigma: number) => ({ theta: Math.atan(sigma), sd: sigma / Math.sqrt(1 + sigma * sigma) });
const horizon = { theta: Math.acos(Math.exp(-2)), sd: 1 };
const constant = (w: number) => ({ at: () => w, corners: [] });
const law = (mean: readonly number[], covariance: readonly number[]) => ({
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});
const halfAndOne = { condMean: 0, condVariance: 1, uncondMean: 0, uncondVariance: 2 };

describe("scalarFlowLaw and scalarSdeLaw", () => {
  it.each([0.5, 1, 3, 10])("tend to 2^{−w} and (2 − 2^{−2w})/(2w + 1) for p = N(0, 2), p_c = N(0, 1), variance exploding (w = %d)", (w) => {
    expectClose(scalarFlowLaw(halfAndOne, w, exploding(1e8)).variance, 2 ** -w, { relative: 1e-12 });
    expectClose(scalarSdeLaw(halfAndOne, w, exploding(1e8)).variance, (2 - 2 ** (-2 * w)) / (2 * w + 1), { relative: 1e-12 });
  });

  it("have the finite-σ corrections ((2 + σ²)/(1 + σ²))^w σ²/(1 + σ²) and, for the reverse equation at w = 1, a closed form by hand", () => {
    const s2 = 9;
    const q = (2 + s2) / (1 + s2);
    expectClose(scalarFlowLaw(halfAndOne, 3, exploding(3)).variance, (2 ** -3 * q ** 3 * s2) / (1 + s2), { relative: 1e-14 });
    // H = (1 + r)²/(2 + r): variance (H_0/H_1)² s2 + H_0² ∫_0^{s2} (2 + r)² (1 + r)^{−4} dr, the integral (8 − q³)/3 as q′ = −(1 + r)^{−2}
    expectClose(scalarSdeLaw(halfAndOne, 1, exploding(3)).variance, (0.5 / (100 / 11)) ** 2 * 9 + 0.25 * ((8 - q ** 3) / 3), {
      relative: 1e-14,
    });
  });

  it("agree with the moment equations, means included, for laws wider and narrower than each other, equal ones, and every kind of start", () => {
    for (const start of [flow, exploding(80), horizon]) {
      for (const [c, u, w] of [
        [0.5, 2, 1.5],
        [2, 0.7, 0.8],
        [1, 1, 4],
        [1, 1 + 1e-9, 4],
        [0.3, 1, -0.5],
        [0.3, 1, -1],
        [0.3, 1, 0],
      ]) {
        const pair = { conditional: law([1.2], [c]), unconditional: law([-0.4], [u]) };
        const scalar = { condMean: 1.2, condVariance: c, uncondMean: -0.4, uncondVariance: u };
        for (const [kind, closed] of [
          ["flow", scalarFlowLaw],
          ["sde", scalarSdeLaw],
        ] as const) {
          const expected = closed(scalar, w, start);
          const found = momentEquations(kind, pair, constant(w), start);
          expectClose([found.law.mean[0], found.law.covariance[0]], [expected.mean, expected.variance], { absolute: 1e-8, relative: 1e-8 });
        }
      }
    }
  });

  it("at w = 0 from pure noise give the conditional law, at w = −1 the unconditional one", () => {
    const pair = { condMean: 1.2, condVariance: 0.3, uncondMean: -0.4, uncondVariance: 2 };
    for (const closed of [scalarFlowLaw, scalarSdeLaw]) {
      const [zero, minus] = [closed(pair, 0, flow), closed(pair, -1, flow)];
      expectClose([zero.mean, zero.variance], [1.2, 0.3], { absolute: 1e-14 });
      expectClose([minus.mean, minus.variance], [-0.4, 2], { absolute: 1e-13 });
    }
  });

  it("stay finite at w = 1024", () => {
    const { mean, variance } = scalarSdeLaw({ condMean: 1, condVariance: 1, uncondMean: 0, uncondVariance: 2 }, 1024, exploding(80));
    expectClose(mean, 2, { absolute: 1e-3 });
    expectClose(variance, 2 / 2049, { relative: 1e-9 });
    expectClose(scalarFlowLaw(halfAndOne, 1024, exploding(80)).variance, 2 ** -1024 * (6402 / 6401) ** 1024 * (6400 / 6401), {
      relative: 1e-10,
    });
  });
});

describe("guidedGaussian", () => {
  const turned = (a: number, b: number, angle: number): readonly number[] => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [a * c * c + b * s * s, (a - b) * c * s, (a - b) * c * s, a * s * s + b * c * c];
  };

  it("uses the closed form along common axes: the same as the moment equations in the plane", () => {
    const pair = { conditional: law([1, -0.5], turned(0.4, 1.5, 0.6)), unconditional: law([0, 0.2], turned(2, 1, 0.6)) };
    for (const kind of ["flow", "sde"] as const) {
      const closed = guidedGaussian(kind, pair, 2, exploding(20));
      const followed = guidedGaussian(kind, pair, constant(2), exploding(20));
      expect(closed).toMatchObject({ method: "exact: closed form", error: 0, status: "done" });
      expectClose(closed.law.mean, followed.law.mean, { absolute: 1e-8 });
      expectClose(closed.law.covariance, followed.law.covariance, { absolute: 1e-8 });
      expect(followed.error).toBeLessThan(1e-7);
    }
  });

  it("follows covariances that do not commute: at w = 0 the conditional law, and the same after both are turned", () => {
    const pair = { conditional: law([1, -0.5], turned(0.4, 1.5, 0.6)), unconditional: law([0, 0.2], turned(2, 1, 0.1)) };
    const zero = guidedGaussian("sde", pair, 0, flow);
    expect(zero.method).toMatch(/^moment equations/);
    expectClose(zero.law.mean, pair.conditional.mean, { absolute: 1e-7 });
    expectClose(zero.law.covariance, pair.conditional.covariance, { absolute: 1e-7 });
    const swap = (l: { mean: Float64Array; covariance: Float64Array }) =>
      law([l.mean[1], l.mean[0]], [l.covariance[3], l.covariance[2], l.covariance[1], l.covariance[0]]);
    const [one, other] = [pair, { conditional: swap(pair.conditional), unconditional: swap(pair.unconditional) }].map(
      (p) => guidedGaussian("flow", p, 1.5, flow).law,
    );
    expectClose(swap(one).covariance, other.covariance, { absolute: 1e-9 });
    expectClose(swap(one).mean, other.mean, { absolute: 1e-9 });
  });

  it("follows covariances that do not commute at w = 1.5: P = X Xᵀ with X the solution of the linear flow, by Runge and Kutta's steps", () => {
    const [c, u, w] = [turned(0.4, 1.5, 0.6), turned(2, 1, 0.1), 1.5];
    const slope = (theta: number, X: readonly number[]): readonly number[] => {
      const [c2, s2] = [Math.cos(theta) ** 2, Math.sin(theta) ** 2];
      const inverse = ([a, b, , d]: readonly number[]): readonly number[] => {
        const [p, q, r] = [c2 * a + s2, c2 * b, c2 * d + s2];
        return [r, -q, -q, p].map((entry) => entry / (p * r - q * q));
      };
      const [inC, inU] = [inverse(c), inverse(u)];
      const [a, b, , d] = [0, 1, 2, 3].map((i) => -Math.tan(theta) * ((i % 3 === 0 ? 1 : 0) - (1 + w) * inC[i] + w * inU[i]));
      return [a * X[0] + b * X[2], a * X[1] + b * X[3], b * X[0] + d * X[2], b * X[1] + d * X[3]];
    };
    const h = -horizon.theta / 2000;
    let X: readonly number[] = [1, 0, 0, 1];
    const plus = (k: readonly number[], share: number) => X.map((x, i) => x + share * h * k[i]);
    for (let n = 0; n < 2000; n++) {
      const theta = horizon.theta + n * h;
      const k1 = slope(theta, X);
      const k2 = slope(theta + h / 2, plus(k1, 0.5));
      const k3 = slope(theta + h / 2, plus(k2, 0.5));
      const k4 = slope(theta + h, plus(k3, 1));
      X = X.map((x, i) => x + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
    }
    const { law: found } = guidedGaussian("flow", { conditional: law([0, 0], c), unconditional: law([0, 0], u) }, w, horizon);
    const cross = X[0] * X[2] + X[1] * X[3];
    expectClose(found.covariance, [X[0] ** 2 + X[1] ** 2, cross, cross, X[2] ** 2 + X[3] ** 2], { absolute: 1e-8 });
  });

  it("takes each weight of a schedule on its own stretch: guidance that is off after all signal came is no guidance, on throughout is constant", () => {
    const pair = { conditional: law([1], [0.5]), unconditional: law([0], [2]) };
    const always = guidedGaussian("flow", pair, { at: () => 2, corners: [1, 0.5] }, flow).law;
    const closed = guidedGaussian("flow", pair, 2, flow).law;
    expectClose([always.mean[0], always.covariance[0]], [closed.mean[0], closed.covariance[0]], { absolute: 1e-8 });
    // w = 2 down to θ = 0.5 from pure noise, then 0: the noised variance at 0.5 under w = 2 is that of S_c, S_u there; the rest is a factor √(λ_c/S_c)
    const partly = guidedGaussian("flow", pair, { at: (theta) => (theta > 0.5 ? 2 : 0), corners: [0.5] }, flow).law;
    const [c2, s2] = [Math.cos(0.5) ** 2, Math.sin(0.5) ** 2];
    const [sc, su] = [c2 * 0.5 + s2, c2 * 2 + s2];
    expectClose(partly.covariance[0], (sc * (sc / su) ** 2 * 0.5) / sc, { relative: 1e-8 });
  });

  it("refuses a covariance that is not positive definite, naming its side", () => {
    const pair = { conditional: law([0, 0], [1, 2, 2, 1]), unconditional: law([0, 0], [1, 0, 0, 1]) };
    expect(() => guidedGaussian("flow", pair, 1, flow)).toThrow(
      new BadInput("world.conditional.covariance", "positive definite", [1, 2, 2, 1], "guidedGaussian"),
    );
  });
});
