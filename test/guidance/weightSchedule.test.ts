import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Axis,
  constantWeight,
  largestWeight,
  type Stretch,
  stretches,
  type WeightSchedule,
} from "../../src/guidance/weightSchedule.ts";
import { expectClose } from "../../testing/close.ts";

/** w at an axis value: the first stretch that lasts beyond it, in the order of sampling. */
function weightAt(schedule: WeightSchedule, x: number): number {
  const falling = schedule.kind !== "constant" && schedule.in === "t";
  const within = ({ until }: Stretch): boolean => until === null || (falling ? x > until : x < until);
  const parts = stretches(schedule);
  return (parts.find(within) ?? parts[parts.length - 1]).weight(x);
}

const corners = (schedule: WeightSchedule): readonly (number | null)[] => stretches(schedule).map(({ until }) => until);

describe("stretches of every kind, at and between the corners", () => {
  it("constant: w everywhere", () => {
    expect(corners({ kind: "constant", w: 2 })).toEqual([null]);
    expect(weightAt({ kind: "constant", w: 2 }, 0.3)).toBe(2);
  });

  it("interval: w from `from` to `to`, 0 before and after", () => {
    const schedule: WeightSchedule = { kind: "interval", in: "t", w: 2, from: 0.8, to: 0.2 };
    expect(corners(schedule)).toEqual([0.8, 0.2, null]);
    expect([1, 0.81, 0.79, 0.5, 0.21, 0.19, 0].map((t) => weightAt(schedule, t))).toEqual([0, 0, 2, 2, 2, 0, 0]);
    expect(stretches(schedule).every(({ flat }) => flat)).toBe(true);
  });

  it("linear: straight from start to end, constant beyond", () => {
    const schedule: WeightSchedule = { kind: "linear", in: "t", start: -1, end: 3, from: 0.75, to: 0.25 };
    expect([1, 0.75, 0.5, 0.375, 0.25, 0].map((t) => weightAt(schedule, t))).toEqual([-1, -1, 1, 2, 3, 3]);
    expect(stretches(schedule).map(({ flat }) => flat)).toEqual([true, false, true]);
  });

  it("cosine: start + (end − start)(1 − cos πx)/2", () => {
    const schedule: WeightSchedule = { kind: "cosine", in: "u", start: 4, end: 0, from: 1, to: 3 };
    expectClose(
      [0, 1, 1.5, 2, 2.5, 3, 9].map((u) => weightAt(schedule, u)),
      [4, 4, 4 - 2 * (1 - Math.SQRT1_2), 2, 2 * (1 - Math.SQRT1_2), 0, 0],
      { absolute: 1e-15 },
    );
  });

  it("ramp-up: 0 before, straight to w, w after; ramp-down: w before, straight to 0, 0 after", () => {
    const up: WeightSchedule = { kind: "ramp-up", in: "log-snr", w: 6, from: -1, to: 2 };
    const down: WeightSchedule = { ...up, kind: "ramp-down" };
    const at = [-5, -1, 0, 1, 2, 7];
    expectClose(
      at.map((x) => weightAt(up, x)),
      [0, 0, 2, 4, 6, 6],
      { absolute: 1e-15 },
    );
    expectClose(
      at.map((x) => weightAt(down, x)),
      [6, 6, 4, 2, 0, 0],
      { absolute: 1e-15 },
    );
  });

  it("pieces: w[k] from at[k] on, on every axis", () => {
    const t: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0.6, 0.3], w: [0, 2, 4] };
    expect([1, 0.7, 0.5, 0.31, 0.29, 0].map((x) => weightAt(t, x))).toEqual([0, 0, 2, 2, 4, 4]);
    const u: WeightSchedule = { kind: "pieces", in: "u", at: [0, 0.5], w: [1, -1] };
    expect([0, 0.49, 0.51, 100].map((x) => weightAt(u, x))).toEqual([1, 1, -1, -1]);
    // On log-SNR sampling starts at −∞, so the first weight also holds before at[0].
    const snr: WeightSchedule = { kind: "pieces", in: "log-snr", at: [-2, 3], w: [5, 6] };
    expect(corners(snr)).toEqual([3, null]);
    expect([-100, 0, 4].map((x) => weightAt(snr, x))).toEqual([5, 5, 6]);
  });

  it("leaves out stretches of no length: before t = 1 or u = 0, and after t = 0", () => {
    expect(corners({ kind: "interval", in: "t", w: 2, from: 1, to: 0 })).toEqual([0]);
    expect(corners({ kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0.5 })).toEqual([0.5, null]);
    expect(corners({ kind: "ramp-down", in: "u", w: 1, from: 0, to: 2 })).toEqual([2, null]);
    expect(corners({ kind: "pieces", in: "t", at: [1, 0.5, 0], w: [1, 2, 3] })).toEqual([0.5, 0]);
    expect(corners({ kind: "interval", in: "log-snr", w: 2, from: 0, to: 1 })).toEqual([0, 1, null]);
  });
});

describe("constantWeight", () => {
  it.each<[WeightSchedule, number | null]>([
    [{ kind: "constant", w: 3 }, 3],
    [{ kind: "linear", in: "t", start: 2, end: 2, from: 0.9, to: 0.1 }, 2],
    [{ kind: "cosine", in: "u", start: -1, end: -1, from: 0, to: 2 }, -1],
    [{ kind: "pieces", in: "t", at: [1, 0.5], w: [4, 4] }, 4],
    [{ kind: "pieces", in: "t", at: [1], w: [4] }, 4],
    [{ kind: "interval", in: "u", w: 0, from: 1, to: 2 }, 0],
    [{ kind: "interval", in: "t", w: 2, from: 1, to: 0 }, 2],
    [{ kind: "pieces", in: "t", at: [1, 0], w: [4, 5] }, 4],
    [{ kind: "interval", in: "t", w: 2, from: 1, to: 0.001 }, null],
    [{ kind: "interval", in: "t", w: 2, from: 0.999, to: 0 }, null],
    [{ kind: "linear", in: "t", start: 2, end: 3, from: 0.9, to: 0.1 }, null],
    [{ kind: "pieces", in: "u", at: [0, 700], w: [4, 5] }, null],
    [{ kind: "ramp-up", in: "t", w: 1, from: 1, to: 0 }, null],
  ])("of %j is %s", (schedule, w) => {
    expect(constantWeight(schedule)).toBe(w);
  });
});

describe("largestWeight", () => {
  const axis = fc.constantFrom<Axis>("t", "u", "log-snr");
  const w = fc.integer({ min: -4, max: 20 }).map((quarter) => quarter / 4);
  const range = fc.tuple(axis, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([on, a, b]) => {
    const [low, high] = [Math.min(a, b) / 10, (Math.max(a, b) + 0.5) / 10];
    return on === "t" ? { in: on, from: high, to: low } : { in: on, from: low, to: high };
  });
  const schedule: fc.Arbitrary<WeightSchedule> = fc.oneof(
    w.map((value) => ({ kind: "constant" as const, w: value })),
    fc.tuple(range, w).map(([ends, value]) => ({ kind: "interval" as const, w: value, ...ends })),
    fc
      .tuple(range, w, fc.constantFrom("ramp-up" as const, "ramp-down" as const))
      .map(([ends, value, kind]) => ({ kind, w: value, ...ends })),
    fc
      .tuple(range, w, w, fc.constantFrom("linear" as const, "cosine" as const))
      .map(([ends, start, end, kind]) => ({ kind, start, end, ...ends })),
    fc.tuple(w, w, w).map((list) => ({ kind: "pieces" as const, in: "t" as const, at: [1, 0.5, 0.25], w: list })),
  );

  it("is the largest value that the schedule takes", () => {
    fc.assert(
      fc.property(schedule, (drawn) => {
        const values = Array.from({ length: 2001 }, (_, k) =>
          weightAt(drawn, drawn.kind !== "constant" && drawn.in === "t" ? 1 - k / 2000 : k / 1000),
        );
        expectClose(Math.max(...values), largestWeight(drawn), { absolute: 0.02 });
        expect(Math.max(...values)).toBeLessThanOrEqual(largestWeight(drawn));
      }),
    );
  });
});

describe("stretches refuses by field and value", () => {
  const t = { in: "t" } as const;
  it.each<[WeightSchedule, string]>([
    [{ kind: "constant", w: -2 }, "guidance.w.w must be a finite number of at least -1, got -2"],
    [{ kind: "interval", ...t, w: Number.NaN, from: 0.8, to: 0.2 }, "guidance.w.w must be a finite number of at least -1, got NaN"],
    [{ kind: "ramp-up", ...t, w: -1.5, from: 0.8, to: 0.2 }, "guidance.w.w must be a finite number of at least -1, got -1.5"],
    [{ kind: "linear", ...t, start: -3, end: 0, from: 0.8, to: 0.2 }, "guidance.w.start must be a finite number of at least -1, got -3"],
    [
      { kind: "cosine", ...t, start: 0, end: Infinity, from: 0.8, to: 0.2 },
      "guidance.w.end must be a finite number of at least -1, got Infinity",
    ],
    [{ kind: "interval", ...t, w: 1, from: 0.2, to: 0.8 }, "guidance.w.to must be below guidance.w.from (0.2), got 0.8"],
    [{ kind: "interval", ...t, w: 1, from: 0.2, to: 0.2 }, "guidance.w.to must be below guidance.w.from (0.2), got 0.2"],
    [{ kind: "linear", in: "u", start: 0, end: 1, from: 2, to: 1 }, "guidance.w.to must be above guidance.w.from (2), got 1"],
    [{ kind: "ramp-down", in: "log-snr", w: 1, from: 0, to: -1 }, "guidance.w.to must be above guidance.w.from (0), got -1"],
    [{ kind: "interval", ...t, w: 1, from: 1.1, to: 0.2 }, "guidance.w.from must be from 0 to 1 (t), got 1.1"],
    [{ kind: "interval", ...t, w: 1, from: 1, to: -0.1 }, "guidance.w.to must be from 0 to 1 (t), got -0.1"],
    [{ kind: "interval", in: "u", w: 1, from: -0.1, to: 1 }, "guidance.w.from must be at least 0 (u), got -0.1"],
    [{ kind: "interval", in: "u", w: 1, from: 0, to: Infinity }, "guidance.w.to must be at least 0 (u), got Infinity"],
    [{ kind: "interval", in: "log-snr", w: 1, from: -Infinity, to: 1 }, "guidance.w.from must be finite, got -Infinity"],
    [{ kind: "pieces", ...t, at: [1, 0.5], w: [0] }, "guidance.w.w must be a list as long as guidance.w.at (2), got 1"],
    [{ kind: "pieces", ...t, at: [0.9], w: [0] }, "guidance.w.at[0] must be 1, where sampling starts, got 0.9"],
    [{ kind: "pieces", in: "u", at: [0.1], w: [0] }, "guidance.w.at[0] must be 0, where sampling starts, got 0.1"],
    [{ kind: "pieces", ...t, at: [1, 0.5, 0.5], w: [0, 1, 2] }, "guidance.w.at[2] must be below the entry before it (0.5), got 0.5"],
    [{ kind: "pieces", in: "u", at: [0, 2, 1], w: [0, 1, 2] }, "guidance.w.at[2] must be above the entry before it (2), got 1"],
    [{ kind: "pieces", ...t, at: [1, -0.5], w: [0, 1] }, "guidance.w.at[1] must be from 0 to 1 (t), got -0.5"],
    [{ kind: "pieces", in: "log-snr", at: [0, Number.NaN], w: [0, 1] }, "guidance.w.at[1] must be finite, got NaN"],
    [{ kind: "pieces", ...t, at: [1, 0.5], w: [0, -2] }, "guidance.w.w[1] must be a finite number of at least -1, got -2"],
  ])("%j: %s", (schedule, message) => {
    expect(() => stretches(schedule)).toThrow(message);
  });
});
