import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../src/numerics/normalCdf.ts";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineLaws } from "../../../src/studies/continuous/lineRecord.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const normal = (mean: number, covariance: number): Written => ({ components: [{ weight: 1, mean: [mean], covariance }] });
/** p_c = N(0, 1), p = N(0, 2), from N(0, σmax²): docs/theory/continuous.md. */
const pair = (parts: Written): ReturnType<typeof onSpace> =>
  onSpace({
    world: { kind: "gaussian-mixture", dimension: 1, conditional: normal(0, 1), unconditional: normal(0, 2) },
    process: { kind: "ve", sigmaMax: 80 },
    ...parts,
  });
const lawsOf = (parts: Written) => {
  const experiment = pair(parts);
  return lineLaws(experiment, continuousRun(experiment, lent()));
};

const S = 80 ** 2;
/** λ_c^{1+w} λ_u^{−w} times the correction σ₁²(λ_u + σ₁²)^w/(λ_c + σ₁²)^{1+w} of a finite start. */
const flowVariance = (w: number): number => (2 ** -w * S * (2 + S) ** w) / (1 + S) ** (1 + w);
/**
 * dV/du = 2kV − 1 in u = σ², k = (1 + w)/(1 + u) − w/(2 + u): with G(u) = (1 + u)^{2(1+w)} (2 + u)^{−2w},
 * V(0) = G(0) (S/G(S) + ∫₀^S du/G(u)), the integral by 4000 midpoints of Gauss-Legendre's rule of order 4 in ln(1 + u).
 */
function sdeVariance(w: number): number {
  const logG = (u: number): number => 2 * (1 + w) * Math.log1p(u) - 2 * w * Math.log(2 + u);
  const n = 4000;
  const h = Math.log1p(S) / n;
  let total = 0;
  for (let k = 0; k < n; k++) {
    for (const z of [-1, 1]) {
      const r = h * (k + 0.5 + z / (2 * Math.sqrt(3)));
      total += (h / 2) * Math.exp(r - logG(Math.expm1(r)));
    }
  }
  return Math.exp(logG(0)) * (S * Math.exp(-logG(S)) + total);
}

const POINTS = [-3, -1.5, -0.7, -0.1, 0.4, 1, 2.5];

describe("p_c = N(0, 1) of p = N(0, 2) on ve", () => {
  it("has the closed forms 2^{−w} and (2 − 2^{−2w})/(2w + 1) as its limits", () => {
    for (const w of [0.5, 1, 3, 7]) {
      expectClose(flowVariance(w), 2 ** -w, { relative: 1e-3 });
      expectClose(sdeVariance(w), (2 - 2 ** (-2 * w)) / (2 * w + 1), { relative: 1e-3 });
    }
  });

  it.each([-1, -0.5, 0, 0.5, 1, 3, 7, 30])("flow, w = %d: variance with the correction of the finite start, and the normal cdf", (w) => {
    const { law } = lawsOf({ guidance: { rule: "cfg", w } });
    const variance = flowVariance(w);
    expectClose([law.mean, law.variance], [0, variance], { absolute: 1e-7 });
    for (const z of POINTS) {
      const error = Math.abs(law.cdf(z * Math.sqrt(variance)) - normalCdf(z));
      expect(error).toBeLessThan(1e-6);
      expect(error).toBeLessThanOrEqual(law.error);
    }
  });

  it.each([0.5, 1, 3, 7])("stochastic equation, w = %d: variance and cdf, within the error it states", (w) => {
    const { law } = lawsOf({ guidance: { rule: "cfg", w }, sampler: { kind: "sde" } });
    const variance = sdeVariance(w);
    expectClose(law.variance, variance, { absolute: 1e-6 });
    for (const z of POINTS) {
      const error = Math.abs(law.cdf(z * Math.sqrt(variance)) - normalCdf(z));
      expect(error).toBeLessThan(1e-3);
      expect(error).toBeLessThanOrEqual(law.error);
    }
  });

  it.each([-1, -0.5, 0, 1, 7])("tilted, w = %d: N(0, 2/(w + 2))", (w) => {
    const { tilted } = lawsOf({ guidance: { rule: "cfg", w } });
    const sd = Math.sqrt(2 / (w + 2));
    expectClose([tilted?.mean ?? Number.NaN, tilted?.variance ?? Number.NaN], [0, sd * sd], { absolute: 1e-9 });
    for (const z of POINTS) {
      expectClose(tilted?.cdf(z * sd) ?? Number.NaN, normalCdf(z), { absolute: 1e-7 });
      expectClose(tilted?.density(z * sd) ?? Number.NaN, Math.exp((-z * z) / 2) / (sd * Math.sqrt(2 * Math.PI)), { absolute: 1e-7 });
    }
  });
});

describe("a p with lighter tails than p_c", () => {
  const world = { kind: "gaussian-mixture", dimension: 1, conditional: normal(0, 2), unconditional: normal(0, 1) };

  it("has a tilted law up to w = 1 only, and says so; the flow has a law all the same", () => {
    expectClose(lawsOf({ world, guidance: { rule: "cfg", w: 0.5 } }).tilted?.variance ?? Number.NaN, 1 / (1.5 / 2 - 0.5), {
      relative: 1e-9,
    });
    const { law, tilted, notes } = lawsOf({ world, guidance: { rule: "cfg", w: 3 } });
    expect(tilted).toBeNull();
    expect(notes.join()).toMatch(/^there is no tilted law: guidance\.w must be such that/);
    expectClose(law.variance, (2 ** 4 * S * (1 + S) ** 3) / (2 + S) ** 4, { absolute: 5e-6 });
  });
});
