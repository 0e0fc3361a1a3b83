import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../src/guidance/rule.ts";
import { noise } from "../../../src/masked/noise.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { STEP_KINDS, type StepKindName, stepKind } from "../../../src/masked/steps/stepKinds.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { stepSurvival } from "../../../testing/stepSurvival.ts";
import { noises } from "./stepped.ts";

const names = Object.keys(STEP_KINDS) as StepKindName[];
const linear = noise({ schedule: "linear" });

describe("step kinds", () => {
  it.each(names)("%s follows its formula of THEORY §1 at every noise, step and Z", (name) => {
    const times = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    const kind = STEP_KINDS[name];
    fc.assert(
      fc.property(fc.constantFrom(...noises), times, times, fc.double({ min: 0, max: 50, noNaN: true }), ({ spec, formula }, a, b, Z) => {
        if (Math.abs(a - b) < 1e-3) return;
        const [t, s] = [Math.max(a, b), Math.min(a, b)];
        const step = timeGrid({ grid: [1, t, s] }, noise(spec))[1];
        const { stay, clamped, rejected } = stepSurvival(name, formula, t, s, Z);
        expectClose(kind.stay(step, Z), stay, { absolute: 1e-11 });
        expect(kind.clamps(step, Z)).toBe(clamped);
        expectClose(kind.rejection(step, Z), rejected, { absolute: 1e-11 });
      }),
      { numRuns: 200 },
    );
  });

  it.each(names)("%s gives probabilities at Z = 0, 1, 1e300 and ∞, on first, middle and last steps", (name) => {
    const { stay, clamps, rejection } = STEP_KINDS[name];
    for (const { spec } of noises) {
      for (const step of timeGrid({ steps: 3 }, noise(spec))) {
        for (const Z of [0, 1, 1e300, Infinity]) {
          expect(stay(step, Z)).toBeGreaterThanOrEqual(0);
          expect(stay(step, Z)).toBeLessThanOrEqual(1);
          expect(rejection(step, Z)).toBeGreaterThanOrEqual(0);
          expect(rejection(step, Z)).toBeLessThanOrEqual(1);
          expect(typeof clamps(step, Z)).toBe("boolean");
        }
      }
    }
  });

  it("stay where the noise schedule unmasks nothing at all, whatever Z, but where β says otherwise", () => {
    // ou with T = 50: m(0.9) = 1 − e^{−45} is 1 in doubles.
    const [step] = timeGrid({ grid: [1, 0.9] }, noise({ schedule: "ou", horizon: 50 }));
    expect(step.maskedS).toBe(1);
    for (const name of ["ancestral", "frozen-rate", "tweedie", "posterior-cfg"] as const) {
      expect(STEP_KINDS[name].stay(step, Infinity)).toBe(1);
      expect(STEP_KINDS[name].clamps(step, Infinity)).toBe(false);
    }
  });

  it("unmask a site that m is too small to tell from 0", () => {
    const [, step] = timeGrid({ grid: [1, 0.1, 0.05] }, noise({ schedule: "polynomial", power: 1000 }));
    expect(step.maskedT).toBe(0);
    for (const name of ["ancestral", "frozen-rate", "tweedie", "posterior-cfg"] as const) expect(STEP_KINDS[name].stay(step, 1)).toBe(0);
  });

  it("do not call the last step to t = 0 a clamp at Z = 1, where Δβ = 1 but for rounding", () => {
    for (let steps = 1; steps < 200; steps++) {
      const last = timeGrid({ steps }, linear)[steps - 1];
      for (const name of ["euler", "tweedie"] as const) {
        expect(STEP_KINDS[name].clamps(last, 1 + 4e-16)).toBe(false);
        expect(STEP_KINDS[name].clamps(last, 1 + 1e-9)).toBe(true);
      }
    }
  });

  it("tau-leaping rejects 1 − e^{−λ}(1 + λ), also for small λ", () => {
    const [step] = timeGrid({ grid: [1, 0.5] }, linear);
    expectClose(STEP_KINDS["tau-leaping"].rejection(step, 2e-6), 5e-13 - 1e-18 / 3, { relative: 1e-9 });
  });
});

describe("stepKind", () => {
  it("takes `ancestral` with `tokens` only, `frozen-rate` and `posterior-cfg` with `rates` only, the others with every rule", () => {
    const taken = names.map((name) => RULES.filter((rule) => !refuses(() => stepKind(name, rule))));
    expect(Object.fromEntries(names.map((name, i) => [name, taken[i]]))).toEqual({
      ancestral: ["tokens"],
      "frozen-rate": ["rates"],
      euler: RULES,
      "tau-leaping": RULES,
      tweedie: RULES,
      "posterior-cfg": ["rates"],
    });
    expect(stepKind("euler", "rates")).toBe(STEP_KINDS.euler);
  });

  it("refuses by name", () => {
    expect(() => stepKind("ancestral", "rates")).toThrow(
      'sampler.kind must be one that takes the rule rates (ancestral takes tokens only), got "ancestral"',
    );
    expect(() => stepKind("frozen-rate", "tokens")).toThrow('(frozen-rate takes rates only), got "frozen-rate"');
    expect(() => stepKind("heun", "rates")).toThrow(
      'sampler.kind must be one of ancestral, frozen-rate, euler, tau-leaping, tweedie, posterior-cfg, got "heun"',
    );
    expect(() => stepKind("toString", "rates")).toThrow("sampler.kind must be one of");
  });
});

function refuses(run: () => void): boolean {
  try {
    run();
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput);
    return true;
  }
}
