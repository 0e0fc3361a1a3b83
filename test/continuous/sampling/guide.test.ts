import { describe, expect, it } from "vitest";
import { steppedField } from "../../../src/continuous/guided.ts";
import { constantGuidance, guidedWeight } from "../../../src/continuous/guidedWeight.ts";
import { process } from "../../../src/continuous/process.ts";
import { answered, answerFrom } from "../../../src/continuous/sampling/answer.ts";
import { type Guided, type GuidedSampling, guideFor } from "../../../src/continuous/sampling/guide.ts";
import { kernelsOf, mapOf } from "../../../src/continuous/sampling/kernels.ts";
import type { Question } from "../../../src/continuous/sampling/protocol.ts";
import { movesOf } from "../../../src/continuous/sampling/sampler.ts";
import { type ContinuousRuleSpec, continuousRule } from "../../../src/guidance/continuous/continuousRule.ts";
import { expectClose } from "../../../testing/close.ts";
import { drawn, plane, planeSampling, processes } from "./planes.ts";

const points = Float64Array.of(0.3, -0.4, 1.2, 0.8, -2, 0.1);
const rows = { points, n: 3, members: Int32Array.of(0, 1, 2) };

/** Guided prediction at t, and what was asked for. */
function predicted(sampling: GuidedSampling, t: number): { guided: Guided; asked: Question[] } {
  const asked: Question[] = [];
  const answer = answerFrom(plane);
  const guided = answered(guideFor(sampling, 3)(rows, t), (question) => {
    asked.push(question);
    return answer(question);
  });
  return { guided, asked };
}

const rules: readonly ContinuousRuleSpec[] = [
  { rule: "cfg" },
  { rule: "autoguidance" },
  { rule: "apg", parallel: 0.3, threshold: 0.5 },
  { rule: "rescaled", phi: 0.7 },
  { rule: "zero-star", zeroInit: 0.1 },
  { rule: "power-law", alpha: 0.5 },
  { rule: "feedback", pi: 0.9 },
];

describe("guideFor", () => {
  it.each(rules)("predicts what the guided field in continuous time does, for $rule", (spec) => {
    const rule = continuousRule(spec);
    for (const at of processes) {
      const sampling = planeSampling(1.5, at, rule);
      const { process: noising } = sampling;
      const field = steppedField({ pair: plane, process: noising, rule });
      for (const t of [0.95, 0.6, 0.2]) {
        const { denoised, noise } = predicted(sampling, t).guided;
        const [theta, radius] = [noising.angle(t), noising.radius(t)];
        const velocity = new Float64Array(6);
        const circle = points.map((x) => x / radius);
        field.at(theta, 1.5).evaluate(circle, 3, { velocity });
        expectClose(
          denoised,
          circle.map((x, i) => Math.cos(theta) * x - Math.sin(theta) * velocity[i]),
          { absolute: 1e-10 },
        );
        expectClose(
          noise,
          circle.map((x, i) => Math.sin(theta) * x + Math.cos(theta) * velocity[i]),
          { absolute: 1e-9, relative: 1e-9 },
        );
      }
    }
  });

  it("asks for what the weight needs, at the level of t, and for log ratios only where the rule reads them", () => {
    for (const [w, needs] of [
      [0, "cond"],
      [-1, "uncond"],
      [1, "both"],
    ] as const) {
      const { asked } = predicted(planeSampling(w, processes[1]), 0.5);
      expect(asked).toEqual([expect.objectContaining({ n: 3, t: 0.5, a: 1, b: 10, needs, logRatio: false })]);
    }
    expect(predicted(planeSampling(1, processes[0], continuousRule({ rule: "feedback", pi: 0.9 })), 0.5).asked[0].logRatio).toBe(true);
    expect(predicted(planeSampling(1, processes[0], continuousRule({ rule: "zero-star", zeroInit: 0.3 })), 0.8).asked).toEqual([]);
  });

  it("reads w at its own t", () => {
    const noising = process(processes[2]);
    const weight = guidedWeight({ kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0 }, noising);
    const ramp = predicted({ dimension: 2, process: noising, weight }, 0.25).guided;
    const flat = predicted({ dimension: 2, process: noising, weight: constantGuidance(2.25) }, 0.25).guided;
    expectClose(ramp.denoised, flat.denoised, { absolute: 1e-12 });
  });

  it("is finite at pure noise, where every law predicts its mean: cfg and feedback extrapolate the means, power-law leaves the conditional one", () => {
    const at = (spec: ContinuousRuleSpec): Float64Array =>
      predicted(planeSampling(2, processes[2], continuousRule(spec)), 1).guided.denoised;
    // Means: target (2/3, −1/2), all (−1/6, −1/10) by hand from the weights 1 : 2 : 3.
    const [c, u] = [
      [2 / 3, -1 / 2],
      [-1 / 6, -1 / 10],
    ];
    const extrapolated = [0, 1].map((i) => c[i] + 2 * (c[i] - u[i]));
    expectClose(at({ rule: "cfg" }), [...extrapolated, ...extrapolated, ...extrapolated], { absolute: 1e-13 });
    expectClose(at({ rule: "power-law", alpha: 1 }), [...c, ...c, ...c], { absolute: 1e-13 });
    // ρ = 1 at pure noise: λ − 1 = 1/(1/0.2 − 1) = 1/4.
    const fed = [0, 1].map((i) => c[i] + (2 / 4) * (c[i] - u[i]));
    expectClose(at({ rule: "feedback", pi: 0.8 }), [...fed, ...fed, ...fed], { absolute: 1e-12 });
  });

  it("remembers for apg with momentum, for each sample of the batch its own: Δ₂ = Δ + β Δ₁", () => {
    const momentum = continuousRule({ rule: "apg", parallel: 1, momentum: 0.5 });
    const sampling = planeSampling(1, processes[0], momentum);
    const guide = guideFor(sampling, 5);
    const answer = answerFrom(plane);
    const all = { points, n: 3, members: Int32Array.of(4, 0, 2) };
    const one = { points: points.slice(2, 4), n: 1, members: Int32Array.of(0) };
    const once = answered(guide(all, 0.5), answer).denoised;
    const twice = answered(guide(one, 0.5), answer).denoised;
    const cond = predicted(planeSampling(0), 0.5).guided.denoised;
    for (const i of [0, 1]) expectClose(twice[i] - cond[2 + i], 1.5 * (once[2 + i] - cond[2 + i]), { relative: 1e-12 });
  });
});

describe("cfg++", () => {
  it("as a DDIM step is a_s D_λ + b_s ε_u with λ = 1 + w (arXiv:2406.08070)", () => {
    const sampling = planeSampling(-0.4, processes[0], continuousRule({ rule: "cfg++" }));
    const moves = movesOf({ kind: "ddim", grid: [1, 0.5, 0.3] }, sampling);
    const stepped = points.slice();
    mapOf(moves.slice(1), sampling, plane)(stepped, 3);
    const [from, to] = [sampling.process.at(0.5), sampling.process.at(0.3)];
    const [cond, uncond] = [0, -1].map((w) => predicted(planeSampling(w), 0.5).guided.denoised);
    const expected = points.map((x, i) => {
      const guided = uncond[i] + 0.6 * (cond[i] - uncond[i]);
      return to.a * guided + (to.b * (x - from.a * uncond[i])) / from.b;
    });
    expectClose(stepped, expected, { absolute: 1e-12 });
    expect(
      Array.from(drawn({ kind: "ddim", steps: 5 }, planeSampling(0, processes[0], continuousRule({ rule: "cfg++" })), { count: 1 }).nfe),
    ).toEqual([9]);
  });
});

describe("a rule with memory", () => {
  const sampling = planeSampling(1, processes[0], continuousRule({ rule: "apg", parallel: 1, momentum: 0.5 }));

  it("has one map from start to end, but no kernels", () => {
    const moves = movesOf({ kind: "ddim", steps: 5 }, sampling);
    const { points: ends, trajectories } = drawn({ kind: "ddim", steps: 5 }, sampling, { count: 4, trajectories: true });
    const mapped = trajectories?.slice(0, 8) ?? new Float64Array(0);
    mapOf(moves, sampling, plane)(mapped, 4);
    expect(mapped).toEqual(ends);
    expect(() => kernelsOf(moves, sampling, plane)).toThrow(
      'guidance.rule must be a rule without memory of past steps, for the law of a sampler with noise, got "apg"',
    );
    expect(() => mapOf(movesOf({ kind: "ddpm", grid: [1, 0.5] }, planeSampling(1)), planeSampling(1), plane)).toThrow(
      /mapOf: sampler.kind must be one without noise, got "sd 0\.\d+ at t = 1"/,
    );
  });
});
