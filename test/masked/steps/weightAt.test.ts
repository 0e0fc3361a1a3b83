import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise } from "../../../src/masked/noise.ts";
import { weightAt } from "../../../src/masked/steps/weightAt.ts";
import { expectClose } from "../../../testing/close.ts";
import { constant, moving, noises } from "./stepped.ts";

const linear = noise({ schedule: "linear" });

describe("weightAt", () => {
  it("reads a schedule on t, u or log-SNR at a time, through the noise schedule", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...moving, constant(1.5)),
        fc.constantFrom(...noises),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        ({ schedule, w }, { spec, formula }, t) => {
          expectClose(weightAt(schedule, noise(spec), t), w(t, formula.alpha(t)), { absolute: 1e-10 });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("has the first value at t = 1 and the last at t = 0, on every axis", () => {
    const ends = moving.map(({ schedule }) => [weightAt(schedule, linear, 1), weightAt(schedule, linear, 0)]);
    expect(ends).toEqual([
      [0, 4],
      [0, 0],
      [3, 0],
      [0, 4],
      [1, 3],
    ]);
  });

  it("keeps the last stretch where the axis ends with it", () => {
    const ramp = { kind: "linear", in: "t", start: 4, end: 1, from: 0.5, to: 0 } as const;
    expect([1, 0.25, 0].map((t) => weightAt(ramp, linear, t))).toEqual([4, 2.5, 1]);
  });

  it("at a corner takes the stretch that begins there", () => {
    const pieces = { kind: "pieces", in: "t", at: [1, 0.6, 0.3], w: [5, 6, 7] } as const;
    expect([1, 0.61, 0.6, 0.31, 0.3, 0.1].map((t) => weightAt(pieces, linear, t))).toEqual([5, 5, 6, 6, 7, 7]);
    const interval = { kind: "interval", in: "t", w: 2, from: 0.75, to: 0.25 } as const;
    expect([0.76, 0.75, 0.26, 0.25].map((t) => weightAt(interval, linear, t))).toEqual([0, 2, 2, 0]);
    const onClock = { kind: "pieces", in: "u", at: [0, Math.LN2], w: [5, 6] } as const;
    expect([0.51, 0.5].map((t) => weightAt(onClock, linear, t))).toEqual([5, 6]);
  });

  it("takes a time within 1e-12 relative of a corner for the corner, rounding being what it is", () => {
    const pieces = { kind: "pieces", in: "t", at: [1, 0.3], w: [5, 6] } as const;
    expect(1 - 0.7).not.toBe(0.3);
    expect(weightAt(pieces, linear, 1 - 0.7)).toBe(6);
    expect(weightAt(pieces, linear, 0.3 * (1 + 2e-12))).toBe(5);
    const onClock = { kind: "pieces", in: "u", at: [0, 2], w: [5, 6] } as const;
    expect(weightAt(onClock, linear, Math.exp(-2 * (1 - 5e-13)))).toBe(6);
    expect(weightAt(onClock, linear, Math.exp(-2 * (1 - 5e-12)))).toBe(5);
  });
});
