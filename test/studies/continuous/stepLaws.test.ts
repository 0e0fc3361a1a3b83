import { describe, expect, it } from "vitest";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineLaws } from "../../../src/studies/continuous/lineRecord.ts";
import { expectClose } from "../../../testing/close.ts";
import { composedOnGrid } from "../../../testing/composedKernels.ts";
import type { LineMixture } from "../../../testing/guidedLineField.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";
import { type PlainKind, plainSteps, pushed } from "./plainSteps.ts";

/** p_c = ½N(0, 1) + ½N(2, ¼), p = ¼ of each and ½N(−1, 1). */
const cond: LineMixture = [
  { weight: 0.5, mean: 0, variance: 1 },
  { weight: 0.5, mean: 2, variance: 0.25 },
];
const uncond: LineMixture = [...cond.map((part) => ({ ...part, weight: 0.25 })), { weight: 0.5, mean: -1, variance: 1 }];
const components = (law: LineMixture) => law.map(({ weight, mean, variance }) => ({ weight, mean: [mean], covariance: variance }));
const world: Written = {
  kind: "gaussian-mixture",
  dimension: 1,
  classes: { a: { weight: 1, components: components(cond) }, b: { weight: 1, components: components(uncond.slice(2)) } },
};

const lawOf = (parts: Written) => {
  const experiment = onSpace({ world, target: "a", ...parts });
  return lineLaws(experiment, continuousRun(experiment, lent())).law;
};
const cfg = (w: number): Written => ({ rule: "cfg", w });
const ou: Written = { kind: "vp", schedule: "ou", horizon: 2 };
const ve: Written = { kind: "ve", sigmaMax: 5, sigmaMin: 0.1 };
const even = (steps: number, end = 0): readonly number[] =>
  Array.from({ length: steps + 1 }, (_, n) => 2 * ((steps - n + n * end) / steps));
/** arXiv:2206.00364, eq. 5, ρ = 7, from 5 to 0.1 and then 0. */
const karras = (steps: number): readonly number[] => [
  ...Array.from({ length: steps }, (_, n) => (5 ** (1 / 7) + (n / (steps - 1)) * (0.1 ** (1 / 7) - 5 ** (1 / 7))) ** 7),
  0,
];
const AT = [-3, -2, -1, -0.5, 0, 0.4, 0.9, 1.5, 2, 2.6, 3.5];

describe("the law of a sampler without noise is that of its map, folds included,", () => {
  it.each<[PlainKind, Written, number]>([
    ["euler", { kind: "euler", steps: 5 }, 2],
    ["heun", { kind: "heun", steps: 4 }, 2],
    ["rk4", { kind: "rk4", steps: 4 }, 2],
    ["ddim", { kind: "ddim", steps: 5 }, 2],
    ["ddim", { kind: "ddim", steps: 3 }, 9],
    ["euler", { kind: "euler", steps: 3, end: 0.25 }, 6],
  ])("of %s %j on vp, w = %d", (kind, sampler, w) => {
    const law = lawOf({ guidance: cfg(w), process: ou, sampler });
    const cdf = pushed(plainSteps(kind, { cond, uncond, w, process: "ou" }, even(Number(sampler.steps), Number(sampler.end ?? 0))), 1);
    for (const x of AT) expectClose(law.cdf(x), cdf(x), { absolute: 1e-7 });
    expect(law.error).toBeLessThan(1e-6);
  });

  it.each<[PlainKind, number]>([
    ["euler", 4],
    ["heun", 4],
    ["rk4", 4],
    ["ddim", 4],
  ])("of %s in %d steps on ve, whose default spacing is Karras's", (kind, steps) => {
    const law = lawOf({ guidance: cfg(3), process: ve, sampler: { kind, steps } });
    const cdf = pushed(plainSteps(kind, { cond, uncond, w: 3, process: "ve" }, karras(steps)), 5);
    for (const x of AT) expectClose(law.cdf(x), cdf(x), { absolute: 1e-7 });
  });

  it.each([-1, -0.4, 0])("of cfg++ with λ = 1 + (%d)", (w) => {
    const law = lawOf({ guidance: { rule: "cfg++", w }, process: ou, sampler: { kind: "ddim", steps: 4 } });
    const cdf = pushed(plainSteps("cfg++", { cond, uncond, w, process: "ou" }, even(4)), 1);
    for (const x of AT) expectClose(law.cdf(x), cdf(x), { absolute: 1e-7 });
  });
});

describe("the law of a sampler with noise is that of its kernels one after the other,", () => {
  it.each<[PlainKind, Written, number]>([
    ["ddpm", { kind: "ddpm", steps: 4, end: 0.1 }, 2],
    ["half ddim", { kind: "ddim", eta: 0.5, steps: 4, end: 0.1 }, 2],
    ["euler-maruyama", { kind: "euler-maruyama", steps: 6 }, 2],
    ["exponential", { kind: "exponential", steps: 6 }, 2],
    ["ddpm", { kind: "ddpm", steps: 2, end: 0.2 }, 9],
  ])("of %s %j on vp, w = %d", (kind, sampler, w) => {
    const law = lawOf({ guidance: cfg(w), process: ou, sampler });
    const steps = plainSteps(kind, { cond, uncond, w, process: "ou" }, even(Number(sampler.steps), Number(sampler.end ?? 0)));
    const plain = composedOnGrid(steps, 1, { low: -24, high: 24, points: 1921 });
    for (const x of AT) expectClose(law.cdf(x), plain.cdf(x), { absolute: 1e-7 });
    expect(law.error).toBeLessThan(1e-6);
    for (const i of [900, 960, 1000, 1040]) expectClose(law.density(plain.x[i]), plain.density[i], { absolute: 1e-6 });
  });

  it.each<[PlainKind]>([["euler-maruyama"], ["exponential"]])("of %s in 4 steps on ve", (kind) => {
    const law = lawOf({ guidance: cfg(2), process: ve, sampler: { kind, grid: [1, 0.6, 0.3, 0.1] } });
    const steps = plainSteps(kind, { cond, uncond, w: 2, process: "ve" }, [5, 3, 1.5, 0.5]);
    const plain = composedOnGrid(steps, 5, { low: -60, high: 60, points: 2401 });
    for (const x of AT) expectClose(law.cdf(x), plain.cdf(x), { absolute: 1e-7 });
  });
});

describe("rules that say the same on the line have the same law", () => {
  const heun = { process: ou, sampler: { kind: "heun", steps: 4 } };
  it.each<[string, Written, Written]>([
    ["apg without its parallel part is the conditional prediction", { rule: "apg", w: 3 }, cfg(0)],
    ["apg with all of its parallel part is cfg", { rule: "apg", w: 3, parallel: 1 }, cfg(3)],
    ["zero-star is the conditional prediction", { rule: "zero-star", w: 3 }, cfg(0)],
    ["power-law with α = 0 is cfg", { rule: "power-law", w: 3, alpha: 0 }, cfg(3)],
    ["feedback with π = 1 is the conditional prediction", { rule: "feedback", w: 1, pi: 1 }, cfg(0)],
    ["rescaled with φ = 0 is cfg", { rule: "rescaled", w: 3, phi: 0 }, cfg(3)],
    ["every rule is conditional at w = 0: rescaled", { rule: "rescaled", w: 0 }, cfg(0)],
    ["every rule is conditional at w = 0: power-law", { rule: "power-law", w: 0 }, cfg(0)],
  ])("%s, in steps and in the limit", (_, one, other) => {
    for (const how of [heun, { process: ou }]) {
      const [a, b] = [lawOf({ guidance: one, ...how }), lawOf({ guidance: other, ...how })];
      for (const x of AT) expectClose(a.cdf(x), b.cdf(x), { absolute: 1e-8 });
    }
  });

  it("and those that do not, have not", () => {
    for (const guidance of [
      { rule: "power-law", w: 3, alpha: 0.5 },
      { rule: "feedback", w: 1, pi: 0.7 },
      { rule: "rescaled", w: 3, phi: 0.7 },
      { rule: "apg", w: 3, parallel: 1, threshold: 0.1 },
    ]) {
      const [a, b] = [lawOf({ guidance, ...heun }), lawOf({ guidance: cfg(3), ...heun })];
      expect(Math.max(...AT.map((x) => Math.abs(a.cdf(x) - b.cdf(x))))).toBeGreaterThan(0.01);
    }
  });

  it("momentum acts in steps: the law of apg's map with memory", () => {
    const law = lawOf({ guidance: { rule: "apg", w: 3, parallel: 1, momentum: -0.5 }, process: ou, sampler: { kind: "ddim", steps: 3 } });
    const taus = even(3);
    // Δ of the denoised means by two samplers' steps at w = 0 and w = −1, remembered along the way.
    const [c, u] = [0, -1].map((w) =>
      taus.slice(0, -1).map((tau) => plainSteps("ddim", { cond, uncond, w, process: "ou" }, [tau, 0])[0].mean),
    );
    const path = (start: number): number => {
      let [x, memory] = [start, 0];
      taus.slice(1).forEach((to, n) => {
        const [a, b] = [Math.exp(-taus[n]), Math.sqrt(1 - Math.exp(-2 * taus[n]))];
        const [denoised, other] = [c[n](x), u[n](x)];
        memory = denoised - other - 0.5 * memory;
        const guided = denoised + 3 * memory;
        x = Math.exp(-to) * guided + (Math.sqrt(1 - Math.exp(-2 * to)) * (x - a * guided)) / b;
      });
      return x;
    };
    const cdf = pushed([{ mean: path, sd: 0 }], 1);
    for (const x of AT) expectClose(law.cdf(x), cdf(x), { absolute: 1e-7 });
  });
});
