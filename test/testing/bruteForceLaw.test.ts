import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bruteForceLaw, permutations } from "../../testing/bruteForceLaw.ts";
import { expectClose, worst } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { lawAtClock } from "../../testing/matrixExponential.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf, rowMajor } from "../../testing/rowMajor.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { twoSiteLaw } from "../../testing/twoSiteLaw.ts";

const rules = ["rates", "tokens", "oracle"] as const;
// c · ε with c = 400: at most 24 orders of 4 jump probabilities, each a ratio of sums of up to 625 terms and a power w ≤ 8.
const rounding = { relative: 1e-13, absolute: 1e-250 };

const pair: LawPair = {
  alphabet: 2,
  length: 2,
  conditional: Float64Array.of(1 / 4, 1 / 4, 0, 1 / 2),
  unconditional: Float64Array.of(1 / 8, 1 / 8, 1 / 4, 1 / 2),
};

describe("bruteForceLaw", () => {
  it("by rule `rates` at w = 1 is [40, 57, 0, 47] / 144 by hand", () => {
    // q of site 0 is [1, 1/3], of site 1 [1/6, 9/10], in total 12/5. Site 0 first: 5/12 · [1/2, 1/2] and 5/36 · [0, 1].
    // Site 1 first: 5/72 · [1, 0] and 3/8 · [1/2, 1/2]. Sums: 5/24 + 5/72, 5/24 + 3/16, 0, 5/36 + 3/16.
    expectClose(bruteForceLaw(guidedChain(pair, 1, "rates")), [40 / 144, 57 / 144, 0, 47 / 144], { relative: 1e-14 });
  });

  it("by rule `tokens` at w = 1 is [34, 51, 0, 43] / 128 by hand", () => {
    // Site 0 first (½): [3/4, 1/4] then [1/2, 1/2], [0, 1]. Site 1 first (½): [5/32, 27/32] then [1, 0], [1/2, 1/2].
    expectClose(bruteForceLaw(guidedChain(pair, 1, "tokens")), [34 / 128, 51 / 128, 0, 43 / 128], { relative: 1e-14 });
  });

  it.each(rules)("by rule `%s` is a probability law", (rule) => {
    fc.assert(
      fc.property(randomWorld({ tiny: true }), guidanceWeight, (world, w) => {
        const law = bruteForceLaw(guidedChain(world, w, rule));
        expect(law.every((value) => value >= 0)).toBe(true);
        expectClose(
          law.reduce((sum, value) => sum + value, 0),
          1,
          { relative: 1e-12 },
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each(rules)("of one site, by rule `%s`, is the tilted law", (rule) => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 6, tiny: true }), guidanceWeight, (world, w) => {
        expectClose(bruteForceLaw(guidedChain(world, w, rule)), tiltedLaw(world, w), rounding);
      }),
    );
  });

  it("by rule `oracle` is the tilted law for any number of sites", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 700, tiny: true }), guidanceWeight, (world, w) => {
        expectClose(bruteForceLaw(guidedChain(world, w, "oracle")), tiltedLaw(world, w), rounding);
      }),
      { numRuns: 50 },
    );
  });

  it.each(["rates", "tokens"] as const)("by rule `%s` is the conditional at w = 0 and the unconditional at w = -1", (rule) => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 700, tiny: true }), (world) => {
        expectClose(bruteForceLaw(guidedChain(world, 0, rule)), world.conditional, rounding);
        expectClose(bruteForceLaw(guidedChain(world, -1, rule)), world.unconditional, rounding);
      }),
      { numRuns: 30 },
    );
  });

  it("of two sites by rule `rates` is the closed form of 2506.10971, Theorem 3.2", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [2], maxStates: 36, tiny: true }), guidanceWeight, (world, w) => {
        expectClose(bruteForceLaw(guidedChain(world, w, "rates")), twoSiteLaw(world, w), rounding);
      }),
    );
  });

  it("is rejected against that closed form for a wrong w, the other rule, or swapped sites", () => {
    const right = twoSiteLaw(pair, 1);
    const tolerances = { absolute: 1e-4 };
    const swap = (law: Float64Array): Float64Array => law.map((_, index) => law[rowMajor(digitsOf(index, 2, 2).reverse(), 2)]);
    const swapped = { ...pair, conditional: swap(pair.conditional), unconditional: swap(pair.unconditional) };
    expect(worst(bruteForceLaw(guidedChain(pair, 1, "rates")), right, tolerances).ok).toBe(true);
    expect(worst(bruteForceLaw(guidedChain(pair, 1.01, "rates")), right, tolerances).ok).toBe(false);
    expect(worst(bruteForceLaw(guidedChain(pair, 1, "tokens")), right, tolerances).ok).toBe(false);
    expect(worst(bruteForceLaw(guidedChain(pair, 1, "oracle")), right, tolerances).ok).toBe(false);
    expect(worst(bruteForceLaw(guidedChain(swapped, 1, "rates")), right, tolerances).ok).toBe(false);
    expect(worst(swap(bruteForceLaw(guidedChain(swapped, 1, "rates"))), right, tolerances).ok).toBe(true);
  });

  it.each(rules)("by rule `%s` is the limit of the matrix exponential at a large clock", (rule) => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), guidanceWeight, (world, w) => {
        const chain = guidedChain(world, w, rule);
        const process = generator(chain);
        const waits = process.entries.filter((rate) => rate < 0);
        // After 60 mean waits of the slowest state a mask is left with probability below 60^3 e^-60 < 1e-20.
        const law = lawAtClock(process, allMasked(process.size), 60 / Math.min(...waits.map((rate) => -rate)));
        const terminal = bruteForceLaw(chain);
        const limit = terminal.map((_, index) => law[rowMajor(digitsOf(index, world.length, world.alphabet), world.alphabet + 1)]);
        expectClose(terminal, limit, { absolute: 1e-12 });
      }),
      { numRuns: 40 },
    );
  });
});

describe("permutations", () => {
  it("lists each of the n! orders once", () => {
    expect(permutations([0, 1])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(new Set(permutations([0, 1, 2, 3]).map(String)).size).toBe(24);
    expect(permutations([])).toEqual([[]]);
  });
});
