import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ContinuousRuleSpec, continuousRule } from "../../../src/guidance/continuous/continuousRule.ts";
import { CONTINUOUS_RULES, type Predictions } from "../../../src/guidance/continuous/rule.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import {
  type PlainRule,
  plainApg,
  plainCfg,
  plainFeedback,
  plainPowerLaw,
  plainRescaled,
  plainZeroStar,
} from "../../../testing/continuousRules.ts";
import { evenly } from "../../../testing/evenly.ts";

/** Rules with their published formulas; feedback at ρ = p_c/p. */
const rules: readonly [ContinuousRuleSpec, (ratio: number) => PlainRule][] = [
  [{ rule: "cfg" }, () => plainCfg],
  [{ rule: "autoguidance" }, () => plainCfg],
  [{ rule: "apg" }, () => plainApg(0, Infinity)],
  [{ rule: "apg", parallel: 0.4, threshold: 1.5 }, () => plainApg(0.4, 1.5)],
  [{ rule: "rescaled", phi: 0.6 }, () => plainRescaled(0.6)],
  [{ rule: "rescaled", phi: 1 }, () => plainRescaled(1)],
  [{ rule: "zero-star" }, () => plainZeroStar],
  [{ rule: "power-law", alpha: 0.7 }, () => plainPowerLaw(0.7)],
  [{ rule: "power-law", alpha: -0.4 }, () => plainPowerLaw(-0.4)],
  [{ rule: "feedback", pi: 0.9 }, (ratio) => plainFeedback(0.9, 10, ratio)],
  [{ rule: "feedback", pi: 0.3, limit: 4 }, (ratio) => plainFeedback(0.3, 4, ratio)],
];

const coordinate = evenly(-3, 3);
/** Two points in d dimensions: c, u, a direction for each, ln ρ and its change. */
const batch = fc.integer({ min: 1, max: 4 }).chain((d) => {
  const vectors = fc.array(coordinate, { minLength: 2 * d, maxLength: 2 * d });
  const two = fc.array(coordinate, { minLength: 2, maxLength: 2 });
  return fc.record({ d: fc.constant(d), c: vectors, u: vectors, dc: vectors, du: vectors, logRatio: two, dLogRatio: two });
});
const weight = evenly(-1, 8);

function predictions(c: readonly number[], u: readonly number[], logRatio: readonly number[]): Predictions {
  return {
    cond: Float64Array.from(c),
    difference: Float64Array.from(c, (value, i) => value - u[i]),
    logRatio: Float64Array.from(logRatio),
  };
}

/** Guided predictions at two points. */
function guided(spec: ContinuousRuleSpec, given: Predictions, d: number, w: number, memory: Float64Array | null = null): number[] {
  const out = new Float64Array(2 * d);
  continuousRule(spec).combine(given, { n: 2, d, w, memory }, out);
  return Array.from(out, (change, i) => given.cond[i] + change);
}

const size = (x: readonly number[]): number => Math.hypot(...x);

/** Whether a point is away from where some rule's formula is 0/0: c, u, c − u, guided, or their spreads vanish. */
function regular(d: number, c: readonly number[], u: readonly number[], w: number): boolean {
  const vectors = [c, u, c.map((value, k) => value - u[k]), plainCfg(c, u, w)];
  return vectors.every((x) => {
    const mean = x.reduce((sum, value) => sum + value, 0) / d;
    return size(x) > 0.05 && (d < 3 || size(x.map((value) => value - mean)) > 0.05);
  });
}

describe.each(rules)("rule %j", (spec, plain) => {
  const rule = continuousRule(spec);

  it("is its published formula", () => {
    fc.assert(
      fc.property(batch, weight, ({ d, c, u, logRatio }, w) => {
        const points = [0, 1].map((i) => [c.slice(i * d, (i + 1) * d), u.slice(i * d, (i + 1) * d)]);
        fc.pre(points.every(([one, other]) => regular(d, one, other, w)));
        const expected = points.flatMap(([one, other], i) => plain(Math.exp(logRatio[i]))(one, other, w));
        const found = guided(spec, predictions(c, u, logRatio), d, w);
        // Numbers up to 100 and quotients by vectors as short as 0.05; near λ's pole the quotient is cut at 10.
        expectClose(found, expected, { absolute: 1e-10, relative: 1e-10 });
      }),
    );
  });

  it("adds exactly nothing to the conditional prediction at w = 0", () => {
    fc.assert(
      fc.property(batch, ({ d, c, u, logRatio }) => {
        const given = predictions(c, u, logRatio);
        const same = guided(spec, given, d, 0);
        // `rescaled` computes σ_c/σ_c − 1 = 0.
        for (let i = 0; i < 2 * d; i++) expect(same[i] === c[i]).toBe(true);
      }),
    );
  });

  it("is the unconditional prediction at w = −1 where it says so, and some of the others are not", () => {
    const given = predictions([1, 2, -1, 0.5], [0.3, -1, 0.2, 2], [0.3, 1]);
    const unconditional = guided(spec, given, 2, -1).every((value, i) => Math.abs(value - [0.3, -1, 0.2, 2][i]) < 1e-14);
    expect(unconditional).toBe(rule.unconditionalAtMinusOne);
  });

  it("has the derivative that differences show", () => {
    fc.assert(
      fc.property(batch, weight, ({ d, c, u, dc, du, logRatio, dLogRatio }, w) => {
        const points = [0, 1].map((i) => [c.slice(i * d, (i + 1) * d), u.slice(i * d, (i + 1) * d)]);
        fc.pre(points.every(([one, other]) => regular(d, one, other, w)));
        // Kinks: the threshold of apg and the cut of feedback.
        const { threshold, limit } = { threshold: Infinity, limit: 10, ...spec } as { threshold: number; limit: number };
        fc.pre(points.every(([one, other]) => Math.abs(size(one.map((value, k) => value - other[k])) - threshold) > 0.01));
        const cut = spec.rule === "feedback" ? Math.log(((1 - spec.pi) * limit) / (limit - 1)) : -Infinity;
        fc.pre(logRatio.every((value) => Math.abs(value - cut) > 0.01));
        const moved = (h: number): number[] => {
          const step = (x: readonly number[], dx: readonly number[]): number[] => x.map((value, i) => value + h * dx[i]);
          const there = predictions(step(c, dc), step(u, du), step(logRatio, dLogRatio));
          return guided(spec, there, d, w).map((value, i) => value - there.cond[i]);
        };
        // Central difference of fourth order; |vectors| ≥ 0.05 turn on scales of 0.05, so h = 1e-4 leaves (h/0.05)⁴ ~ 1e-11 times higher
        //derivatives
        // and 1e-16/h = 1e-12 of rounding, times values up to 100 and the sixteenth powers of nothing else.
        const h = 1e-4;
        const [b2, b1, f1, f2] = [-2 * h, -h, h, 2 * h].map(moved);
        const differences = f1.map((_, i) => (8 * (f1[i] - b1[i]) - (f2[i] - b2[i])) / (12 * h));
        const out = new Float64Array(2 * d);
        const tangent = predictions(dc, du, dLogRatio);
        rule.differentiate(predictions(c, u, logRatio), tangent, { n: 2, d, w, memory: null }, out);
        const scale = Math.max(1, ...differences.map(Math.abs));
        expectClose(out, differences, { absolute: 2e-6 * scale });
      }),
    );
  });
});

describe("apg", () => {
  const given = predictions([2, 0, 0, 1], [1, -3, 0.5, 0.5], []);

  it("keeps η of what is along the conditional prediction", () => {
    expectClose(guided({ rule: "apg", parallel: 0.25 }, given, 2, 2), [2 + 2 * 0.25, 6, -1, 1 + 2 * 0.5 * 0.25], { relative: 1e-15 });
  });

  it("is cfg for η = 1 without threshold, and nothing on the line for η = 0", () => {
    expectClose(guided({ rule: "apg", parallel: 1 }, given, 2, 3), guided({ rule: "cfg" }, given, 2, 3), { relative: 1e-15 });
    const line = predictions([2, 0], [-1, 4], []);
    expect(guided({ rule: "apg" }, line, 1, 3)).toEqual([2, 0]);
    expectClose(guided({ rule: "apg", parallel: 0.5 }, line, 1, 3), [2 + 1.5 * 3, -1.5 * 4], { relative: 1e-15 });
  });

  it("adds β of the remembered difference to this one, and remembers the sum", () => {
    const memory = Float64Array.of(1, 0, 0, -2);
    const found = guided({ rule: "apg", parallel: 1, momentum: -0.5 }, given, 2, 1, memory);
    expect([...memory]).toEqual([1 - 0.5, 3, -0.5, 0.5 + 1]);
    expect(found).toEqual([2.5, 3, -0.5, 2.5]);
  });

  it("treats all as orthogonal where the conditional prediction is 0", () => {
    const still = predictions([0, 0, 0, 0], [1, 2, 0, 0], []);
    expect(guided({ rule: "apg" }, still, 2, 1)).toEqual([-1, -2, 0, 0]);
  });
});

describe("at the points where a formula is 0/0", () => {
  const same = predictions([1, 2, 0, 0], [1, 2, 0, 0], [0, 0]);

  it.each(rules)("%j leaves the conditional prediction where the two agree", (spec) => {
    const found = guided(spec, same, 2, 3);
    expectClose(found, [1, 2, 0, 0], { relative: 1e-15 });
  });

  it("zero-star takes nothing to be along v_u = 0 in the plane, and everything on the line", () => {
    const given = predictions([1, 2, 3, 4], [0, 0, 0, 0], []);
    expect(guided({ rule: "zero-star" }, given, 2, 2)).toEqual([3, 6, 9, 12]);
    expect(guided({ rule: "zero-star" }, predictions([1, -2], [0, 3], []), 1, 2)).toEqual([1, -2]);
  });

  it("rescaled leaves g as it is where its spread is 0", () => {
    const given = predictions([1, 1, 1, 1, 2, 3], [0, 0, 0, 1, 1, 1], []);
    const found = guided({ rule: "rescaled", phi: 1 }, given, 3, 1);
    expect(found.slice(0, 3)).toEqual([2, 2, 2]);
  });

  it("power-law has derivative 0 there for α > 0, w dΔ for α = 0, and ∞ for α < 0", () => {
    const slope = (alpha: number): number => {
      const out = new Float64Array(2);
      const rule = continuousRule({ rule: "power-law", alpha });
      rule.differentiate(predictions([1, 1], [1, 1], []), predictions([1, 0], [0, 0], []), { n: 2, d: 1, w: 3, memory: null }, out);
      expect(out[1]).toBe(0);
      return out[0];
    };
    expect([0.5, 0, -0.5].map(slope)).toEqual([0, 3, Infinity]);
  });

  it("feedback is cut off at its limit, also where p_c = 0, and is the conditional prediction for π = 1", () => {
    const given = predictions([1, 2], [0, 0], [-Infinity, Math.log(0.2)]);
    expect(guided({ rule: "feedback", pi: 0.8, limit: 5 }, given, 1, 1)).toEqual([5, 10]);
    expect(guided({ rule: "feedback", pi: 1 }, predictions([1, 2], [0, 0], [-700, 3]), 1, 1)).toEqual([1, 2]);
  });
});

describe("continuousRule", () => {
  it("knows every rule by its name, and says of each what it is", () => {
    for (const rule of CONTINUOUS_RULES) {
      const found = continuousRule({ rule, pi: 0.5 } as ContinuousRuleSpec);
      expect(found.name).toBe(rule);
      expect(found.source).toContain("arXiv:");
      expect(found.linear).toBe(["cfg", "autoguidance", "cfg++"].includes(rule));
    }
  });

  it.each<[ContinuousRuleSpec, string]>([
    [{ rule: "apg", parallel: Infinity }, "guidance.parallel must be finite, got Infinity"],
    [{ rule: "apg", threshold: 0 }, "guidance.threshold must be above 0, got 0"],
    [{ rule: "apg", momentum: 1 }, "guidance.momentum must be above -1 and below 1, got 1"],
    [{ rule: "rescaled", phi: 1.1 }, "guidance.phi must be from 0 to 1, got 1.1"],
    [{ rule: "zero-star", zeroInit: 1 }, "guidance.zeroInit must be from 0 to below 1, got 1"],
    [{ rule: "power-law", alpha: -1 }, "guidance.alpha must be a finite number above -1, got -1"],
    [{ rule: "feedback", pi: 0 }, "guidance.pi must be above 0 and at most 1, got 0"],
    [{ rule: "feedback", pi: 0.5, limit: 1 }, "guidance.limit must be a finite number above 1, got 1"],
  ])("refuses %j", (spec, message) => {
    expect(() => continuousRule(spec)).toThrow(BadInput);
    expect(() => continuousRule(spec)).toThrow(message);
  });
});
