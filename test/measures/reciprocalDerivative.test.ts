import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawAtClock } from "../../src/masked/lawAtClock.ts";
import { meanReciprocal, reciprocalSlope } from "../../src/measures/reciprocalAlongClock.ts";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { cubesOf, guided } from "../masked/guided.ts";

/** f′(u) by central differences of four steps, twice extrapolated. */
function derivative(f: (u: number) => number, u: number, step: number): number {
  const central = (h: number): number => (f(u + h) - f(u - h)) / (2 * h);
  const rows = [step, step / 2, step / 4, step / 8].map(central);
  const once = rows.slice(1).map((value, k) => value + (value - rows[k]) / 3);
  const twice = once.slice(1).map((value, k) => value + (value - once[k]) / 15);
  return twice[1] + (twice[1] - twice[0]) / 63;
}

describe("reciprocalSlope", () => {
  it("is the derivative of meanReciprocal along the clock, for both paces, w ≥ 0, sparse and dense worlds", () => {
    fc.assert(
      fc.property(
        randomWorld({ lengths: [1, 2, 3], maxStates: 64 }),
        fc.constantFrom("rates" as const, "tokens" as const),
        fc.integer({ min: 0, max: 8 }).map((quarter) => quarter / 4),
        fc.integer({ min: 2, max: 20 }).map((tenth) => tenth / 10),
        (pair, rule, w, u) => {
          const cubes = cubesOf(pair);
          const process = guided(pair, rule, w);
          const h = (at: number): number => meanReciprocal(cubes, lawAtClock(process, at));
          const slope = reciprocalSlope(cubes, process, lawAtClock(process, u));
          expect(slope).toBeLessThanOrEqual(1e-11);
          // Rates up to 3 · 41² make the step small; the law's error of 1e-13 or so over the smallest step of 1e-5 gives 1e-8.
          const fastest = Math.max(...pair.conditional.map((value, x) => (value > 0 ? value / pair.unconditional[x] : 0))) ** w * 3;
          expectClose(derivative(h, u, Math.min(0.05, 0.2 / fastest)), slope, { absolute: 3e-7, relative: 1e-6 });
        },
      ),
      { numRuns: 80 },
    );
  });

  it("and that comparison is rejected for the slope of a slightly larger w (negative control)", () => {
    const pair = { alphabet: 2, length: 1, conditional: Float64Array.of(0.75, 0.25), unconditional: Float64Array.of(0.5, 0.5) };
    const cubes = cubesOf(pair);
    const h = (at: number): number => meanReciprocal(cubes, lawAtClock(guided(pair, "rates", 1), at));
    const wrong = reciprocalSlope(cubes, guided(pair, "rates", 1.001), lawAtClock(guided(pair, "rates", 1), 0.5));
    expect(Math.abs(derivative(h, 0.5, 0.05) - wrong)).toBeGreaterThan(1e-5);
  });

  it("for −1 < w < 0 is at least 0 where the class covers all that p can do: guidance away from the class raises h", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [1, 2], maxStates: 36, zeros: false }), guidanceWeight, (pair, w) => {
        fc.pre(w > -1 && w < 0);
        const process = guided(pair, "rates", w);
        expect(reciprocalSlope(cubesOf(pair), process, lawAtClock(process, 0.5))).toBeGreaterThanOrEqual(-1e-11);
      }),
      { numRuns: 40 },
    );
  });
});
