import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { noise } from "../../../src/masked/noise.ts";
import { weightOnClock, weightWindows } from "../../../src/masked/sampling/weightOnClock.ts";
import { weightAt } from "../../../src/masked/steps/weightAt.ts";
import { expectClose } from "../../../testing/close.ts";

const schedules: readonly WeightSchedule[] = [
  { kind: "constant", w: 2 },
  { kind: "pieces", in: "u", at: [0, 0.3, 0.8], w: [0, 4, -0.5] },
  { kind: "interval", in: "t", w: 3, from: 0.8, to: 0.2 },
  { kind: "linear", in: "t", start: -0.5, end: 6, from: 1, to: 0 },
  { kind: "cosine", in: "log-snr", start: 5, end: 0, from: -2, to: 3 },
  { kind: "ramp-down", in: "u", w: 3, from: 0.1, to: 40 },
];
const cosine = noise({ schedule: "cosine" });

describe("weightWindows", () => {
  it.each(schedules)("of %j follow one another from 0 to ∞, and the weight stays between their ends", (schedule) => {
    const windows = weightWindows(schedule, cosine);
    let from = 0;
    for (const { until, first, last, weight } of windows) {
      expect(until).toBeGreaterThan(from);
      const [low, high] = [Math.min(first, last), Math.max(first, last)];
      for (let k = 0; k < 20; k++) {
        const w = weight(until === Infinity ? from + k : from + ((until - from) * (k + 0.5)) / 20);
        expect(w).toBeGreaterThanOrEqual(low - 1e-12);
        expect(w).toBeLessThanOrEqual(high + 1e-12);
      }
      from = until;
    }
    expect(from).toBe(Infinity);
  });

  it("keeps flat stretches whole and cuts curved ones", () => {
    expect(schedules.map((schedule) => weightWindows(schedule, cosine).length)).toEqual([1, 3, 3, 16, 18, 18]);
  });
});

describe("weightOnClock", () => {
  it.each(schedules)("of %j is the weight at the time of a clock value", (schedule) => {
    const weight = weightOnClock(schedule, cosine);
    for (const u of [1e-9, 0.05, 0.29, 0.31, 0.7, 0.9, 2.5, 7, 60]) {
      expectClose(weight(u), weightAt(schedule, cosine, cosine.time(u)), { absolute: 1e-9 });
    }
  });

  it("takes the new value where w jumps", () => {
    expect(weightOnClock(schedules[1], cosine)(0.3)).toBe(4);
  });
});
