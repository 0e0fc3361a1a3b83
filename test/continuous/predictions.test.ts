import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conversion, convertPredictions } from "../../src/continuous/predictions.ts";
import { PREDICTION_SPACES, type PredictionSpace } from "../../src/guidance/continuous/rule.ts";
import { expectClose } from "../../testing/close.ts";
import { evenly } from "../../testing/evenly.ts";

/** Each prediction by its definition, from x₀ and ε. */
const defined = (x0: number, eps: number, a: number, b: number): Readonly<Record<PredictionSpace, number>> => ({
  score: -eps / b,
  eps,
  x0,
  v: a * eps - b * x0,
  velocity: eps - x0,
});

const level = evenly(0.05, 3);
const number = evenly(-5, 5);
const space = fc.constantFrom(...PREDICTION_SPACES);

describe("conversion", () => {
  it("takes each prediction to each other, as their definitions by x₀ and ε do", () => {
    fc.assert(
      fc.property(space, space, level, level, number, number, (from, to, a, b, x0, eps) => {
        const all = defined(x0, eps, a, b);
        const { ofX, ofPrediction } = conversion(from, to, a, b);
        // Conversions divide by a or b, at least 0.05, at most twice: 400 · 5 · 8 roundings of 1e-16.
        expectClose(ofX * (a * x0 + b * eps) + ofPrediction * all[from], all[to], { absolute: 1e-11, relative: 1e-12 });
      }),
    );
  });

  it("is inverted by the conversion the other way", () => {
    fc.assert(
      fc.property(space, space, level, level, (from, to, a, b) => {
        const there = conversion(from, to, a, b);
        const back = conversion(to, from, a, b);
        expectClose(there.ofPrediction * back.ofPrediction, 1, { relative: 1e-13 });
        const scale = Math.abs(there.ofX * back.ofPrediction) + Math.abs(back.ofX) + 1;
        expectClose(there.ofX * back.ofPrediction + back.ofX, 0, { absolute: 1e-14 * scale });
      }),
    );
  });

  it("is the identity, to the bit, from a space to itself", () => {
    for (const own of PREDICTION_SPACES) expect(conversion(own, own, 0.3, 0.7)).toEqual({ ofX: 0, ofPrediction: 1 });
  });

  it.each([
    [1, 0],
    [0, 1],
  ])("from v and velocity stays finite and right at a = %d, b = %d", (a, b) => {
    const [x0, eps] = [0.7, -1.3];
    const all = defined(x0, eps, a, b);
    for (const from of ["v", "velocity"] as const) {
      for (const to of ["v", "velocity", "x0", "eps"] as const) {
        const { ofX, ofPrediction } = conversion(from, to, a, b);
        expectClose(ofX * (a * x0 + b * eps) + ofPrediction * all[from], all[to], { absolute: 1e-15 });
      }
    }
  });

  it("keeps the velocity on the circle accurate next to noise from x0 and next to data from the score", () => {
    const tiny = 1e-13;
    const fromX0 = conversion("x0", "v", tiny, 1);
    expectClose(fromX0.ofX, tiny, { relative: 1e-15 });
    expectClose(fromX0.ofPrediction, -1, { relative: 1e-15 });
    const fromScore = conversion("score", "v", 1, tiny);
    expectClose(fromScore.ofX, -tiny, { relative: 1e-15 });
    expectClose(fromScore.ofPrediction, -tiny, { relative: 1e-15 });
  });
});

describe("convertPredictions", () => {
  it("converts a batch in place, and leaves what is beyond it", () => {
    const points = Float64Array.of(1, 2, 9);
    const prediction = Float64Array.of(0.5, -1, 7);
    convertPredictions({ ofX: 3, ofPrediction: 2 }, points, prediction, 2, prediction);
    expect([...prediction]).toEqual([4, 4, 7]);
    convertPredictions({ ofX: 0, ofPrediction: -1 }, Float64Array.of(Infinity, 0), prediction, 2, prediction);
    expect([...prediction]).toEqual([-4, -4, 7]);
  });
});
