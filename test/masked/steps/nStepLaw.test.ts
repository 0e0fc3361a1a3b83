import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamics } from "../../../src/masked/dynamics.ts";
import { noise } from "../../../src/masked/noise.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { nStepLaw, stepsToClock } from "../../../src/masked/steps/nStepLaw.ts";
import { push } from "../../../src/masked/steps/push.ts";
import { stepKind } from "../../../src/masked/steps/stepKinds.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidanceWeight, randomWorld } from "../../../testing/randomWorlds.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { cubesOf, inForm, pairFrom, scheduled } from "../guided.ts";
import { constant, deadEnd, denseSteps, evenTimes, kindAndRule, kindsAndRules, moving, noises, unlessImpossible } from "./stepped.ts";

const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
const linear = noise({ schedule: "linear" });
// Laws and expectations by two routes of up to 16 steps: rounding of some 1e-15 per step and unit of log-weight.
const tolerance = { absolute: 1e-12 };

describe("nStepLaw equals the product of dense one-step matrices", () => {
  const cases = [1, 2, 7, 16].flatMap((steps) => [true, false].map((zeros) => [steps, zeros] as const));

  it.each(cases)("%d steps, worlds with zeros: %s, every kind, rule, noise and w schedule", (steps, zeros) => {
    const weight = fc.oneof(guidanceWeight.map(constant), fc.constantFrom(...moving));
    fc.assert(
      fc.property(
        randomWorld({ maxStates: 64, zeros, tiny: !zeros }),
        kindAndRule,
        fc.constantFrom(...noises),
        weight,
        fc.constantFrom(0, 0.01, 0.3),
        (world, [kind, rule], { spec, formula }, w, end) => {
          // Tilted laws of tiny entries underflow to 0 before their conditionals do.
          fc.pre(zeros || rule !== "oracle" || Math.min(...world.conditional) > 1e-12);
          const process = scheduled(world, rule, w.schedule, spec);
          const grid = timeGrid({ steps, end }, process.noise);
          const run = () => nStepLaw(process, stepKind(kind, rule), grid);
          const times = [...grid.map(({ t }) => t), end];
          const expected = unlessImpossible(() => denseSteps(world, [kind, rule], w, formula, times));
          if (expected === null) {
            expect(run).toThrow(deadEnd);
            return;
          }
          const found = run();
          expectClose(found.law, expected.law, tolerance);
          expectClose(total(found.law), 1, tolerance);
          expectClose(found.clamps, expected.clamps, { absolute: 1e-11 });
          expectClose(found.rejections, expected.rejections, { absolute: 1e-11 });
          const masked = expected.law.reduce((sum, p, s) => (hasMask(s, world.alphabet, world.length) ? sum + p : sum), 0);
          expectClose(found.incomplete, masked, tolerance);
        },
      ),
      { numRuns: steps === 16 ? 60 : 120 },
    );
  });

  it("an uneven grid, by kind", () => {
    const pair = pairFrom(2, 2, [4, 1, 2, 5], [3, 3, 4, 2]);
    const grid = [1, 0.97, 0.5, 0.1];
    for (const kindRule of kindsAndRules) {
      for (const { spec, formula } of noises) {
        const process = scheduled(pair, kindRule[1], moving[2].schedule, spec);
        const found = nStepLaw(process, stepKind(...kindRule), timeGrid({ grid }, process.noise));
        expectClose(found.law, denseSteps(pair, kindRule, moving[2], formula, grid).law, tolerance);
      }
    }
  });
});

function hasMask(state: number, alphabet: number, length: number): boolean {
  for (let i = 0, rest = state; i < length; i++, rest = Math.floor(rest / (alphabet + 1))) {
    if (rest % (alphabet + 1) === alphabet) return true;
  }
  return false;
}

describe("push", () => {
  it("gives the same law from A and from log A", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 64 }), guidanceWeight, (world, w) => {
        const process = dynamics(cubesOf(world), "rates", w);
        // Any law on the states that can be.
        const start = process.weights.map((weight, s) => (weight > 0 ? 1 + (s % 3) : 0));
        const from = start.map((mass) => mass / total(start));
        const step = (form: "linear" | "log") => push(inForm(process, form), from, ({ total: Z }, k) => 0.9 ** Z[k]);
        expect(process.form).toBe("linear");
        expectClose(step("log"), step("linear"), { absolute: 1e-12 });
      }),
      { numRuns: 100 },
    );
  });

  it("keeps a law whose sites all stay, and leaves no mask where none stays", () => {
    const process = dynamics(cubesOf(pairFrom(2, 2, [1, 2, 3, 4], [1, 1, 1, 1])), "rates", 1);
    const start = new Float64Array(9).fill(1 / 9);
    expect(push(process, start, () => 1)).toEqual(start);
    const complete = push(process, start, () => 0);
    for (const masked of [2, 5, 6, 7, 8]) expect(complete[masked]).toBe(0);
    expectClose(total(complete), 1, { absolute: 1e-15 });
  });
});

describe("nStepLaw in closed form", () => {
  it("no step leaves everything masked", () => {
    const found = nStepLaw(scheduled(pairFrom(2, 1, [1, 3], [1, 1]), "rates", { kind: "constant", w: 1 }), stepKind("euler", "rates"), []);
    expect(found).toEqual({ law: Float64Array.of(0, 0, 1), incomplete: 1, clamps: 0, rejections: 0 });
  });

  it("for one site, `ancestral` with `tokens` equals p_w for every number of steps", () => {
    const weight = guidanceWeight;
    fc.assert(
      fc.property(randomWorld({ lengths: [1] }), weight, fc.integer({ min: 1, max: 40 }), (world, w, steps) => {
        const process = scheduled(world, "tokens", { kind: "constant", w });
        const { law, incomplete } = nStepLaw(process, stepKind("ancestral", "tokens"), timeGrid({ steps }, linear));
        expect(incomplete).toBe(0);
        expectClose(law.subarray(0, world.alphabet), tiltedLaw(world, w), { absolute: 1e-13 });
      }),
    );
  });

  // Z = a^{-w} where the target class, of weight a, has a token to itself.
  it.each([
    [1, 0.5, 0, 0.034],
    [2, 0.5, 1, 0.003],
    [5, 0.2, 1, 0],
    [100, 0.1, 2, 0.0032],
    [1000, 0.1, 3, 1],
  ])("tau-leaping stops unmasking: at Z = %d, 50 steps to t = 0.01, the share still masked", (Z, a, w, expected) => {
    const process = scheduled(pairFrom(2, 1, [1, 0], [a, 1 - a]), "rates", { kind: "constant", w });
    const found = nStepLaw(process, stepKind("tau-leaping", "rates"), timeGrid({ steps: 50, end: 0.01 }, linear));
    expectClose(found.incomplete, expected, { absolute: 5e-4 });

    // As a product over the grid, from the formula alone.
    const times = evenTimes(50, 0.01);
    const jumps = times.slice(1).map((s, n) => (Z * (times[n] - s)) / times[n]);
    expectClose(
      found.incomplete,
      jumps.reduce((left, x) => left * (1 - x * Math.exp(-x)), 1),
      { relative: 1e-10 },
    );
    if (Z === 1000) expect(found.rejections).toBeGreaterThan(49.9);
  });

  it("an infinite Z, past the range of doubles, unmasks at once, or with tau-leaping never", () => {
    const pair = pairFrom(2, 1, [1, 0], [0.01, 0.99]);
    const masked = (kind: string): number =>
      nStepLaw(scheduled(pair, "rates", { kind: "constant", w: 400 }), stepKind(kind, "rates"), timeGrid({ steps: 4, end: 0.5 }, linear))
        .incomplete;
    for (const kind of ["frozen-rate", "euler", "tweedie", "posterior-cfg"]) expect(masked(kind)).toBe(0);
    expect(masked("tau-leaping")).toBe(1);
  });

  it("refuses a dead end, where w leaves −1 and the state has no place in the target's support", () => {
    const pair = pairFrom(2, 2, [1, 0, 0, 0], [1, 1, 1, 1]);
    const process = scheduled(pair, "rates", { kind: "pieces", in: "t", at: [1, 0.5], w: [-1, 2] });
    const run = () => nStepLaw(process, stepKind("frozen-rate", "rates"), timeGrid({ steps: 4 }, linear));
    expect(run).toThrow(BadInput);
    expect(run).toThrow(`${deadEnd} (reachable states with masked sites and no way on), got one at`);
  });

  it("refuses a dead end that sites revealed together make: [M, 1, 0] where all sites are equal", () => {
    const equal = pairFrom(2, 3, [1, 0, 0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 1, 1, 1]);
    const process = scheduled(equal, "tokens", { kind: "constant", w: 1 });
    const run = () => nStepLaw(process, stepKind("ancestral", "tokens"), timeGrid({ steps: 2 }, linear));
    expect(run).toThrow(`${deadEnd} (reachable states with masked sites and no way on), got one at [M, 1, 0] (M: masked)`);
  });
});

describe("stepsToClock", () => {
  const steps = timeGrid({ steps: 4 }, linear);

  it("finds the steps up to a grid point, within 1e-12 relative; 0 is before the first and ∞ after the last", () => {
    expect(stepsToClock(steps, 0)).toEqual([]);
    expect(stepsToClock(steps, Math.log(2))).toEqual(steps.slice(0, 2));
    expect(stepsToClock(steps, Math.log(4) * (1 + 9e-13))).toEqual(steps.slice(0, 3));
    expect(stepsToClock(steps, Infinity)).toEqual(steps);
  });

  it("refuses a clock between grid points, naming the nearest", () => {
    const refusal = (u: number) => () => stepsToClock(steps, u);
    expect(refusal(0.5)).toThrow(
      `--at must be -ln m of a grid point of the sampler, 0 at its start (nearest: ${-Math.log(0.75)}, ${Math.LN2}), got 0.5`,
    );
    expect(refusal(Math.log(4) * (1 + 2e-12))).toThrow(BadInput);
    expect(refusal(3)).toThrow("nearest: 1.3862943611198906, Infinity), got 3");
    const toEnd = timeGrid({ steps: 1, end: 0.5 }, linear);
    expect(() => stepsToClock(toEnd, 3)).toThrow(`(nearest: ${Math.LN2}), got 3`);
    expect(() => stepsToClock(toEnd, Number.NaN)).toThrow(BadInput);
  });
});

describe("nStepLaw from a law", () => {
  it("goes on where it left off, bit for bit, and keeps the law it is given", () => {
    const process = scheduled(pairFrom(2, 2, [0.4, 0.3, 0.2, 0.1], [0.1, 0.2, 0.3, 0.4]), "rates", { kind: "constant", w: 2 });
    const steps = timeGrid({ steps: 5 }, linear);
    const kind = stepKind("tau-leaping", "rates");
    const half = nStepLaw(process, kind, steps.slice(0, 2));
    const kept = half.law.slice();
    const rest = nStepLaw(process, kind, steps.slice(2), half.law);
    const whole = nStepLaw(process, kind, steps);
    expect([rest.law, rest.incomplete]).toEqual([whole.law, whole.incomplete]);
    expect(half.law).toEqual(kept);
  });
});
