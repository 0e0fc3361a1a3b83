import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openKernels } from "../../src/kernels/kernels.ts";
import { kernelCubes, kernelWorld, kernelWorldBytes } from "../../src/kernels/world.ts";
import { pairCubes } from "../../src/masked/pairCubes.ts";
import { expectClose } from "../../testing/close.ts";
import { answerOf, compiledKernels, openWorld } from "./open.ts";
import { randomPairs } from "./randomPairs.ts";

const EPS = Number.EPSILON;

describe("the cubes in the kernels' memory", () => {
  it("are those of pairCubes: sums of at most K^L positive terms in another order, logarithms to the last place", () => {
    fc.assert(
      fc.property(fc.oneof(randomPairs("plain"), randomPairs("tiny")), (pair) => {
        const expected = pairCubes(pair);
        const found = answerOf(kernelCubes(openWorld(pair)));
        // Depth-first, a sum has at most K L additions on the way of any term; so has the definition.
        const sums = 2 * pair.alphabet * pair.length * EPS;
        expectClose(found.uncond, expected.uncond, { relative: sums });
        expectClose(found.logCond, expected.logCond, { absolute: sums, relative: 2 * EPS });
        // Where the ratio leaves the range, it is a difference of logarithms up to 745.
        const differences = expected.logRatio.map((log, s) => (Math.abs(log) > 700 ? Math.abs(expected.logCond[s]) : 0));
        expectClose(found.logRatio, expected.logRatio, { absolute: 2 * sums + 4 * EPS * Math.max(...differences), relative: 2 * EPS });
      }),
      { numRuns: 150 },
    );
  });

  it("keep −∞ where Q = 0, and +∞ where P = 0 < Q", () => {
    const pair = { alphabet: 2, length: 1, conditional: [1, 0], unconditional: [0, 1] };
    const { uncond, logCond, logRatio } = answerOf(kernelCubes(openWorld(pair)));
    expect([...uncond]).toEqual([0, 1, 1]);
    expect([...logCond]).toEqual([0, -Infinity, 0]);
    expect([...logRatio]).toEqual([Infinity, 0, 0]);
  });

  it("hold logarithms of ratios that no double holds: Q/P = 1/5e-324 and 1e-310", () => {
    const pair = { alphabet: 2, length: 1, conditional: [1, 1e-310], unconditional: [5e-324, 1] };
    const { logRatio } = answerOf(kernelCubes(openWorld(pair)));
    expectClose(logRatio, [-Math.log(5e-324), Math.log(1e-310), 0], { relative: 2 * EPS });
  });
});

describe("logRatios", () => {
  it("leaves the least positive Q and the bounds of the logarithms, whichever place they stand in", () => {
    const { call, memory } = openKernels(compiledKernels(), 4096);
    const base = call.heapBase();
    const cells = [
      [0.5, 0.25],
      [0.5, 1],
      [0.25, 0],
      [1, 0.125],
      [0, 0],
    ] as const;
    for (let turn = 0; turn < cells.length; turn++) {
      const turned = [...cells.slice(turn), ...cells.slice(0, turn)];
      new Float64Array(memory.buffer, base, 5).set(turned.map(([p]) => p));
      new Float64Array(memory.buffer, base + 64, 5).set(turned.map(([, q]) => q));
      call.logRatios(base, base + 64, base + 128, 5, base + 192);
      const [leastCond, least, largest] = new Float64Array(memory.buffer, base + 192, 3);
      expect(leastCond).toBe(0.125);
      expectClose([least, largest], [-3 * Math.LN2, Math.LN2], { relative: 2 * EPS });
    }
  });
});

describe("kernelWorld", () => {
  it("declines beyond 32-bit addresses, with the number of bytes, before anything is allocated", () => {
    const pair = { alphabet: 9, length: 9, conditional: [], unconditional: [] };
    expect(kernelWorldBytes(pair)).toBeGreaterThan(16e9);
    expect(kernelWorld(compiledKernels(), pair)).toEqual({
      status: "declined",
      reason: `${kernelWorldBytes(pair)} bytes of memory needed, 4294967296 are the most`,
    });
  });

  it("declines states with more children than the lists have room for", () => {
    const pair = { alphabet: 3501, length: 1, conditional: [], unconditional: [] };
    expect(kernelWorld(compiledKernels(), pair)).toEqual({ status: "declined", reason: "at most 3500 children of a state, got 3501" });
  });

  it("takes as many bytes as it says, to a page", () => {
    const pair = {
      alphabet: 2,
      length: 8,
      conditional: new Float64Array(256).fill(1 / 256),
      unconditional: new Float64Array(256).fill(1 / 256),
    };
    const world = openWorld(pair);
    const { memory } = openKernels(compiledKernels(), kernelWorldBytes(pair));
    expect(world.view(0, 1).buffer.byteLength).toBe(memory.buffer.byteLength);
  });
});
