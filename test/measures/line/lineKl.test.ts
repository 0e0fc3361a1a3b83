import { describe, expect, it } from "vitest";
import { flowLaw } from "../../../src/continuous/line/flowLaw.ts";
import type { LineLaw } from "../../../src/continuous/line/lineLaw.ts";
import { stepMapLaw } from "../../../src/continuous/line/stepMapLaw.ts";
import { tiltedLaw } from "../../../src/continuous/line/tiltedLaw.ts";
import { worldLaw } from "../../../src/continuous/line/worldLaw.ts";
import { process } from "../../../src/continuous/process.ts";
import { lineKl } from "../../../src/measures/line/lineDivergences.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { flowLogDensity, klFromMixture } from "../../../testing/flowTail.ts";
import { type Component, mixtureField } from "../../../testing/lineFields.ts";

const vp = process({ kind: "vp", schedule: "ou", horizon: 10 }).start.circle;
const gaussian = (mean: number, variance: number, weight = 1): Component => ({ weight, mean, variance });
const worldOf = (mixture: readonly Component[]): LineLaw =>
  worldLaw(
    gaussianMixture(
      mixture.map(({ weight, mean, variance }) => ({ weight, mean: [mean], covariance: variance })),
      1,
    ),
  );

function flowOf(cond: readonly Component[], uncond: readonly Component[], w: number): LineLaw {
  const found = flowLaw(mixtureField(cond, uncond, w), vp);
  if (found.status !== "done") throw new Error(found.status);
  return found.law;
}

/** Within the stated error, which is itself small. */
function expectKl(found: ReturnType<typeof lineKl>, exact: number, most: number, rounding = 1e-10): void {
  if (!("value" in found)) throw new Error(`unresolved: ${found.unresolved}`);
  expect(Math.abs(found.value - exact)).toBeLessThanOrEqual(found.error + rounding * Math.max(1, exact));
  expect(found.error).toBeLessThanOrEqual(most);
}

describe("KL divergence from a law with tails that underflow", () => {
  const [cond, uncond] = [[gaussian(1, 1)], [gaussian(1, 1), gaussian(-1, 1)]];

  // SciPy 1.17: DOP853 of [x, ln dx/dξ] from θ = 0 to the start, rtol 1e-12; trapezoidal rule on [−12, 12]; scripted apart from this code
  it.each([
    [2, 2.574904174017977, 8.39710246391776],
    [4, 13.731084613204116, 28.45770830789693],
    [5, 23.667867218255342, 43.72755432259293],
    [6, 36.80503688567895, 62.6048393733247],
    [8, 73.09810908331484, 111.35174404544233],
  ])("N(±1,1), flow, w = %d: conditional %d and unconditional %d against the law, as an independent integration has it", (w, c, u) => {
    const law = flowOf(cond, uncond, w);
    expectKl(lineKl(worldOf(cond), law), c, 1e-7);
    expectKl(lineKl(worldOf(uncond), law), u, 1e-7);
  });

  it("a mixture of unlike widths, w = 3: as by one point at a time carried back", () => {
    const [target, all] = [
      [gaussian(-1, 0.3), gaussian(1.5, 0.6)],
      [gaussian(-1, 0.3), gaussian(1.5, 0.6), gaussian(0.2, 1.5)],
    ];
    const exact = klFromMixture(target, (x) => flowLogDensity(target, all, 3, vp, x, 12), 480);
    expectKl(lineKl(worldOf(target), flowOf(target, all, 3)), exact, 1e-6, 1e-8);
  });

  it.each([1, 7, 20])("p = N(0,2), p_c = N(0,1), w = %d: in closed form where the law is a thousandth as wide as p_c", (w) => {
    const wide = process({ kind: "ve", sigmaMax: 80, sigmaMin: 0.002 }).start.circle;
    const found = flowLaw(mixtureField([gaussian(0, 1)], [gaussian(0, 2)], w), wide);
    if (found.status !== "done") throw new Error(found.status);
    const s2 = 80 ** 2;
    const variance = (s2 * 2 ** -w) / Math.exp((1 + w) * Math.log(1 + s2) - w * Math.log(2 + s2));
    expectKl(lineKl(worldOf([gaussian(0, 1)]), found.law), 0.5 * (1 / variance - 1 + Math.log(variance)), 1e-8 / variance);
  });

  it("the other way round nothing is in a tail: the law against the conditional", () => {
    const law = flowOf(cond, uncond, 6);
    const step = 0.02;
    let exact = 0;
    for (let x = -2; x < 14; x += step) {
      const log = flowLogDensity(cond, uncond, 6, vp, x, 20);
      exact += step * Math.exp(log) * (log + (x - 1) ** 2 / 2 + 0.5 * Math.log(2 * Math.PI));
    }
    // the law's own density errs by its own error, which is said apart
    expectKl(lineKl(law, worldOf(cond)), exact, 1e-8, 10 * law.error);
  });
});

describe("KL divergence from laws of samplers with steps", () => {
  const half = (s: number): LineLaw =>
    stepMapLaw(
      (points, n) => {
        for (let i = 0; i < n; i++) points[i] *= s;
      },
      { sd: 1 },
    );

  it.each([0.8, 0.5, 0.3])("ξ → %d ξ: in closed form, far beyond the noise of which the law is made", (s) => {
    expectKl(lineKl(worldOf([gaussian(0, 1)]), half(s)), 0.5 * (1 / s ** 2 - 1 + 2 * Math.log(s)), 1e-9);
  });

  it.each([0.1, 0.02])("ξ → %d ξ: not given, with the mass of what lies where no density is known", (s) => {
    const found = lineKl(worldOf([gaussian(0, 1)]), half(s));
    expect(found).toHaveProperty("unresolved");
    if (!("unresolved" in found)) return;
    // noise is followed to 34 standard deviations, the rougher comparison to 24
    expect(found.unresolved).toBeGreaterThan(s === 0.1 ? 5e-4 : 0.45);
    expect(found.unresolved).toBeLessThan(s === 0.1 ? 0.05 : 0.7);
  });
});

describe("KL divergence from a tilted law", () => {
  it("N(0,1) against N(0,2), w = 1 and 30: N(0, 2/(2 + w)), in closed form", () => {
    const [c, u] = [1, 2].map((covariance) => gaussianMixture([{ weight: 1, mean: [0], covariance }], 1));
    for (const w of [1, 30]) {
      const variance = 2 / (2 + w);
      const tilted = tiltedLaw({ dimension: 1, conditional: c, unconditional: u, targetWeight: null }, w);
      expectKl(lineKl(worldOf([gaussian(0, 1)]), tilted), 0.5 * (1 / variance - 1 + Math.log(variance)), 1e-8);
      // where the density underflows too
      expect(tilted.resolve(-60, 60).log(60)).toBeCloseTo(-1800 / variance - 0.5 * Math.log(2 * Math.PI * variance), 6);
    }
  });
});

describe("KL divergence where a support is left, or something is not known", () => {
  const box = worldLaw(boxMixture([{ weight: 1, low: [0], high: [2] }], 1));
  const parts = worldLaw(
    boxMixture(
      [
        { weight: 1, low: [0], high: [1] },
        { weight: 1, low: [1.5], high: [2] },
      ],
      1,
    ),
  );

  it("∞ for mass beyond the edges and for mass in a gap, finite the other way round", () => {
    expect(lineKl(worldOf([gaussian(1, 0.25)]), box)).toEqual({ value: Infinity, error: 0 });
    expect(lineKl(box, parts)).toEqual({ value: Infinity, error: 0 });
    expectKl(lineKl(parts, box), 0.5 * Math.log(1) + 0.5 * Math.log(2), 1e-7);
  });

  it.each([
    [0.3, "unresolved"],
    [1e-13, "value"],
  ])("a density not known where p has %d of its mass: %s", (mass, kind) => {
    const known: LineLaw = {
      ...box,
      resolve: (low, high) => ({ ...box.resolve(low, high), unresolved: [[2 - 2 * mass, high]] }),
    };
    const found = lineKl(box, known);
    expect(found).toHaveProperty(kind);
    if ("unresolved" in found) expect(found.unresolved).toBeCloseTo(mass, 9);
  });

  it("the error of ln density is carried, weighted by the mass that lies there", () => {
    const vague: LineLaw = { ...box, resolve: (low, high) => ({ ...box.resolve(low, high), error: (x) => (x < 0.5 ? 0.04 : 0) }) };
    const found = lineKl(box, vague);
    if (!("value" in found)) throw new Error("unresolved");
    expect(found.error).toBeCloseTo(0.01, 6);
  });
});
