import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamics } from "../../src/masked/dynamics.ts";
import { pairCubes } from "../../src/masked/pairCubes.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { flow, generatorMatrix, levelAt, masterEquation } from "../../src/uniform/masterEquation.ts";
import { noisedLaw } from "../../src/uniform/noisedLaw.ts";
import { uniformLaw } from "../../src/uniform/uniformLaw.ts";
import { pairOf } from "../../src/worlds/masked/mixture.ts";
import { cubes, randomDirichlet } from "../../src/worlds/masked/presets.ts";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { reverseGenerator, reverseLaw, times } from "../../testing/uniformDiffusion.ts";
import { pairFrom } from "../masked/guided.ts";

const world = randomWorld({ maxStates: 256, zeros: false }).map((pair) => ({ ...pair, targetWeight: null }));
const dense = pairOf(randomDirichlet({ alphabet: 3, length: 2, classes: 2, concentration: 1, seed: 0 }), "z1");

const squares = pairOf(cubes({ side: 3, length: 2, overlap: 1 }), "z1");

describe("masterEquation and generatorMatrix", () => {
  it("are law · Q with the dense generator, σ dx for −d ln α, for w from −1 to 8", () => {
    fc.assert(
      fc.property(world, guidanceWeight, fc.double({ min: -5, max: 5, noNaN: true }), (pair, w, x) => {
        const level = levelAt(x);
        const law = noisedLaw(pair, pair.unconditional, () => ({ kept: 0.5, noise: 0.5 }));
        const found = new Float64Array(law.length);
        masterEquation(pair, w)(x, law, found);
        const generator = reverseGenerator(pair, w, level).map((rate) => rate * level.noise);
        const largest = generator.reduce((a, b) => Math.max(a, Math.abs(b)), 1e-3);
        expectClose(found, times(law, generator), { absolute: 1e-12 * largest });
        const matrix = new Float64Array(law.length ** 2);
        generatorMatrix(pair, w)(x, matrix);
        expectClose(
          matrix,
          generator.map((_, e) => generator[(e % law.length) * law.length + Math.floor(e / law.length)]),
          { absolute: 1e-12 * largest },
        );
        const leaving = law.reduce((sum, mass, s) => sum - mass * generator[s * law.length + s], 0);
        expectClose(flow(pair, w, x, law), leaving, { absolute: 1e-12 * largest });
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the total: the slopes sum to 0", () => {
    const out = new Float64Array(9);
    masterEquation(dense, 3)(1, new Float64Array(9).fill(1 / 9), out);
    expectClose(
      out.reduce((a, b) => a + b),
      0,
      { absolute: 1e-14 },
    );
  });
});

describe("levelAt", () => {
  it("has ln(α/σ) = x and keeps the digits of the smaller one, at x = −30, 0, 30", () => {
    for (const x of [-30, 0, 30]) {
      const { kept, noise } = levelAt(x);
      expectClose(Math.log(kept) - Math.log(noise), x, { absolute: 1e-14 });
      expectClose(Math.min(kept, noise), 1 / (1 + Math.exp(Math.abs(x))), { relative: 1e-15 });
    }
  });
});

describe("uniformLaw", () => {
  it("at w = 0 is the conditional law, at w = −1 the unconditional, noised to the end, within its stated error; zeros included", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), fc.constantFrom(0, -1), (world, w) => {
        const pair = { ...world, targetWeight: null };
        const wanted = w === 0 ? pair.conditional : pair.unconditional;
        const { law, error, remaining, status, end } = uniformLaw(pair, w);
        expect([status, end]).toEqual(["done", 1e-8]);
        expect(error).toBeLessThan(1.1e-9);
        expect(
          totalVariation(
            law,
            noisedLaw(pair, wanted, () => ({ kept: 1 - 1e-8, noise: 1e-8 })),
          ),
        ).toBeLessThanOrEqual(error);
        expect(totalVariation(law, wanted)).toBeLessThanOrEqual(remaining + error);
      }),
      { numRuns: 15 },
    );
  });

  it("for w from −1 to 2 is what dense matrices and fixed Runge-Kutta steps on another axis give, within 1e-7", () => {
    for (const w of [-1, -0.5, 0, 0.5, 2]) {
      const age = 0.01;
      const { law } = uniformLaw(dense, w, { end: -Math.expm1(-age) });
      expectClose(law, reverseLaw(dense, w, age, 1200), { absolute: 1e-7 });
    }
  });

  it("has a stated error that covers what a hundred times the tolerance changes", () => {
    for (const method of ["explicit", "implicit"] as const) {
      const coarse = uniformLaw(dense, 2, { tolerance: 1e-5, method });
      const fine = uniformLaw(dense, 2, { tolerance: 1e-7, method });
      expect(totalVariation(coarse.law, fine.law)).toBeLessThanOrEqual(coarse.error + fine.error);
      expect(coarse.error).toBeLessThanOrEqual(1.1e-5);
      expect(coarse.steps).toBeLessThan(fine.steps);
    }
  });

  it("sums to 1, and `remaining` covers how far the end is from σ = 0, not by more than a factor 5: w = 2, σ = 1e-3", () => {
    const near = uniformLaw(dense, 2, { end: 1e-9 });
    const far = uniformLaw(dense, 2, { end: 1e-3 });
    for (const { law } of [near, far]) {
      expectClose(
        law.reduce((a, b) => a + b),
        1,
        { absolute: 1e-12 },
      );
    }
    const distance = totalVariation(near.law, far.law);
    expect(distance).toBeLessThan(far.remaining);
    expect(distance).toBeGreaterThan(far.remaining / 5);
    expect(near.remaining).toBeLessThan(1e-8);
  });

  it("is not the tilted law even for one site, where the absorbing process's is", () => {
    const pair = { ...pairFrom(3, 1, [6, 3, 1], [1, 1, 1]), targetWeight: null };
    const { law } = uniformLaw(pair, 1, { end: 1e-10 });
    expect(totalVariation(law, tiltedLaw(pair, 1))).toBeGreaterThan(0.01);
  });

  it("by the implicit method is the same law as by the explicit one, within both stated errors: w = −0.5, 0, 3", () => {
    for (const w of [-0.5, 0, 3]) {
      const explicit = uniformLaw(dense, w, { method: "explicit" });
      const implicit = uniformLaw(dense, w, { method: "implicit" });
      expect(implicit.error).toBeLessThan(1.1e-7);
      expect(totalVariation(explicit.law, implicit.law)).toBeLessThanOrEqual(explicit.error + implicit.error);
    }
  });

  it("with zeros, where the explicit method still can (σ = 0.02, w = 1), is the same by both", () => {
    const [explicit, implicit] = (["explicit", "implicit"] as const).map((method) =>
      uniformLaw(squares, 1, { end: 0.02, tolerance: 1e-6, method }),
    );
    expect([explicit.status, implicit.status]).toEqual(["done", "done"]);
    expect(totalVariation(explicit.law, implicit.law)).toBeLessThanOrEqual(explicit.error + implicit.error);
  });

  it.each([
    [0, 0],
    [1, 0.0067],
    [2, 0.0064],
    [4, 0.0674],
  ])(
    "on two 3×3 squares that overlap in one cell, w = %d, reaches σ = 1e-6 and has the target's support; TV to the absorbing law",
    (w, tv) => {
      const { law, status, remaining } = uniformLaw(squares, w, { end: 1e-6, tolerance: 1e-6 });
      expect(status).toBe("done");
      const outside = law.reduce((sum, mass, x) => sum + (squares.conditional[x] === 0 ? mass : 0), 0);
      expect(outside).toBeLessThan(1e-5);
      expectClose(
        law.reduce((a, b) => a + b),
        1,
        { absolute: 1e-9 },
      );
      expect(remaining).toBeLessThan(1e-5);
      const absorbing = terminalLaw(dynamics(pairCubes(squares), "rates", w));
      expectClose(totalVariation(law, absorbing), tv, { absolute: 1e-4 });
    },
  );

  it("says so when a stiff end takes more steps than allowed, and how far it came", () => {
    const { status, end } = uniformLaw(squares, 3, { end: 1e-8, tolerance: 1e-6, mostSteps: 2000, method: "explicit" });
    expect(status).toBe("step limit");
    expect(end).toBeGreaterThan(1e-4);
  });

  it("of one token is the one sequence", () => {
    expectClose(uniformLaw({ ...pairFrom(1, 3, [1], [1]), targetWeight: null }, 2).law, [1], { absolute: 1e-15 });
  });

  it("refuses an end off (0, 1), a weight below −1, and w > 0 where p = 0 < p_c", () => {
    expect(() => uniformLaw(dense, 0, { end: 0 })).toThrow("uniformLaw: end must be a number between 0 and 1, got 0");
    expect(() => uniformLaw(dense, -2)).toThrow("guidance.w must be a finite number of at least -1, got -2");
    expect(() => uniformLaw({ ...pairFrom(2, 1, [1, 1], [1, 0]), targetWeight: null }, 1)).toThrow("world.unconditional[1] must be > 0");
  });
});
