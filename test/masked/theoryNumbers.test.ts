/** @file The numbers that THEORY and the papers give, by this code. */
import { describe, expect, it } from "vitest";
import { dynamics } from "../../src/masked/dynamics.ts";
import { lawAtClock } from "../../src/masked/lawAtClock.ts";
import { completePart } from "../../src/masked/marginalCube.ts";
import { pairCubes } from "../../src/masked/pairCubes.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { pairOf } from "../../src/worlds/masked/mixture.ts";
import { cubes, randomDirichlet } from "../../src/worlds/masked/presets.ts";
import { expectClose } from "../../testing/close.ts";
import { digitsOf } from "../../testing/rowMajor.ts";

describe("two 3×3 squares that overlap in one cell, at u = ln 2", () => {
  const pair = pairOf(cubes({ side: 3, length: 2, overlap: 1 }), "z1");
  const tv = (w: number): number => stillMasked(dynamics(pairCubes(pair), "rates", w), Math.LN2).probability;

  it.each([
    [0, 0.75],
    [1, 0.644],
    [2, 0.557],
    [4, 0.508],
    [8, 0.5005],
    [16, 0.5],
  ])("w = %d: TV(law_u, law_∞) = %d, to the digits of THEORY §1", (w, expected) => {
    const digits = expected === 0.5005 ? 5e-5 : 5e-4;
    expectClose(tv(w), expected, { absolute: digits });
  });

  it("tends to m = ½ and not double-exponentially: TV − ½ falls by about 2 per unit of w", () => {
    for (const w of [8, 12, 16, 20]) expect((tv(w) - 0.5) / (tv(w + 1) - 0.5)).toBeLessThan(2.5);
    expectClose(tv(60), 0.5, { absolute: 1e-11 });
  });

  it("is the distance of the laws themselves", () => {
    for (const w of [1, 4]) {
      const process = dynamics(pairCubes(pair), "rates", w);
      const now = lawAtClock(process, Math.LN2);
      const complete = completePart(process.space, now);
      const masked = 1 - complete.reduce((a, b) => a + b);
      expectClose(totalVariation([...complete, masked], [...terminalLaw(process), 0]), tv(w), { absolute: 1e-11 });
    }
  });

  it("under `tokens` stays at 3/4 for every w", () => {
    for (const w of [0, 1, 16])
      expectClose(stillMasked(dynamics(pairCubes(pair), "tokens", w), Math.LN2).probability, 0.75, { relative: 1e-12 });
  });
});

describe("full-support random classes", () => {
  it("fall towards 0 with w, far below ½ at w = 16", () => {
    const pair = pairOf(randomDirichlet({ alphabet: 5, length: 2, classes: 2, concentration: 1, seed: 0 }), "z1");
    const tv = (w: number): number => stillMasked(dynamics(pairCubes(pair), "rates", w), Math.LN2).probability;
    expectClose(tv(0), 0.75, { relative: 1e-10 });
    expect(tv(16)).toBeLessThan(0.2);
    expect(tv(32)).toBeLessThan(tv(16) ** 1.5);
  });
});

describe("claim D8: overlapping cubes in 5 dimensions, target {2,3,4}^5, grouped by the number of shared coordinates", () => {
  const pair = pairOf(cubes({ side: 3, length: 5, overlap: 1 }), "z2");

  /** Mean probability of a state with n coordinates equal to 2, in 1e-3, n = 0 … 5. */
  function byShared(law: Float64Array): number[] {
    const sums = new Array<number>(6).fill(0);
    const counts = new Array<number>(6).fill(0);
    law.forEach((value, x) => {
      const tokens = digitsOf(x, 5, 5);
      if (!tokens.every((token) => token >= 2)) return;
      const shared = tokens.filter((token) => token === 2).length;
      sums[shared] += value;
      counts[shared]++;
    });
    expect(counts).toEqual([32, 80, 80, 40, 10, 1]);
    return sums.map((value, n) => (1000 * value) / counts[n]);
  }

  it.each([
    [1, [4.938, 4.543, 4.03, 3.326, 2.277, 0.32]],
    [2, [5.487, 4.755, 3.902, 2.886, 1.639, 0.017]],
  ])("w = %d: %j", (w, expected) => {
    const law = terminalLaw(dynamics(pairCubes(pair), "rates", w));
    expectClose(byShared(law), expected, { absolute: 5e-4 });
  });

  it("w = 0: 1000/243 each; and the row of w = 1 is rejected for w = 1.01 (negative control)", () => {
    const law = (w: number): Float64Array => terminalLaw(dynamics(pairCubes(pair), "rates", w));
    expectClose(byShared(law(0)), new Array<number>(6).fill(1000 / 243), { relative: 1e-13 });
    const worst = (row: number[]): number =>
      Math.max(...row.map((value, n) => Math.abs(value - [4.938, 4.543, 4.03, 3.326, 2.277, 0.32][n])));
    expect(worst(byShared(law(1)))).toBeLessThan(5e-4);
    expect(worst(byShared(law(1.01)))).toBeGreaterThan(5e-4);
  });
});

describe("R3 may exceed R2: the counterexample of docs/theory/masked.md", () => {
  it("at w = 1 the cell (2,0) in R2 has factor 26/9, the cell (1,2) in R3 324/187 + 288/169", () => {
    const target = [0, 0, 1, 1, 1, 1, 1, 0, 0].map((value) => value / 5);
    const other = [0, 1, 1, 0, 1, 0, 0, 1, 0].map((value) => value / 4);
    const conditional = Float64Array.from(target);
    const pair = {
      alphabet: 3,
      length: 2,
      conditional,
      unconditional: conditional.map((value, x) => (value + other[x]) / 2),
      targetWeight: 0.5,
    };
    const process = dynamics(pairCubes(pair), "rates", 1);
    const law = terminalLaw(process);
    // law = p_c × factor / (Z1 + Z2).
    expectClose(law[2 * 3] / law[3 + 2], 26 / 9 / (324 / 187 + 288 / 169), { relative: 1e-13 });
  });
});
