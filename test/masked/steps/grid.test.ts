import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise } from "../../../src/masked/noise.ts";
import { type GridSpec, timeGrid } from "../../../src/masked/steps/grid.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { noises } from "./stepped.ts";

const linear = noise({ schedule: "linear" });

describe("unmaskRate", () => {
  it.each(noises)("of $spec is the finite difference of log m", ({ spec }) => {
    const { maskedFraction, unmaskRate } = noise(spec);
    for (const t of [0.01, 0.2, 0.5, 0.83, 0.999]) {
      const h = 1e-4 * Math.min(t, 1 - t);
      const difference = (Math.log(maskedFraction(t + h)) - Math.log(maskedFraction(t - h))) / (2 * h);
      // Truncation h²/t² relative, rounding 1e-16/(h β).
      expectClose(unmaskRate(t), difference, { relative: 1e-7, absolute: 1e-8 });
    }
    expect(unmaskRate(0)).toBe(Infinity);
  });

  it("has closed forms: linear 1/t, cosine (π/2) cot(πt/4), polynomial n/t, ou T e^{−tT}/(1 − e^{−tT})", () => {
    expect(linear.unmaskRate(0.25)).toBe(4);
    expectClose(noise({ schedule: "cosine" }).unmaskRate(1), Math.PI / 2, { relative: 1e-15 });
    expect(noise({ schedule: "polynomial", power: 3 }).unmaskRate(0.5)).toBe(6);
    const left = Math.exp(-0.6 * 5);
    expectClose(noise({ schedule: "ou", horizon: 5 }).unmaskRate(0.6), (5 * left) / (1 - left), { relative: 1e-14 });
  });
});

describe("timeGrid", () => {
  it("is even in t from 1 to the end", () => {
    const steps = timeGrid({ steps: 10 }, linear);
    expect(steps.map(({ s }) => s)).toEqual([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0]);
    const early = timeGrid({ steps: 3, end: 0.1 }, linear);
    expectClose(
      early.map(({ t }) => t),
      [1, 0.7, 0.4],
      { absolute: 1e-15 },
    );
    expect(early[2].s).toBe(0.1);
  });

  it("gives m and β at the start, m and u at the end, and t − s", () => {
    const [first, second] = timeGrid({ grid: [1, 0.5, 0.125] }, noise({ schedule: "polynomial", power: 2 }));
    const exact = { t: 0.5, s: 0.125, maskedT: 0.25, maskedS: 1 / 64, unmaskRate: 4, delta: 0.375, clockS: 6 * Math.LN2 };
    expect(first).toEqual(expect.objectContaining({ t: 1, maskedT: 1, maskedS: 0.25, unmaskRate: 2 }));
    expect(second).toEqual({ ...exact, clockS: expect.closeTo(exact.clockS, 12) });
  });

  it("joins its steps, falls strictly, and is exact at both ends under every noise", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...noises),
        fc.integer({ min: 1, max: 200 }),
        fc.constantFrom(0, 1e-3, 0.5, 0.999),
        ({ spec }, steps, end) => {
          const grid = timeGrid({ steps, end }, noise(spec));
          expect(grid.length).toBe(steps);
          expect(grid[0]).toEqual(expect.objectContaining({ t: 1, maskedT: 1 }));
          expect(grid[steps - 1].s).toBe(end);
          if (end === 0) expect(grid[steps - 1]).toEqual(expect.objectContaining({ maskedS: 0, clockS: Infinity }));
          grid.forEach((step, n) => {
            expect(step.s).toBeLessThan(step.t);
            expect(step.unmaskRate).toBeLessThan(Infinity);
            if (n > 0) expect([step.t, step.maskedT]).toEqual([grid[n - 1].s, grid[n - 1].maskedS]);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each<[GridSpec, string]>([
    [{}, "sampler.steps must be an integer of at least 1, got nothing"],
    [{ steps: 0 }, "sampler.steps must be an integer of at least 1, got 0"],
    [{ steps: 2.5 }, "sampler.steps must be an integer of at least 1, got 2.5"],
    [{ steps: Number.NaN }, "sampler.steps must be an integer of at least 1, got NaN"],
    [{ steps: 4, end: 1 }, "sampler.end must be from 0 to below 1 (t), got 1"],
    [{ steps: 4, end: -0.1 }, "sampler.end must be from 0 to below 1 (t), got -0.1"],
    [{ steps: 4, end: Number.NaN }, "sampler.end must be from 0 to below 1 (t), got NaN"],
    [{ steps: 2, grid: [1, 0.5, 0] }, "sampler.steps must be left out where sampler.grid is given, got 2"],
    [{ grid: [1] }, "sampler.grid must be a list of at least two times, got [1]"],
    [{ grid: [] }, "sampler.grid must be a list of at least two times, got []"],
    [{ grid: [0.9, 0] }, "sampler.grid[0] must be 1, where sampling starts, got 0.9"],
    [{ grid: [1, 0.5, 0.5, 0] }, "sampler.grid[2] must be at least 0 and below the entry before it (0.5), got 0.5"],
    [{ grid: [1, 1] }, "sampler.grid[1] must be at least 0 and below the entry before it (1), got 1"],
    [{ grid: [1, 0.5, -0.1] }, "sampler.grid[2] must be at least 0 and below the entry before it (0.5), got -0.1"],
    [{ grid: [1, Number.NaN] }, "sampler.grid[1] must be at least 0 and below the entry before it (1), got NaN"],
    [{ grid: [1, 0.5], end: 0 }, "sampler.end must be the last entry of sampler.grid (0.5), or left out, got 0"],
  ])("refuses %j", (spec, message) => {
    expect(() => timeGrid(spec, linear)).toThrow(BadInput);
    expect(() => timeGrid(spec, linear)).toThrow(message);
  });

  it("takes a grid whose end is named too", () => {
    expect(timeGrid({ grid: [1, 0.5], end: 0.5 }, linear).length).toBe(1);
  });
});
