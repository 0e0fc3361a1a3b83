import { describe, expect, it } from "vitest";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineLaws, lineRecord } from "../../../src/studies/continuous/lineRecord.ts";
import { sdeLimit } from "../../../src/studies/continuous/lineSampler.ts";
import { runContinuousMeasure } from "../../../src/studies/continuous/measure.ts";
import { divergence } from "../../../src/studies/continuous/measureLine.ts";
import type { Omitted } from "../../../src/studies/omitted.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const measured = (parts: Written) => {
  const { measures, omitted } = runContinuousMeasure(onSpace(parts), lent());
  const found = (name: string) => measures.find((one) => one.name === name);
  return {
    of: (name: string): number | undefined => found(name)?.value,
    error: (name: string): number => Number(/error ≤ (\S+)/.exec(found(name)?.method ?? "")?.[1]),
    why: (name: string): string | undefined => omitted.find((one) => one.name === name)?.why,
  };
};
const two = (w: number, more: Written = {}): Written => ({
  world: { kind: "preset", name: "two-gaussians" },
  target: "right",
  guidance: { rule: "cfg", w },
  ...more,
});
const box = (low: number, high: number) => ({ weight: 1, low: [low], high: [high] });
const boxes = (right: object[], left: object[], w: number): Written => ({
  world: { kind: "box-mixture", dimension: 1, classes: { right: { weight: 1, boxes: right }, left: { weight: 1, boxes: left } } },
  target: "right",
  guidance: { rule: "cfg", w },
});

describe("divergences from the law on the line", () => {
  it("are finite where the law has a density everywhere, at w = 6 as an independent integration has them, within the error they state", () => {
    const { of, error } = measured(two(6));
    for (const [name, exact] of [
      ["kl(conditional||law)", 36.80503688567895],
      ["kl(unconditional||law)", 62.6048393733247],
    ] as const) {
      expect(Math.abs((of(name) ?? Number.NaN) - exact)).toBeLessThanOrEqual(error(name));
      expect(error(name)).toBeLessThan(1e-7);
    }
  });

  it("of the stochastic equation at w = 0, where it ends in the conditional: within the stated error of the closed form", () => {
    const { of, error } = measured(two(0, { sampler: { kind: "sde" } }));
    const { conditional, unconditional } = ((): ReturnType<typeof lineLaws> => {
      const experiment = onSpace(two(0));
      return lineLaws(experiment, continuousRun(experiment, lent()));
    })();
    const step = 0.01;
    let exact = 0;
    for (let x = -9; x < 9; x += step)
      exact += step * unconditional.density(x) * Math.log(unconditional.density(x) / conditional.density(x));
    expect(Math.abs((of("kl(unconditional||law)") ?? Number.NaN) - exact)).toBeLessThanOrEqual(error("kl(unconditional||law)"));
    expect(error("kl(unconditional||law)")).toBeLessThan(1e-3);
    expect(of("kl(conditional||law)")).toBeLessThanOrEqual(error("kl(conditional||law)"));
    // E[1/p(c|X)] = 2 under p_c, most of its error from tails
    const reciprocal = "reciprocal class confidence(law)";
    expect(Math.abs((of(reciprocal) ?? Number.NaN) - 2)).toBeLessThanOrEqual(error(reciprocal));
    expect(error(reciprocal)).toBeLessThan(1e-3);
  });

  it("ln density of the stochastic equation's law is within its error of the Gaussian, to six standard deviations and more", () => {
    const normal = (covariance: number): Written => ({ components: [{ weight: 1, mean: [0], covariance }] });
    const experiment = onSpace({
      world: { kind: "gaussian-mixture", dimension: 1, conditional: normal(1), unconditional: normal(1.2) },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
      guidance: { rule: "cfg", w: 4 },
      sampler: { kind: "sde" },
    });
    // dV/dκ = 2V(1 − 2K) + 2 from V = 1, s_w = −K x: 200000 Runge-Kutta steps
    const variance = 0.5374622003547905;
    const { log, error, unresolved } = sdeLimit(continuousRun(experiment, lent())).resolve(-6, 6);
    for (let x = -5.95; x < 6; x += 0.1) {
      if (unresolved.some(([low, high]) => x >= low && x <= high)) continue;
      const exact = (-x * x) / (2 * variance) - 0.5 * Math.log(2 * Math.PI * variance);
      expect(Math.abs(log(x) - exact)).toBeLessThanOrEqual(error(x));
    }
    expect(unresolved.every(([low, high]) => Math.min(Math.abs(low), Math.abs(high)) > 6 * Math.sqrt(variance))).toBe(true);
  });

  it("of a law pushed against one edge of a box: not given, and not ∞ for the strip beside the other edge", () => {
    const { of, why } = measured(boxes([box(1, 2)], [box(-2, -1)], 6));
    expect(of("kl(law||conditional)")).toBeGreaterThan(1);
    expect(of("kl(conditional||law)")).toBeUndefined();
    expect(why("kl(conditional||law)")).toContain("not resolved");
  });

  it("of kernels: not given where most of the conditional lies in a tail that they do not resolve, and the mass is said", () => {
    const { of, why } = measured(two(2, { sampler: { kind: "ddpm", steps: 20 } }));
    expect(of("kl(conditional||law)")).toBeUndefined();
    expect(why("kl(conditional||law)")).toMatch(
      /^the conditional law has 0\.\d+ of its mass where the density of the law is not resolved$/,
    );
    expect(of("kl(law||conditional)")).toBeGreaterThan(2);
  });

  it("∞ for mass in a gap of the support, finite from there, and not given where an edge hides the density", () => {
    const { of, why } = measured(boxes([box(0, 1), box(2, 3)], [box(0.5, 2.5)], 3));
    expect(of("kl(unconditional||law)")).toBe(Infinity);
    expect(of("kl(conditional||law)")).toBeUndefined();
    expect(why("kl(conditional||law)")).toContain("the conditional law has 0.");
  });

  it("at w = 0 on a box the law is the box: 0 within the stated error, both ways", () => {
    const { of, error } = measured(boxes([box(1, 2)], [box(-2, -1)], 0));
    for (const name of ["kl(conditional||law)", "kl(law||conditional)"]) {
      expect(of(name)).toBeLessThanOrEqual(error(name) + 1e-7);
      expect(error(name)).toBeLessThan(5e-4);
    }
  });

  it("what is not resolved is among what is omitted, in words", () => {
    const omitted: Omitted[] = [];
    const { law } = lineLaws(onSpace(two(1)), continuousRun(onSpace(two(1)), lent()));
    expect(divergence(["tilted", "law"], { unresolved: 0.25 }, law, omitted)).toEqual([]);
    expect(omitted).toEqual([
      { name: "kl(tilted||law)", why: "the tilted law has 0.25 of its mass where the density of the law is not resolved" },
    ]);
  });

  it("a record of the law carries no such note: tilted laws are known on the whole line", () => {
    const experiment = onSpace(two(8));
    const { distances, notes } = lineRecord(experiment, continuousRun(experiment, lent()), null);
    expect(distances["kl(law||tilted)"]).toBeGreaterThan(2);
    expect(notes).toEqual([]);
  });
});
