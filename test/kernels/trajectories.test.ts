import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openKernels } from "../../src/kernels/kernels.ts";
import { kernelTrajectories, kernelTrajectoryClocks } from "../../src/kernels/trajectories.ts";
import { dynamics } from "../../src/masked/dynamics.ts";
import { pairCubes } from "../../src/masked/pairCubes.ts";
import { trajectories } from "../../src/masked/sampling/trajectories.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { philox } from "../../src/random/philox.ts";
import { guidanceWeight } from "../../testing/randomWorlds.ts";
import { answerOf, compiledKernels, openWorld } from "./open.ts";
import { randomPairs } from "./randomPairs.ts";

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("philoxFill", () => {
  it("writes the blocks of the definition, for any key and counter, past 2^32 blocks too", () => {
    const { call, memory } = openKernels(compiledKernels(), 1024);
    const out = call.heapBase();
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.oneof(word, fc.constant(2 ** 32 - 2)), ([k0, k1, index, upper], first) => {
        call.philoxFill(k0, k1, index, upper, first, 4, out);
        const found = new Uint32Array(memory.buffer, out, 16);
        for (let j = 0; j < 4; j++) {
          expect([...found.subarray(4 * j, 4 * j + 4)]).toEqual([...philox([(first + j) >>> 0, 0, index, upper], [k0, k1])]);
        }
      }),
    );
  });
});

describe("kernelTrajectories", () => {
  it("end where those of the definition end, rules rates and tokens, zeros included", () => {
    fc.assert(
      fc.property(randomPairs("plain"), fc.constantFrom("rates", "tokens"), guidanceWeight, fc.nat(), (pair, rule, w, seed) => {
        const expected = trajectories(dynamics(pairCubes(pair), rule, w), { seed, count: 50, first: 3 });
        const found = answerOf(kernelTrajectories(openWorld(pair), rule, w, { seed, count: 50, first: 3 }));
        expect(found).toEqual(expected.terminal);
      }),
      { numRuns: 150 },
    );
  });

  it("reveal their sites when those of the definition do, without changing where they end", () => {
    fc.assert(
      fc.property(randomPairs("plain"), fc.constantFrom("rates", "tokens"), guidanceWeight, fc.nat(), (pair, rule, w, seed) => {
        const expected = trajectories(dynamics(pairCubes(pair), rule, w), { seed, count: 21, first: 3, clocks: true });
        const found = answerOf(kernelTrajectoryClocks(openWorld(pair), rule, w, { seed, count: 21, first: 3 }));
        expect(found.terminal).toEqual(expected.terminal);
        expected.clocks?.forEach((u, j) => {
          expect(Math.abs(found.clocks[j] / u - 1)).toBeLessThan(1e-12);
        });
        expect(found.clocks.length).toBe(21 * pair.length);
      }),
      { numRuns: 100 },
    );
  });

  it("are numbered past 2^32, and across it, as the definition's are", () => {
    const pair = { alphabet: 3, length: 2, conditional: law(9), unconditional: law(9), targetWeight: null };
    const draws = { seed: 1, count: 64, first: 2 ** 32 - 32 };
    const expected = trajectories(dynamics(pairCubes(pair), "rates", 1), draws);
    expect(answerOf(kernelTrajectories(openWorld(pair), "rates", 1, draws))).toEqual(expected.terminal);
  });

  it("declines what the terminal law declines", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [1, 1e-200], unconditional: [0.5, 0.5] });
    expect(kernelTrajectories(world, "rates", 3, { seed: 0, count: 1 }).status).toBe("declined");
  });

  it("refuses counts and indices that are no integers of at least 0", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [0.5, 0.5], unconditional: [0.5, 0.5] });
    for (const draws of [
      { seed: 0, count: -1 },
      { seed: 0, count: 1, first: 0.5 },
    ]) {
      const call = () => kernelTrajectories(world, "rates", 0, draws);
      expect(call).toThrow(BadInput);
      expect(call).toThrow(/(count|first) must be an integer of at least 0, got (-1|0\.5)/);
    }
  });
});

function law(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, x) => (x + 1) / ((size * (size + 1)) / 2));
}
