import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { terminalLaw, visitProbabilities } from "../../src/masked/terminalLaw.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { generator } from "../../testing/generator.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { tiltedLaw } from "../../testing/tiltedLaw.ts";
import { guided, inForm, law, pairFrom } from "./guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");
const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

describe("terminalLaw by hand", () => {
  // The target is uniform on the first row, the other class on the second, p = 1/2 each: Z_1 = 2^w, Z_2 = 1, c = 1, d = 2^w.
  it("two sites where only one marginal is private: law(0, ·) = ½ at every w", () => {
    const pair = pairFrom(2, 2, [1, 1, 0, 0], [1, 1, 1, 1]);
    for (const w of [0, 1, 3, 8]) expectClose(terminalLaw(guided(pair, "rates", w)), [0.5, 0.5, 0, 0], { relative: 1e-15 });
  });

  it("two sites, w = 1, from tables computed by hand", () => {
    // q = (3, 1, 2, 2)/8, p = 1/4: A(x) = q²·4; a1 = q1²·2 = (1/2, 1/2), a2 = (25/32, 9/32); Z1 = 1, Z2 = 17/16.
    // c = (A00 + A01)/a1(0) = (36 + 4)/64 / (1/2) = 5/4, c(1) = 1; d = (36 + 16)/64 / (25/32) = 26/25, d(1) = (4 + 16)/64/(9/32) = 10/9.
    const pair = pairFrom(2, 2, [3, 1, 2, 2], [1, 1, 1, 1]);
    const A = [36, 4, 16, 16].map((value) => value / 64);
    const c = [5 / 4, 1];
    const d = [26 / 25, 10 / 9];
    const expected = A.map((value, x) => (value * (1 / c[x >> 1] + 1 / d[x & 1])) / (1 + 17 / 16));
    expectClose(terminalLaw(guided(pair, "rates", 1)), expected, { relative: 1e-15 });
  });
});

describe("terminalLaw as a property", () => {
  it("is the sum over reveal orders of the embedded jump chain, for L ≤ 4, K ≤ 5, w from −1 to 8, every rule and form", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), rule, guidanceWeight, (pair, name, w) => {
        const process = guided(pair, name, w);
        const expected = bruteForceLaw(guidedChain(pair, w, name));
        expectClose(terminalLaw(process), expected, { absolute: 1e-12, relative: 1e-12 });
        expectClose(terminalLaw(inForm(process, "log")), expected, { absolute: 1e-12 });
      }),
      { numRuns: 150 },
    );
  });

  it("and so it is for the largest shapes", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [3, 4], maxStates: 1300 }), rule, guidanceWeight, (pair, name, w) => {
        expectClose(terminalLaw(guided(pair, name, w)), bruteForceLaw(guidedChain(pair, w, name)), { absolute: 1e-12 });
      }),
      { numRuns: 12 },
    );
  });

  it("with tiny entries, down to 1e-300, is finite, non-negative, and sums to 1 within 1e-12; so it agrees with the sum over orders", () => {
    fc.assert(
      fc.property(randomWorld({ tiny: true, maxStates: 125 }), rule, guidanceWeight, (pair, name, w) => {
        const found = terminalLaw(guided(pair, name, w));
        expect(found.every((value) => value >= 0 && value <= 1 + 1e-12)).toBe(true);
        expectClose(total(found), 1, { absolute: 1e-12 });
        // The independent rates leave the range of doubles beyond 1e300: compared where they do not.
        const largest = Math.max(...pair.conditional.map((value, x) => (value > 0 ? value / pair.unconditional[x] : 0)));
        const smallest = Math.min(...[...pair.conditional, ...pair.unconditional].filter((value) => value > 0));
        if (w >= 0 && largest ** w < 1e100 && smallest > 1e-100)
          expectClose(found, bruteForceLaw(guidedChain(pair, w, name)), { absolute: 1e-11 });
      }),
      { numRuns: 150 },
    );
  });

  it("of one site is the tilted law, for every rule", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [1] }), rule, guidanceWeight, (pair, name, w) => {
        expectClose(terminalLaw(guided(pair, name, w)), tiltedLaw(pair, w), { absolute: 1e-14 });
      }),
    );
  });

  it("of `oracle` is the tilted law, for any length", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 700 }), guidanceWeight, (pair, w) => {
        expectClose(terminalLaw(guided(pair, "oracle", w)), tiltedLaw(pair, w), { absolute: 1e-13 });
      }),
      { numRuns: 50 },
    );
  });

  it("is p_c at w = 0 and p, on its whole support, at w = −1, for every rule", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 700 }), rule, (pair, name) => {
        expectClose(terminalLaw(guided(pair, name, 0)), pair.conditional, { absolute: 1e-14 });
        expectClose(terminalLaw(guided(pair, name, -1)), pair.unconditional, { absolute: 1e-14 });
      }),
      { numRuns: 50 },
    );
  });

  it("just above w = −1 is restricted to the class's support, and no longer p", () => {
    const pair = pairFrom(2, 2, [1, 1, 0, 0], [1, 1, 1, 1]);
    expectClose(terminalLaw(guided(pair, "rates", -1)), [0.25, 0.25, 0.25, 0.25], { relative: 1e-15 });
    expectClose(terminalLaw(guided(pair, "rates", -1 + 1e-9)), [0.5, 0.5, 0, 0], { relative: 1e-8 });
  });
});

describe("visitProbabilities", () => {
  it("of all masked is 1, and every state is left to its children with its whole probability: in equals out", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 81 }), rule, guidanceWeight, (pair, name, w) => {
        const visit = visitProbabilities(guided(pair, name, w));
        const { size, entries } = generator(guidedChain(pair, w, name));
        const expected = new Float64Array(size);
        expected[size - 1] = 1;
        for (let from = size - 1; from >= 0; from--) {
          const rate = -entries[from * size + from];
          if (rate > 0) for (let to = 0; to < from; to++) expected[to] += (expected[from] * entries[from * size + to]) / rate;
        }
        expectClose(visit, expected, { absolute: 1e-13 });
      }),
      { numRuns: 60 },
    );
  });

  it("from a start law is linear in it: the mean over single starts", () => {
    const pair = pairFrom(2, 2, [6, 3, 1, 2], [1, 2, 3, 4]);
    const process = guided(pair, "rates", 2);
    const start = law(1, 0, 2, 0, 3, 1, 0, 2, 5);
    const mixed = new Float64Array(9);
    start.forEach((mass, s) => {
      const alone = new Float64Array(9);
      alone[s] = mass;
      visitProbabilities(process, alone).forEach((value, to) => {
        mixed[to] += value;
      });
    });
    expectClose(visitProbabilities(process, start), mixed, { absolute: 1e-15 });
    expectClose(total(terminalLaw(process, start)), 1, { absolute: 1e-15 });
  });

  it("does not change its start law", () => {
    const start = law(1, 2, 3);
    const before = start.slice();
    visitProbabilities(guided(pairFrom(2, 1, [1, 2], [2, 1]), "rates", 1), start);
    expect(start).toEqual(before);
  });
});
