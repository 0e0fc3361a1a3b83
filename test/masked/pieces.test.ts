import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../src/guidance/weightSchedule.ts";
import { noise } from "../../src/masked/noise.ts";
import { type Piece, weightPieces } from "../../src/masked/pieces.ts";
import { expectClose } from "../../testing/close.ts";

const linear = noise({ schedule: "linear" });
const ou = noise({ schedule: "ou", horizon: 50 });

describe("weightPieces of flat schedules", () => {
  it("of a constant is one piece without end", () => {
    expect(weightPieces({ kind: "constant", w: 2 }, linear, 1)).toEqual([{ w: 2, until: Infinity }]);
  });

  it("of an interval on t are three pieces, cut at u = −ln m(t)", () => {
    const schedule: WeightSchedule = { kind: "interval", in: "t", w: 2, from: 0.8, to: 0.2 };
    const pieces = weightPieces(schedule, linear, 1);
    expect(pieces.map(({ w }) => w)).toEqual([0, 2, 0]);
    expectClose(
      pieces.map(({ until }) => until),
      [-Math.log(0.8), -Math.log(0.2), Infinity],
      { relative: 1e-15 },
    );
    const later = weightPieces(schedule, noise({ schedule: "polynomial", power: 3 }), 1);
    expectClose(
      later.map(({ until }) => until),
      [-3 * Math.log(0.8), -3 * Math.log(0.2), Infinity],
      { relative: 1e-14 },
    );
  });

  it("on u and log-SNR keep clocks as small as they are given, and as large", () => {
    expect(weightPieces({ kind: "pieces", in: "u", at: [0, 1e-20, 800], w: [1, 2, 3] }, linear, 1)).toEqual([
      { w: 1, until: 1e-20 },
      { w: 2, until: 800 },
      { w: 3, until: Infinity },
    ]);
    expectClose(weightPieces({ kind: "pieces", in: "log-snr", at: [-99, -50], w: [1, 2] }, linear, 1)[0].until, Math.exp(-50), {
      relative: 1e-13,
    });
  });

  it("merge neighbours of equal weight, and stop where asked", () => {
    const schedule: WeightSchedule = { kind: "pieces", in: "u", at: [0, 1, 2, 3], w: [5, 5, 6, 5] };
    expect(weightPieces(schedule, linear, 1)).toEqual([
      { w: 5, until: 2 },
      { w: 6, until: 3 },
      { w: 5, until: Infinity },
    ]);
    expect(weightPieces(schedule, linear, 1, 2.5)).toEqual([
      { w: 5, until: 2 },
      { w: 6, until: 2.5 },
    ]);
    expect(weightPieces(schedule, linear, 1, 2)).toEqual([{ w: 5, until: 2 }]);
    expect(weightPieces(schedule, linear, 1, 0)).toEqual([{ w: 5, until: 0 }]);
  });
});

describe("weightPieces of curved schedules", () => {
  /** Middle of each piece on the quarter-power grid, from the masked fractions at its ends. */
  const middles = (pieces: readonly Piece[], from: number): number[] =>
    pieces.map(({ until }, k) => {
      const start = k === 0 ? from : pieces[k - 1].until;
      return ((Math.exp(-start / 4) + Math.exp(-until / 4)) / 2) ** 4;
    });

  it("are n pieces on m = (1 − j/n)⁴, with w at the middle of each, for a whole linear ramp", () => {
    const pieces = weightPieces({ kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0 }, linear, 8);
    expectClose(
      pieces.map(({ until }) => Math.exp(-until)),
      [7, 6, 5, 4, 3, 2, 1, 0].map((j) => (j / 8) ** 4),
      { absolute: 1e-15 },
    );
    const [first, ...rest] = middles(pieces, 0).map((m) => 3 * (1 - m));
    expectClose(
      pieces.map(({ w }) => w),
      [first, ...rest],
      { absolute: 1e-14 },
    );
  });

  it("between flat ends have n pieces between m₀ and m₁", () => {
    const pieces = weightPieces({ kind: "cosine", in: "u", start: 4, end: 1, from: 0.5, to: 2 }, linear, 4);
    expect(pieces.length).toBe(6);
    expect([pieces[0], pieces[5]]).toEqual([
      { w: 4, until: 0.5 },
      { w: 1, until: Infinity },
    ]);
    expect(pieces[4].until).toBe(2);
    const at = middles(pieces.slice(1, 5), 0.5).map((m) => (-Math.log(m) - 0.5) / 1.5);
    expectClose(
      pieces.slice(1, 5).map(({ w }) => w),
      at.map((x) => 4 - (3 * (1 - Math.cos(Math.PI * x))) / 2),
      { absolute: 1e-14 },
    );
  });

  it("are cut at `stop`, so that every piece keeps w at its middle", () => {
    const pieces = weightPieces({ kind: "linear", in: "t", start: 0, end: 3, from: 1, to: 0 }, linear, 4, 0.7);
    expect(pieces.length).toBe(4);
    expect(pieces[3].until).toBe(0.7);
    expectClose(
      pieces.map(({ w }) => w),
      middles(pieces, 0).map((m) => 3 * (1 - m)),
      { absolute: 1e-14 },
    );
  });

  it("stay in range next to t = 1 of a long horizon, where the clock is far below 1e-16", () => {
    for (const to of [0.999, 0.95, 0.9, 0.8]) {
      const pieces = weightPieces({ kind: "linear", in: "t", start: 0, end: 3, from: 1, to }, ou, 64);
      expect(pieces.length).toBe(65);
      pieces.forEach(({ w, until }, k) => {
        expect(w > 0 && w <= 3).toBe(true);
        if (k > 0) expect(until).toBeGreaterThan(pieces[k - 1].until);
      });
    }
  });

  it("run deep into the clock: a ramp on u from 700 to 900", () => {
    const pieces = weightPieces({ kind: "ramp-up", in: "u", w: 2, from: 700, to: 900 }, linear, 4);
    expect(pieces.length).toBe(10);
    expect(pieces.every(({ w }) => w >= 0 && w <= 2)).toBe(true);
    expect(pieces.at(-2)?.until).toBe(900);
  });

  it("take n more even pieces past a clock of 8, where little is left but may be asked for", () => {
    const pieces = weightPieces({ kind: "linear", in: "u", start: 0, end: 5, from: 0, to: 48 }, linear, 4);
    expect(pieces.length).toBe(9);
    expectClose(
      pieces.slice(3, 8).map(({ until }) => until),
      [8, 18, 28, 38, 48],
      { relative: 1e-15 },
    );
    expectClose(
      pieces.slice(4, 8).map(({ w }) => w),
      [13, 23, 33, 43].map((u) => (5 * u) / 48),
      { relative: 1e-14 },
    );
  });

  it("have clocks that increase, in number at most 2n for each curved stretch and 1 for each flat one", () => {
    const ends = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 32 }), fc.double({ min: 0.01, max: 9, noNaN: true }), ([from, more], n, stop) => {
        const schedule: WeightSchedule = { kind: "linear", in: "u", start: -0.5, end: 5, from: from / 8, to: (from + more) / 8 };
        for (const pieces of [weightPieces(schedule, linear, n), weightPieces(schedule, linear, n, stop)]) {
          expect(pieces.length).toBeLessThanOrEqual(2 * n + 2);
          pieces.forEach(({ until }, k) => {
            expect(until).toBeGreaterThan(k === 0 ? 0 : pieces[k - 1].until);
          });
        }
        expect(weightPieces(schedule, linear, n, stop).at(-1)?.until).toBe(stop);
        expect(weightPieces(schedule, linear, n).at(-1)?.until).toBe(Infinity);
      }),
    );
  });
});
