import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose, worst } from "../../testing/close.ts";
import { allMasked, type Generator, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { lawAtClock, matrixExponential } from "../../testing/matrixExponential.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { twoSiteLaw, twoSiteMasked } from "../../testing/twoSiteLaw.ts";

/** Generator from rates [from, to, rate]. */
function fromRates(size: number, rates: readonly (readonly [number, number, number])[]): Generator {
  const entries = new Float64Array(size * size);
  for (const [from, to, rate] of rates) {
    entries[from * size + to] += rate;
    entries[from * size + from] -= rate;
  }
  return { size, entries };
}

/** Random acyclic generator with rates from 1e-8 to 1e8 and about half of the jumps missing. */
function randomAcyclic(size: number, rng: () => number): Generator {
  const rates: [number, number, number][] = [];
  for (let from = 1; from < size; from++) {
    for (let to = 0; to < from; to++) if (rng() < 0.5) rates.push([from, to, 10 ** (16 * rng() - 8)]);
  }
  return fromRates(size, rates);
}

const lawOf = (pair: LawPair, w: number, u: number): Float64Array => {
  const process = generator(guidedChain(pair, w, "rates"));
  return lawAtClock(process, allMasked(process.size), u);
};

/** The masked entries of a two-site law, in the order of `twoSiteMasked`: [M, M], then [x1, M], then [M, x2]. */
function maskedEntries(law: Float64Array, alphabet: number): number[] {
  const base = alphabet + 1;
  const tokens = Array.from({ length: alphabet }, (_, token) => token);
  return [law[law.length - 1], ...tokens.map((x1) => law[x1 * base + alphabet]), ...tokens.map((x2) => law[alphabet * base + x2])];
}
const closedForm = (pair: LawPair, w: number, u: number): number[] => {
  const { both, secondMasked, firstMasked } = twoSiteMasked(pair, w, u);
  return [both, ...secondMasked, ...firstMasked];
};

// One token private to the target, of weight 0.01: Z = 100^w, 1e8 at w = 4.
const rare = { alphabet: 2, length: 1, conditional: Float64Array.of(1, 0), unconditional: Float64Array.of(0.01, 0.99) };
// Two sites, dense, target of weight about 0.01: rates from 1 to about 1e8 at w = 4.
const dense = {
  alphabet: 2,
  length: 2,
  conditional: Float64Array.of(0.6, 0.3, 0.08, 0.02),
  unconditional: Float64Array.of(0.006, 0.009, 0.485, 0.5),
};

describe("matrixExponential", () => {
  it.each([0, 1, 2, 4])("of one site keeps the mask with probability e^{-Zu} down to 1e-200, to relative 1e-12 (w = %d)", (w) => {
    const z = 100 ** w;
    for (const exponent of [1e-6, 1, 46, 460.5]) {
      expectClose(lawOf(rare, w, exponent / z)[2], Math.exp(-exponent), { relative: 1e-12 });
    }
    expect(lawOf(rare, w, 460.5 / z)[2]).toBeLessThan(1e-199);
  });

  it("of two sites matches the closed form of every masked state, from 1 down to 1e-200, with rates up to 1e8, to relative 1e-10", () => {
    for (const w of [-1, -0.5, 0, 1, 2.5, 4]) {
      for (const u of [1e-9, 1e-6, 1e-3, 0.1, 1, 5, 50, 230]) {
        const law = lawOf(dense, w, u);
        expectClose(maskedEntries(law, 2), closedForm(dense, w, u), { relative: 1e-10, absolute: 1e-295 });
      }
    }
    expect(Math.min(...maskedEntries(lawOf(dense, 0, 230), 2))).toBeLessThan(1e-199);
    expect(-generator(guidedChain(dense, 4, "rates")).entries[80]).toBeGreaterThan(1e7);
  });

  it("is rejected against that closed form for a wrong w, a wrong clock or swapped sites, even at 1e-200", () => {
    const tolerances = { relative: 1e-10 };
    const right = closedForm(dense, 0.5, 100);
    const swapped = {
      ...dense,
      conditional: Float64Array.of(0.6, 0.08, 0.3, 0.02),
      unconditional: Float64Array.of(0.006, 0.485, 0.009, 0.5),
    };
    expect(worst(maskedEntries(lawOf(dense, 0.5, 100), 2), right, tolerances).ok).toBe(true);
    expect(worst(maskedEntries(lawOf(dense, 0.5 + 1e-10, 100), 2), right, tolerances).ok).toBe(false);
    expect(worst(maskedEntries(lawOf(dense, 0.5, 100 + 1e-8), 2), right, tolerances).ok).toBe(false);
    expect(worst(maskedEntries(lawOf(swapped, 0.5, 100), 2), right, { relative: 0.01 }).ok).toBe(false);
  });

  it("of random two-site worlds matches the closed form", () => {
    fc.assert(
      fc.property(
        randomWorld({ lengths: [2], maxStates: 36 }),
        guidanceWeight,
        fc.integer({ min: 0, max: 2000 }),
        (world, w, hundredths) => {
          const u = hundredths / 100;
          expectClose(maskedEntries(lawOf(world, w, u), world.alphabet), closedForm(world, w, u), { relative: 1e-10, absolute: 1e-290 });
        },
      ),
    );
  });

  it("of two sites at a large clock is 2506.10971, Theorem 3.2", () => {
    const law = lawOf(dense, 2, 60);
    expectClose([law[0], law[1], law[3], law[4]], twoSiteLaw(dense, 2), { relative: 1e-12 });
  });

  it("of a chain of three waits matches the hypoexponential law, with rates 1, 1e4 and 1e8", () => {
    const chain = fromRates(4, [
      [3, 2, 1e8],
      [2, 1, 1e4],
      [1, 0, 1],
    ]);
    const u = 3e-8;
    const [a, b, c] = [1e8, 1e4, 1];
    const row = matrixExponential(chain, u).slice(12);
    expectClose(row[3], Math.exp(-3), { relative: 1e-14 });
    expectClose(row[2], (a * Math.exp(-b * u) * -Math.expm1(-(a - b) * u)) / (a - b), { relative: 1e-13 });
    const partial = (x: number, y: number, z: number): number => Math.exp(-x * u) / ((y - x) * (z - x));
    // The three terms, each about 1, leave 2e-4: four digits of the reference are lost.
    expectClose(row[1], a * b * (partial(a, b, c) + partial(b, a, c) + partial(c, a, b)), { relative: 1e-11 });
  });

  it("of equal rates in a row is a Poisson law, entry by entry, down to 1e-200 and for more jumps than there are series terms", () => {
    const chain = fromRates(
      31,
      Array.from({ length: 30 }, (_, to) => [to + 1, to, 1e6] as const),
    );
    for (const mean of [1e-9, 1, 500]) {
      const row = matrixExponential(chain, mean / 1e6).slice(30 * 31);
      let poisson = Math.exp(-mean);
      for (let jumps = 0; jumps < 30; jumps++) {
        expectClose(row[30 - jumps], poisson, { relative: 1e-12, absolute: 1e-300 });
        poisson *= mean / (jumps + 1);
      }
    }
  });

  it.each([0.01, 1, 5])("has the semigroup property to relative 1e-10 in every entry (u = %d)", (u) => {
    const process = randomAcyclic(12, namedRng("semigroup"));
    const start = new Float64Array(12).fill(1 / 12);
    const inOneGo = lawAtClock(process, start, u);
    const inTwo = lawAtClock(process, lawAtClock(process, start, 0.3 * u), 0.7 * u);
    expectClose(inTwo, inOneGo, { relative: 1e-10, absolute: 1e-290 });
    const wrong = lawAtClock(process, lawAtClock(process, start, 0.3 * u), 0.71 * u);
    expect(worst(wrong, inOneGo, { relative: 1e-10, absolute: 1e-290 }).ok).toBe(false);
  });

  it("conserves mass and never goes negative", () => {
    const rng = namedRng("conserves mass");
    for (let trial = 0; trial < 20; trial++) {
      const matrix = matrixExponential(randomAcyclic(8, rng), 10 ** (6 * rng() - 3));
      expect(matrix.every((value) => value >= 0)).toBe(true);
      for (let from = 0; from < 8; from++) {
        const sum = matrix.subarray(from * 8, from * 8 + 8).reduce((partial, value) => partial + value, 0);
        expectClose(sum, 1, { relative: 1e-12 });
      }
    }
  });

  it("gives the total variations of two 3 by 3 squares that share a cell (THEORY §1, caveat)", () => {
    const inside = (low: number) =>
      Float64Array.from({ length: 25 }, (_, index) =>
        Math.min(Math.floor(index / 5), index % 5) >= low && Math.max(Math.floor(index / 5), index % 5) < low + 3 ? 1 / 9 : 0,
      );
    const conditional = inside(0);
    const other = inside(2);
    const squares = { alphabet: 5, length: 2, conditional, unconditional: conditional.map((value, index) => (value + other[index]) / 2) };
    const variations = [0, 1, 2, 4, 8, 16].map((w) => maskedEntries(lawOf(squares, w, Math.LN2), 5).reduce((sum, value) => sum + value, 0));
    expectClose(variations, [0.75, 0.644, 0.557, 0.508, 0.5005, 0.5], { absolute: 5e-4 });
  });

  it("at u = 0, and of a generator without jumps, is the identity", () => {
    expect([...matrixExponential(fromRates(2, [[1, 0, 7]]), 0)]).toEqual([1, 0, 0, 1]);
    expect([...matrixExponential(fromRates(2, []), 5)]).toEqual([1, 0, 0, 1]);
  });

  it("refuses a bad clock or generator by name and value", () => {
    const process = fromRates(2, [[1, 0, 7]]);
    expect(() => matrixExponential(process, -1)).toThrow(
      "matrixExponential: u must be finite, non-negative and at most 1e+200 / 7, got -1",
    );
    expect(() => matrixExponential(process, Number.NaN)).toThrow("got NaN");
    expect(() => matrixExponential(fromRates(2, []), Infinity)).toThrow("got Infinity");
    expect(() => matrixExponential(fromRates(2, [[0, 1, 7]]), 1)).toThrow("must be lower triangular, got 7 at [0, 1]");
    expect(() => matrixExponential(fromRates(2, [[1, 0, -7]]), 1)).toThrow("must be finite and non-negative, got -7 at [1, 0]");
    expect(() => matrixExponential({ size: 2, entries: new Float64Array(3) }, 1)).toThrow("entries must have length 4, got 3");
    expect(() => matrixExponential({ size: 2, entries: Float64Array.of(0, 0, 7, -6) }, 1)).toThrow("got -6 with total 7 in row 1");
    expect(() => lawAtClock(process, Float64Array.of(1), 1)).toThrow("lawAtClock: start must have length 2, got 1");
  });
});
