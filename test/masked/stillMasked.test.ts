import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { CLOCK_ERROR, lawAtClock } from "../../src/masked/lawAtClock.ts";
import { completePart } from "../../src/masked/marginalCube.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { lawAtClock as exponentialLaw } from "../../testing/matrixExponential.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { twoSiteMasked } from "../../testing/twoSiteLaw.ts";
import { guided, pairFrom } from "./guided.ts";

const clock = fc.double({ min: -3, max: 2.8, noNaN: true }).map((log10) => 10 ** log10);
/** The promise of the source is 1e-10; the project's is 1e-9. */
const relative = 1e-10;

const sumOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** Mass of the states with a mask under the matrix exponential, whose entries are right to relative accuracy above about 1e-290. */
function maskedMass(pair: LawPair, w: number, u: number): number {
  const chain = generator(guidedChain(pair, w, "rates"));
  const found = exponentialLaw(chain, allMasked(chain.size), u);
  return found.reduce((mass, value, s) => (digitsOf(s, pair.length, pair.alphabet + 1).includes(pair.alphabet) ? mass + value : mass), 0);
}

describe("stillMasked by hand", () => {
  it("is 1 at u = 0", () => {
    for (const rule of ["rates", "tokens", "oracle"] as const) {
      expect(stillMasked(guided(pairFrom(2, 2, [1, 2, 3, 4], [4, 3, 2, 1]), rule, 3), 0)).toMatchObject({ probability: 1, log: 0 });
    }
  });

  it("of one site is e^{−Zu}, with its logarithm −Zu where the probability underflows: Z = 100^w", () => {
    for (const w of [0, 1, 4, 64]) {
      const process = guided(pairFrom(2, 1, [1, 0], [0.01, 0.99]), "rates", w);
      for (const x of [1e-12, 0.5, 30, 690, 5000, 1e8]) {
        const { probability, log } = stillMasked(process, x / 100 ** w);
        expectClose(log, -x, { relative: 1e-10, absolute: 1e-10 });
        if (x < 700) expectClose(probability, Math.exp(-x), { relative: 1e-9 });
      }
    }
  });

  it.each([1, 2, 3, 8])(
    "of `tokens` and `oracle` with %d sites is 1 − (1 − e^{−u})^L at every w, with its logarithm beyond underflow",
    (length) => {
      const pair = pairFrom(1, length, [1], [1]);
      for (const rule of ["tokens", "oracle"] as const) {
        for (const u of [1e-10, 0.1, 1, 5, 35, 39.9, 40.1, 300, 690]) {
          // Σ_{k≥1} (−1)^{k+1} C(L,k) e^{−ku}, dominated by its first terms where u is not small; by its complement where it is.
          const expected = u < 1 ? -Math.expm1(length * Math.log(-Math.expm1(-u))) : -Math.expm1(length * Math.log1p(-Math.exp(-u)));
          const { probability, relativeError } = stillMasked(guided(pair, rule, 5), u);
          expectClose(probability, expected, { relative: Math.max(relativeError, 1e-12) });
        }
        const { probability, log } = stillMasked(guided(pair, rule, 5), 1000);
        expect(probability).toBe(0);
        expectClose(log, Math.log(length) - 1000, { relative: 1e-15 });
      }
    },
  );

  it("refuses a clock out of range by name and value", () => {
    const process = guided(pairFrom(1, 1, [1], [1]), "rates", 0);
    for (const u of [-1, Number.NaN, 1e101]) expect(() => stillMasked(process, u)).toThrow(`u must be a number from 0 to 1e100, got ${u}`);
  });
});

describe("stillMasked as a property", () => {
  it("of two sites is the closed form, from 1 down to 1e-290, to relative 1e-10, tiny entries included", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [2], tiny: true }), guidanceWeight, clock, (pair, w, u) => {
        const { both, secondMasked, firstMasked } = twoSiteMasked(pair, w, u);
        const expected = both + sumOf(secondMasked) + sumOf(firstMasked);
        fc.pre(expected > 1e-290);
        const found = stillMasked(guided(pair, "rates", w), u);
        expect(found.relativeError).toBeLessThanOrEqual(relative);
        expectClose(found.probability, expected, { relative });
        expectClose(found.log, Math.log(expected), { absolute: relative, relative: 1e-13 });
      }),
      { numRuns: 500 },
    );
  });

  it("of up to four sites is the componentwise accurate matrix exponential, down to 1e-280, to relative 1e-10", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [2, 3, 4], maxStates: 125 }), guidanceWeight, clock, (pair, w, u) => {
        const expected = maskedMass(pair, w, u);
        fc.pre(expected > 1e-280);
        expectClose(stillMasked(guided(pair, "rates", w), u).probability, expected, { relative });
      }),
      { numRuns: 150 },
    );
  });

  it("and with tiny entries, where slow states are visited with tiny probability", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [3], tiny: true, maxStates: 64 }), fc.integer({ min: 0, max: 4 }), clock, (pair, w, u) => {
        const expected = maskedMass(pair, w, u);
        fc.pre(expected > 1e-250);
        expectClose(stillMasked(guided(pair, "rates", w), u).probability, expected, { relative });
      }),
      { numRuns: 150 },
    );
  });

  it("is TV(law_u, law_∞), for every rule", () => {
    fc.assert(
      fc.property(
        randomWorld({ maxStates: 125 }),
        fc.constantFrom<Rule>("rates", "tokens", "oracle"),
        guidanceWeight,
        clock,
        (pair, rule, w, u) => {
          const process = guided(pair, rule, w);
          const now = lawAtClock(process, u);
          const complete = completePart(process.space, now);
          const distance = (totalVariation(complete, terminalLaw(process)) * 2 + sumOf(now) - sumOf(complete)) / 2;
          // Sums of up to 125 entries, each off by at most CLOCK_ERROR.
          expectClose(distance, stillMasked(process, u).probability, { absolute: 125 * CLOCK_ERROR });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("falls with u, and at w ≥ 0 is at most what it is at w = 0, since then no rate is below the number of masked sites", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 64 }), guidanceWeight, clock, clock, (pair, w, a, b) => {
        const process = guided(pair, "rates", w);
        const late = stillMasked(process, Math.max(a, b)).log;
        expect(late).toBeLessThanOrEqual(stillMasked(process, Math.min(a, b)).log + 2 * relative);
        if (w >= 0) expect(late).toBeLessThanOrEqual(stillMasked(guided(pair, "rates", 0), Math.max(a, b)).log + 2 * relative);
      }),
      { numRuns: 60 },
    );
  });
});
