import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guidedField, steppedField } from "../../src/continuous/guided.ts";
import type { GuidedField } from "../../src/continuous/guidedField.ts";
import { constantGuidance, guidedWeight } from "../../src/continuous/guidedWeight.ts";
import { type Process, process } from "../../src/continuous/process.ts";
import { type ContinuousRuleSpec, continuousRule } from "../../src/guidance/continuous/continuousRule.ts";
import { PREDICTION_SPACES } from "../../src/guidance/continuous/rule.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { gaussianMixture } from "../../src/worlds/continuous/gaussianMixture.ts";
import type { ScoreField } from "../../src/worlds/continuous/noisyLaw.ts";
import { expectClose } from "../../testing/close.ts";
import {
  type PlainRule,
  plainApg,
  plainCfg,
  plainFeedback,
  plainPowerLaw,
  plainRescaled,
  plainZeroStar,
} from "../../testing/continuousRules.ts";
import { evenly } from "../../testing/evenly.ts";
import { type GuidedPoint, guidedScore } from "../../testing/guidedPoint.ts";
import type { PlaneGaussian } from "../../testing/planeMixture.ts";

const condParts: readonly PlaneGaussian[] = [
  { weight: 0.6, mean: [1, 0.5], covariance: [0.5, 0.2, 0.3] },
  { weight: 0.4, mean: [0.2, 1.5], covariance: [0.2, -0.05, 0.4] },
];
const uncondParts: readonly PlaneGaussian[] = [
  ...condParts.map((part) => ({ ...part, weight: part.weight / 2 })),
  { weight: 0.5, mean: [-1, -0.4], covariance: [0.6, 0, 0.9] },
];
const lawOf = (parts: readonly PlaneGaussian[]) =>
  gaussianMixture(
    parts.map(({ weight, mean, covariance: [xx, xy, yy] }) => ({
      weight,
      mean,
      covariance: [
        [xx, xy],
        [xy, yy],
      ],
    })),
    2,
  );
const pair = { conditional: lawOf(condParts), unconditional: lawOf(uncondParts) };

const processes = {
  ou: process({ kind: "vp", schedule: "ou" }),
  ve: process({ kind: "ve" }),
  flow: process({ kind: "flow" }),
} as const;
const everyProcess = fc.constantFrom(...Object.values(processes));

const rules: readonly [ContinuousRuleSpec, (ratio: number) => PlainRule][] = [
  [{ rule: "cfg" }, () => plainCfg],
  [{ rule: "autoguidance" }, () => plainCfg],
  [{ rule: "apg", parallel: 0.3, threshold: 0.8 }, () => plainApg(0.3, 0.8)],
  [{ rule: "rescaled", phi: 0.6 }, () => plainRescaled(0.6)],
  [{ rule: "zero-star" }, () => plainZeroStar],
  [{ rule: "power-law", alpha: 0.5 }, () => plainPowerLaw(0.5)],
  [{ rule: "feedback", pi: 0.9 }, (ratio) => plainFeedback(0.9, 10, ratio)],
];

const fieldOf = (spec: ContinuousRuleSpec, w: number, own: Process = processes.ou): GuidedField =>
  guidedField({ pair, rule: continuousRule(spec), weight: constantGuidance(w), process: own });

/** All that a field knows at one angle. */
function allOf(field: GuidedField, theta: number, points: Float64Array) {
  const n = points.length / field.dimension;
  const out = {
    velocity: new Float64Array(points.length),
    jacobian: new Float64Array(points.length * field.dimension),
    score: new Float64Array(points.length),
    scoreJacobian: new Float64Array(points.length * field.dimension),
  };
  field.at(theta).evaluate(points, n, out);
  return out;
}

const angle = evenly(0.05, 1.5);
const place = evenly(-2, 2);
const weight = evenly(-1, 6);

describe.each(rules)("the guided field of %j", (spec, plain) => {
  const rule = continuousRule(spec);

  it("is what the paper's steps give at the process's own level, divided by its radius", () => {
    fc.assert(
      fc.property(everyProcess, angle, place, place, weight, (own, theta, x, y, w) => {
        const { a, b } = own.at(own.time(theta));
        const r = Math.hypot(a, b);
        const point: GuidedPoint = { cond: condParts, uncond: uncondParts, space: rule.space, rule: plain, w };
        const expected = guidedScore(point, a, b, [r * x, r * y]).map((s) => s * r);
        const found = allOf(fieldOf(spec, w, own), theta, Float64Array.of(x, y));
        // The plain way subtracts x from a D and divides by b²: it loses 1/b² ≤ 400 and, next to noise, 1/a ≤ 14, of 1e-15 · (numbers up
        //to 100).
        expectClose(found.score, expected, { absolute: 1e-9, relative: 1e-9 });
        const v = expected.map((s, k) => -Math.tan(theta) * ([x, y][k] + s));
        expectClose(found.velocity, v, { absolute: 2e-8, relative: 1e-8 });
      }),
    );
  });

  it("has the Jacobians that differences show", () => {
    let compared = 0;
    fc.assert(
      fc.property(everyProcess, angle, place, place, weight, (own, theta, x, y, w) => {
        const field = fieldOf(spec, w, own);
        const { jacobian, scoreJacobian } = allOf(field, theta, Float64Array.of(x, y));
        const h = 1e-4;
        const around = [-2, -1, 1, 2].flatMap((k) => [x + k * h, y, x, y + k * h]);
        const { velocity, score } = allOf(field, theta, Float64Array.from(around));
        // Row k of the stencil: the two points moved by k h along x and along y.
        const slope = (of: Float64Array, i: number, j: number): number => {
          const [b2, b1, f1, f2] = [0, 1, 2, 3].map((k) => of[4 * k + 2 * j + i]);
          return (8 * (f1 - b1) - (f2 - b2)) / (12 * h);
        };
        const simple = (of: Float64Array, i: number, j: number): number => (of[8 + 2 * j + i] - of[4 + 2 * j + i]) / (2 * h);
        for (let e = 0; e < 4; e++) {
          const [i, j] = [e >> 1, e & 1];
          const entries = [slope(velocity, i, j), slope(score, i, j)];
          // A kink inside the stencil (threshold, limit) shows in differences of second and fourth order apart from each other: nothing
          //to compare with.
          if (Math.abs(simple(score, i, j) - entries[1]) > 1e-4 * (1 + Math.abs(entries[1]))) continue;
          compared++;
          // Differences: h⁴ times fifth derivatives, up to 1e6 where λ or a norm turns fast, and rounding 1e-13/h.
          expectClose(jacobian[e], entries[0], { absolute: 1e-5, relative: 1e-5 });
          expectClose(scoreJacobian[e], entries[1], { absolute: 1e-5, relative: 1e-5 });
        }
      }),
    );
    // 100 points with four entries each, few of them at a kink.
    expect(compared).toBeGreaterThan(350);
  });

  it("is the conditional field to the bit at w = 0, and the unconditional one at w = −1 where the rule says so", () => {
    const points = Float64Array.of(0.3, -0.4, 2, 1);
    const single = (law: ScoreField): GuidedField =>
      guidedField({ pair: { conditional: law, unconditional: law }, weight: constantGuidance(0), process: processes.ou });
    for (const theta of [0.01, 0.7, 0.9, 1.57]) {
      expect(allOf(fieldOf(spec, 0), theta, points)).toEqual(allOf(single(pair.conditional), theta, points));
      const unconditional = allOf(single(pair.unconditional), theta, points);
      if (rule.unconditionalAtMinusOne) expect(allOf(fieldOf(spec, -1), theta, points)).toEqual(unconditional);
      else expect(allOf(fieldOf(spec, -1), theta, points)).not.toEqual(unconditional);
    }
  });

  it("has v = −tan θ (x + s), and ∂v the same of ∂s", () => {
    fc.assert(
      fc.property(angle, place, place, weight, (theta, x, y, w) => {
        const found = allOf(fieldOf(spec, w), theta, Float64Array.of(x, y));
        const identity = [1, 0, 0, 1];
        const v = Array.from(found.score, (s, k) => -Math.tan(theta) * ([x, y][k] + s));
        const dv = Array.from(found.scoreJacobian, (s, e) => -Math.tan(theta) * (identity[e] + s));
        expectClose(found.velocity, v, { absolute: 1e-12 * Math.max(1, ...v.map(Math.abs)) * Math.tan(1.5) ** 2 });
        expectClose(found.jacobian, dv, { absolute: 1e-12 * Math.max(1, ...dv.map(Math.abs)) * Math.tan(1.5) ** 2 });
      }),
    );
  });
});

describe("prediction spaces and processes", () => {
  const points = Float64Array.of(0.4, -0.3, -1, 1.2);
  const scores = (spec: ContinuousRuleSpec, own: Process, space = continuousRule(spec).space): Float64Array =>
    allOf(guidedField({ pair, rule: { ...continuousRule(spec), space }, weight: constantGuidance(2), process: own }), 0.8, points).score;

  /** A linear rule made to go the way of the others, through its space. */
  const throughSpace = (space: (typeof PREDICTION_SPACES)[number]): Float64Array =>
    allOf(
      guidedField({
        pair,
        rule: { ...continuousRule({ rule: "cfg" }), linear: false, space },
        weight: constantGuidance(2),
        process: processes.flow,
      }),
      0.8,
      points,
    ).score;

  it.each(PREDICTION_SPACES)("cfg through %s is cfg, with its Jacobian", (space) => {
    expectClose(throughSpace(space), scores({ rule: "cfg" }, processes.flow), { relative: 1e-12 });
    const through = guidedField({
      pair,
      rule: { ...continuousRule({ rule: "cfg" }), linear: false, space },
      weight: constantGuidance(2),
      process: processes.ve,
    });
    for (const theta of [0.3, 1.2]) {
      expectClose(allOf(through, theta, points).jacobian, allOf(fieldOf({ rule: "cfg" }, 2), theta, points).jacobian, { relative: 1e-11 });
    }
  });

  it.each(PREDICTION_SPACES)("a rule that works in %s sees predictions as the process has them, in its own coordinates", (space) => {
    const rule = { ...continuousRule({ rule: "power-law", alpha: 0.5 }), space };
    fc.assert(
      fc.property(everyProcess, angle, place, place, weight, (own, theta, x, y, w) => {
        const { a, b } = own.at(own.time(theta));
        const r = Math.hypot(a, b);
        const point: GuidedPoint = { cond: condParts, uncond: uncondParts, space, rule: () => plainPowerLaw(0.5), w };
        const expected = guidedScore(point, a, b, [r * x, r * y]).map((s) => s * r);
        const field = guidedField({ pair, rule, weight: constantGuidance(w), process: own });
        expectClose(allOf(field, theta, Float64Array.of(x, y)).score, expected, { absolute: 1e-8, relative: 1e-9 });
      }),
    );
  });

  it("a feedback weight is a number for each point, so it too is the same in every space", () => {
    for (const space of PREDICTION_SPACES) {
      expectClose(scores({ rule: "feedback", pi: 0.9 }, processes.flow, space), scores({ rule: "feedback", pi: 0.9 }, processes.flow), {
        relative: 1e-12,
      });
    }
  });

  it.each<[ContinuousRuleSpec]>([[{ rule: "apg" }], [{ rule: "rescaled" }], [{ rule: "zero-star" }], [{ rule: "power-law" }]])(
    "%j is another rule in another space",
    (spec) => {
      const own = continuousRule(spec).space;
      for (const space of PREDICTION_SPACES) {
        if (space === own) continue;
        const apart = Math.max(...scores(spec, processes.flow, space).map((s, i) => Math.abs(s - scores(spec, processes.flow)[i])));
        expect(apart).toBeGreaterThan(1e-3);
      }
    },
  );

  it("OU, VE and flow have the same field on the circle, for every rule but power-law, whose norm has the units of their scores", () => {
    for (const [spec] of rules) {
      const fields = Object.values(processes).map((own) => scores(spec, own));
      if (spec.rule !== "power-law") {
        for (const field of fields) expectClose(field, fields[0], { relative: 1e-13 });
        continue;
      }
      const apart = Math.abs(fields[1][0] - fields[0][0]);
      expect(apart).toBeGreaterThan(1e-3);
    }
  });
});

describe("guidedField", () => {
  it("of Gaussians N(0,1) in N(0,2) is −tan θ (x + s_w) by their closed forms, to relative accuracy at both ends", () => {
    const gaussian = (covariance: number) => gaussianMixture([{ weight: 1, mean: [0], covariance }], 1);
    const line = { conditional: gaussian(1), unconditional: gaussian(2) };
    const field = guidedField({ pair: line, weight: constantGuidance(3), process: processes.ve });
    for (const theta of [1e-8, 0.01, 0.78, 0.79, 1.3, Math.PI / 2 - 1e-9]) {
      const [c2, s2] = [Math.cos(theta) ** 2, Math.sin(theta) ** 2];
      // s_c = −x/(c² + s²), s_u = −x/(2c² + s²); x + s_w = −w (s_u − s_c) + (x + s_c) = −3 x c²/(2 c² + s²).
      const slope = (3 * Math.tan(theta) * c2) / (2 * c2 + s2);
      const { velocity, jacobian } = allOf(field, theta, Float64Array.of(1.7));
      // At the clean end 1.7 + s loses nothing: both terms are of order 1; near π/4 likewise.
      expectClose(velocity, [1.7 * slope], { relative: 3e-15 });
      expectClose(jacobian, [slope], { relative: 3e-15 });
    }
    expect(field.dimension).toBe(1);
  });

  it("has velocity and Jacobian 0 at θ = 0, and at pure noise minus the guided mean", () => {
    for (const [spec] of rules) {
      const points = Float64Array.of(0.4, -0.3);
      const clean = fieldOf(spec, 2).at(0);
      const out = { velocity: new Float64Array(2).fill(7), jacobian: new Float64Array(4).fill(7) };
      clean.evaluate(points, 1, out);
      expect([...out.velocity, ...out.jacobian]).toEqual([0, 0, 0, 0, 0, 0]);
      const noisy = allOf(fieldOf(spec, 2, processes.flow), Math.PI / 2, points);
      expect(noisy.velocity.every(Number.isFinite)).toBe(true);
      expectClose(noisy.score, [-0.4, 0.3], { absolute: 1e-15 });
    }
    const mean = (parts: readonly PlaneGaussian[], k: 0 | 1): number => parts.reduce((sum, part) => sum + part.weight * part.mean[k], 0);
    const { velocity } = allOf(fieldOf({ rule: "cfg" }, 2), Math.PI / 2, Float64Array.of(5, 6));
    expectClose(
      velocity,
      [0, 1].map((k) => -(3 * mean(condParts, k as 0 | 1) - 2 * mean(uncondParts, k as 0 | 1))),
      { relative: 1e-14 },
    );
  });

  it("gives scores at θ = 0 that are the limit from above", () => {
    for (const [spec] of rules) {
      const points = Float64Array.of(0.4, -0.3, 1.1, 1);
      const [limit, near] = [0, 1e-6].map((theta) => allOf(fieldOf(spec, 2), theta, points));
      expectClose(near.score, limit.score, { absolute: 1e-3 });
      expectClose(near.scoreJacobian, limit.scoreJacobian, { absolute: 1e-2 });
    }
  });

  it("takes w at its angle, and has the schedule's corners", () => {
    const schedule = guidedWeight({ kind: "interval", in: "t", w: 3, from: 0.5, to: 0.25 }, processes.flow);
    const field = guidedField({ pair, weight: schedule, process: processes.flow });
    expect(field.corners).toEqual([Math.PI / 4, Math.atan2(0.25, 0.75)]);
    const points = Float64Array.of(0.4, -0.3);
    for (const [theta, w] of [
      [1, 0],
      [Math.PI / 4, 3],
      [0.5, 3],
      [0.3, 0],
    ]) {
      expect(allOf(field, theta, points)).toEqual(allOf(fieldOf({ rule: "cfg" }, w), theta, points));
    }
  });

  it("stands still on the straight way of the flow while zero-init lasts, at a corner where that ends", () => {
    const own = processes.flow;
    const field = guidedField({
      pair,
      rule: continuousRule({ rule: "zero-star", zeroInit: 0.25 }),
      weight: guidedWeight({ kind: "interval", in: "t", w: 3, from: 0.9, to: 0.25 }, own),
      process: own,
    });
    expect(field.corners).toEqual([0.9, 0.75, 0.25].map(own.angle));
    const theta = own.angle(0.8);
    const { velocity, jacobian } = allOf(field, theta, Float64Array.of(2, 1));
    // x = r(t) · (x on the circle) is at rest: dx/dθ on the circle is −x (dr/dθ)/r, with r = 1/(cos θ + sin θ).
    const rate = (Math.cos(theta) - Math.sin(theta)) / (Math.cos(theta) + Math.sin(theta));
    expectClose(velocity, [2 * rate, rate], { relative: 1e-13 });
    expectClose(jacobian, [rate, 0, 0, rate], { relative: 1e-13 });
    const after = allOf(field, own.angle(0.75), Float64Array.of(2, 1)).velocity;
    expectClose(after, allOf(fieldOf({ rule: "zero-star" }, 3, own), own.angle(0.75), Float64Array.of(2, 1)).velocity, {});
  });

  it("asks one law only where the other has no say, and for nothing that is not wanted", () => {
    const asked: string[] = [];
    const spy = (name: string, law: ScoreField): ScoreField => ({
      dimension: 2,
      at: (a, b) => {
        const inner = law.at(a, b);
        return {
          evaluate: (points, n, out) => {
            asked.push(`${name} ${Object.keys(out).join(" ")}`);
            inner.evaluate(points, n, out);
          },
        };
      },
    });
    const spied = { conditional: spy("c", pair.conditional), unconditional: spy("u", pair.unconditional) };
    const ask = (spec: ContinuousRuleSpec, w: number, theta: number, out: object): string[] => {
      asked.length = 0;
      const field = guidedField({ pair: spied, rule: continuousRule(spec), weight: constantGuidance(w), process: processes.ou });
      field.at(theta).evaluate(Float64Array.of(1, 2), 1, out);
      return [...asked];
    };
    const velocity = new Float64Array(2);
    const jacobian = new Float64Array(4);
    expect(ask({ rule: "cfg" }, 0, 1, { velocity })).toEqual(["c denoised"]);
    expect(ask({ rule: "cfg" }, -1, 0.5, { velocity })).toEqual(["u score"]);
    expect(ask({ rule: "cfg" }, 2, 0.5, { jacobian })).toEqual(["c hessian", "u hessian"]);
    expect(ask({ rule: "apg" }, 0, 1, { velocity })).toEqual(["c denoised"]);
    expect(ask({ rule: "apg" }, 2, 1, { jacobian })).toEqual(["c denoised spread", "u denoised spread"]);
    expect(ask({ rule: "feedback", pi: 0.9 }, 2, 1, { velocity })).toEqual(["c denoised logDensity", "u denoised logDensity"]);
    expect(ask({ rule: "cfg" }, 2, 0, { velocity })).toEqual([]);
  });

  it("evaluates few points after many as if alone, and reads and writes only the first n", () => {
    const field = fieldOf({ rule: "apg", threshold: 0.8 }, 2);
    const many = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const all = allOf(field, 0.9, many);
    const out = { velocity: new Float64Array(40).fill(7), jacobian: new Float64Array(80).fill(7) };
    field.at(0.9).evaluate(many, 3, out);
    expect([...out.velocity.subarray(0, 6)]).toEqual([...all.velocity.subarray(0, 6)]);
    expect([...out.jacobian.subarray(0, 12)]).toEqual([...all.jacobian.subarray(0, 12)]);
    expect(out.velocity.subarray(6).every((value) => value === 7)).toBe(true);
    expect(out.jacobian.subarray(12).every((value) => value === 7)).toBe(true);
  });

  it.each([16, 1024])("stays finite at w = %d, far off the support", (w) => {
    for (const [spec] of rules) {
      for (const theta of [1e-6, 0.5, 1, Math.PI / 2]) {
        const found = allOf(fieldOf(spec, w), theta, Float64Array.of(50, -80, -3, 4));
        for (const numbers of Object.values(found)) expect(numbers.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it("refuses what exists in steps only, and negative powers of a difference that vanishes at the start", () => {
    const make = (spec: ContinuousRuleSpec, own: Process) => () => fieldOf(spec, 1, own);
    expect(make({ rule: "cfg++" }, processes.ou)).toThrow(BadInput);
    expect(make({ rule: "cfg++" }, processes.ou)).toThrow(
      'guidance.rule must be a rule with a limit in continuous time (cfg++ exists only as a DDIM step), got "cfg++"',
    );
    expect(make({ rule: "apg", momentum: 0.5 }, processes.ou)).toThrow(
      "guidance.momentum must be 0 in continuous time (momentum is a matter of steps), got 0.5",
    );
    expect(make({ rule: "power-law", alpha: -0.5 }, processes.flow)).toThrow(
      "guidance.alpha must be at least 0 for a process that starts from pure noise, got -0.5",
    );
    expect(make({ rule: "power-law", alpha: -0.5 }, processes.ou)).not.toThrow();
  });
});

describe("steppedField", () => {
  it("takes w at each call, and hands its memory to a rule with momentum", () => {
    const rule = continuousRule({ rule: "apg", parallel: 1, momentum: -0.5 });
    const field = steppedField({ pair, rule, process: processes.ou });
    const points = Float64Array.of(0.4, -0.3);
    const memory = new Float64Array(2);
    const velocities = [0, 1].map(() => {
      const velocity = new Float64Array(2);
      field.at(1, 2, memory).evaluate(points, 1, { velocity });
      return velocity;
    });
    // Δ, then Δ/2: the first step is cfg at w = 2, the second at w = 1.
    expectClose(velocities[0], allOf(fieldOf({ rule: "cfg" }, 2), 1, points).velocity, { relative: 1e-13 });
    expectClose(velocities[1], allOf(fieldOf({ rule: "cfg" }, 1), 1, points).velocity, { relative: 1e-13 });
  });
});
