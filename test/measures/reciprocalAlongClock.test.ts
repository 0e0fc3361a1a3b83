import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lawAtClock } from "../../src/masked/lawAtClock.ts";
import { meanReciprocal, reciprocalSlope } from "../../src/measures/reciprocalAlongClock.ts";
import { expectClose } from "../../testing/close.ts";
import { completionMass } from "../../testing/completionMass.ts";
import { generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { type RandomWorld, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { cubesOf, guided, inForm, pairFrom } from "../masked/guided.ts";

type Paced = "rates" | "tokens";
const rule = fc.constantFrom<Paced>("rates", "tokens");
const clock = fc.integer({ min: 1, max: 24 }).map((eighth) => eighth / 8);
const positive = fc.integer({ min: 1, max: 24 }).map((eighth) => eighth / 8);

const mean = (pair: LawPair, name: Paced, w: number, u: number): number =>
  meanReciprocal(cubesOf(pair), lawAtClock(guided(pair, name, w), u));
const slope = (pair: LawPair, name: Paced, w: number, u: number): number =>
  reciprocalSlope(cubesOf(pair), guided(pair, name, w), lawAtClock(guided(pair, name, w), u));

/** A pair whose class covers all that the unconditional law can do, and one whose class misses three of nine cells. */
const covered = pairFrom(2, 2, [6, 3, 2, 1], [3, 3, 4, 2]);
const missing = pairFrom(3, 2, [4, 2, 0, 1, 3, 0, 2, 0, 1], [2, 2, 1, 1, 3, 1, 1, 2, 3]);

/** E Σ rate(S → S′)(h(S′) − h(S)) from the dense generator and sums of raw laws. */
function slopeByGenerator(pair: LawPair, name: Paced, w: number, u: number): number {
  const { size, entries } = generator(guidedChain(pair, w, name));
  const law = lawAtClock(guided(pair, name, w), u);
  const h = Array.from({ length: size }, (_, s) => {
    const state = digitsOf(s, pair.length, pair.alphabet + 1);
    return completionMass(pair.unconditional, pair.alphabet, state) / completionMass(pair.conditional, pair.alphabet, state);
  });
  let sum = 0;
  for (let s = 0; s < size; s++) {
    for (let to = 0; to < size; to++) if (entries[s * size + to] > 0) sum += law[s] * entries[s * size + to] * (h[to] - h[s]);
  }
  return sum;
}

describe("meanReciprocal", () => {
  it("is 1 at the start, and p/p_c averaged at the end", () => {
    expectClose(mean(covered, "rates", 2, 0), 1, { relative: 1e-15 });
    // One site, w = 1: A = (9/8, 1/8), law = (9, 1)/10, h = (2/3, 2).
    const coin = pairFrom(2, 1, [3, 1], [1, 1]);
    expectClose(mean(coin, "rates", 1, 60), 0.9 * (2 / 3) + 0.1 * 2, { relative: 1e-11 });
    // On the way Z = 5/4: e^{−5u/4} of the paths are still at h = 1.
    expectClose(mean(coin, "rates", 1, 1), 0.8 + 0.2 * Math.exp(-1.25), { relative: 1e-11 });
  });

  it("is +∞ where the law is somewhere that the class never is", () => {
    const pair = pairFrom(2, 1, [1, 0], [1, 1]);
    expect(meanReciprocal(cubesOf(pair), Float64Array.of(0.5, 0.5, 0))).toBe(Infinity);
    expect(meanReciprocal(cubesOf(pair), Float64Array.of(1, 0, 0))).toBe(0.5);
  });
});

describe("reciprocalSlope", () => {
  it.each<[Paced, number]>([
    ["rates", 0],
    ["rates", 1],
    ["rates", 2.5],
    ["rates", -0.5],
    ["tokens", 1],
    ["tokens", 2.5],
    ["tokens", -0.5],
  ])("of %s at w = %d is the finite difference of the mean, extrapolated", (name, w) => {
    for (const pair of [covered, missing]) {
      for (const u of [0.3, 0.8, 1.7]) {
        const central = (h: number): number => (mean(pair, name, w, u + h) - mean(pair, name, w, u - h)) / (2 * h);
        const once = (h: number): number => (4 * central(h / 2) - central(h)) / 3;
        // Contour errors of 1e-12 over h/4 = 0.01, and h^6 of rates up to about 20 per clock.
        const difference = (16 * once(0.02) - once(0.04)) / 15;
        expectClose(slope(pair, name, w, u), difference, { absolute: 1e-8 });
      }
    }
  });

  it("is the generator's, for random worlds, in both forms of the weights", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, positive, clock, (pair, name, w, u) => {
        const expected = slopeByGenerator(pair, name, w, u);
        const process = guided(pair, name, w);
        const law = lawAtClock(process, u);
        expectClose(slope(pair, name, w, u), expected, { absolute: 1e-10, relative: 1e-9 });
        expectClose(reciprocalSlope(cubesOf(pair), inForm(process, "log"), law), expected, { absolute: 1e-10, relative: 1e-9 });
      }),
      { numRuns: 60 },
    );
  });

  it("is at most 0 for w > 0, and 0 where the classes are the same", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, positive, clock, (pair, name, w, u) => {
        expect(slope(pair, name, w, u)).toBeLessThanOrEqual(1e-12);
      }),
    );
    expectClose(slope(pairFrom(2, 2, [1, 2, 3, 4], [1, 2, 3, 4]), "rates", 3, 1), 0, { absolute: 1e-15 });
    expect(slope(covered, "rates", 1, 0.5)).toBeLessThan(-1e-3);
  });
});

describe("h at w = 0", () => {
  const covers = ({ conditional, unconditional }: RandomWorld): boolean => unconditional.every((p, x) => p === 0 || conditional[x] > 0);

  it("is a martingale where the class covers all that the unconditional law can do", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125, zeros: false }).filter(covers), clock, (pair, u) => {
        expectClose(slope(pair, "rates", 0, u), 0, { absolute: 1e-12 });
        // Entries of the law err by 1e-12, times h up to about 1e3·41.
        expectClose(mean(pair, "rates", 0, u), 1, { absolute: 1e-9 });
      }),
    );
  });

  it("falls where the class misses a token: by hand, h = e^−u + (1 − e^−u)/2", () => {
    const pair = pairFrom(2, 1, [1, 0], [1, 1]);
    for (const u of [0.2, 1, 3]) {
      expectClose(mean(pair, "rates", 0, u), (1 + Math.exp(-u)) / 2, { absolute: 1e-11 });
      expectClose(slope(pair, "rates", 0, u), -Math.exp(-u) / 2, { absolute: 1e-11 });
    }
  });

  it("falls strictly wherever p has mass off the class's support, down to p(support of p_c)", () => {
    fc.assert(
      fc.property(
        randomWorld({ maxStates: 125 }).filter((pair) => !covers(pair)),
        (pair) => {
          const inside = pair.unconditional.reduce((sum, p, x) => (pair.conditional[x] > 0 ? sum + p : sum), 0);
          expect(slope(pair, "rates", 0, 0.7)).toBeLessThan(-1e-6);
          expect(mean(pair, "rates", 0, 2)).toBeLessThan(mean(pair, "rates", 0, 0.5));
          expectClose(mean(pair, "rates", 0, 60), inside, { absolute: 1e-9 });
        },
      ),
      { numRuns: 60 },
    );
  });
});
