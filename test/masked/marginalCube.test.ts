import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lattice } from "../../src/masked/lattice.ts";
import { completePart, marginalCube } from "../../src/masked/marginalCube.ts";
import { expectClose } from "../../testing/close.ts";
import { completionMass } from "../../testing/completionMass.ts";
import { randomWorld } from "../../testing/randomWorlds.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { cubesOf } from "./guided.ts";

describe("marginalCube", () => {
  it("by hand for K = 2, L = 2: rows, columns and the total", () => {
    const cube = marginalCube(lattice(2, 2), [0.125, 0.25, 0.5, 0.125]);
    expect([...cube]).toEqual([0.125, 0.25, 0.375, 0.5, 0.125, 0.625, 0.625, 0.375, 1]);
  });

  it("is the mass of all completions of every state, and 1 when all is masked", () => {
    fc.assert(
      fc.property(randomWorld({ tiny: true, maxStates: 256 }), ({ alphabet, length, conditional }) => {
        const space = lattice(alphabet, length);
        const cube = marginalCube(space, conditional);
        const summed = cube.map((_, s) => completionMass(conditional, alphabet, digitsOf(s, length, alphabet + 1)));
        // Sums of at most 5^4 positive terms in another order.
        expectClose(cube, summed, { relative: 1e-13 });
        expectClose(cube[space.states - 1], 1, { relative: 1e-13 });
        expect(completePart(space, cube)).toEqual(conditional);
      }),
    );
  });
});

describe("pairCubes", () => {
  it("holds log Q, P and log(Q/P), with −∞ and 0 where Q = 0", () => {
    const { uncond, logCond, logRatio } = cubesOf({
      alphabet: 2,
      length: 1,
      conditional: Float64Array.of(1, 0),
      unconditional: Float64Array.of(0.25, 0.75),
    });
    expect([...uncond]).toEqual([0.25, 0.75, 1]);
    expect([...logCond]).toEqual([0, -Infinity, 0]);
    expect([...logRatio]).toEqual([Math.log(4), 0, 0]);
  });

  it("has the ratio +∞ where P = 0 < Q, and the right one where P is below the normal range", () => {
    const { logRatio } = cubesOf({
      alphabet: 3,
      length: 1,
      conditional: Float64Array.of(0.5, 0.25, 0.25),
      unconditional: Float64Array.of(0, 1e-320, 1),
    });
    expect(logRatio[0]).toBe(Infinity);
    expectClose(logRatio[1], Math.log(0.25) - Math.log(1e-320), { relative: 1e-14 });
  });

  it("gives a region private to the class one constant ratio, to the bit", () => {
    const cond = [0.1, 0.2, 0.7];
    const { logRatio } = cubesOf({
      alphabet: 4,
      length: 1,
      conditional: Float64Array.of(...cond, 0),
      unconditional: Float64Array.of(...cond.map((value) => value / 4), 0.75),
    });
    expect(new Set(logRatio.subarray(0, 3)).size).toBe(1);
  });
});
