import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { renyi } from "../../src/measures/divergences.ts";
import { pace } from "../../src/measures/pace.ts";
import { expectClose } from "../../testing/close.ts";
import { siteConditional } from "../../testing/completionMass.ts";
import { generator } from "../../testing/generator.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { guided, inForm, pairFrom } from "../masked/guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");

describe("pace by hand", () => {
  it("of one site: Z = (¾)³·4 + (¼)³·4 = 7/4 at w = 2", () => {
    const found = pace(guided(pairFrom(2, 1, [3, 1], [1, 1]), "rates", 2));
    expectClose([...found.siteRates, found.slowest, found.fastest], [7 / 4, 7 / 4, 7 / 4], { relative: 1e-15 });
  });

  it("of two sites with a private first token: Z_0 = 2^w, then 1; Z_1 = 1, then 2^w", () => {
    const found = pace(guided(pairFrom(2, 2, [1, 1, 0, 0], [1, 1, 1, 1]), "rates", 3));
    expectClose(found.siteRates, [8, 1], { relative: 1e-15 });
    // Per masked site: (8 + 1)/2 at the start, 1 after site 0, 8 after site 1.
    expectClose([found.slowest, found.fastest], [1, 8], { relative: 1e-15 });
  });
});

describe("pace as a property", () => {
  it("Z_i = exp(w D_{1+w}(p_c(x_i) ‖ p(x_i))), in both forms of the weights", () => {
    const weight = fc.oneof(
      fc.integer({ min: 1, max: 32 }).map((quarter) => quarter / 4),
      fc.integer({ min: 1, max: 7 }).map((eighth) => -eighth / 8),
    );
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), weight, (pair, w) => {
        const start = Array<number>(pair.length).fill(pair.alphabet);
        const expected = start.map((_, i) => {
          const [q, p] = [pair.conditional, pair.unconditional].map((law) => siteConditional(law, pair.alphabet, start, i));
          return Math.exp(w * renyi(q, p, 1 + w));
        });
        const process = guided(pair, "rates", w);
        expectClose(pace(process).siteRates, expected, { relative: 1e-12 });
        expectClose(pace(inForm(process, "log")).siteRates, expected, { relative: 1e-12 });
        expect(pace(process).siteRates.every((Z) => (w > 0 ? Z >= 1 - 1e-13 : Z <= 1 + 1e-13))).toBe(true);
      }),
    );
  });

  it("slowest and fastest are the extremes of λ/|masked| over the states that the process can pass through", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, guidanceWeight, (pair, name, w) => {
        const { size, entries } = generator(guidedChain(pair, w, name));
        const paces: number[] = [];
        for (let s = 0; s < size; s++) {
          const masked = digitsOf(s, pair.length, pair.alphabet + 1).filter((digit) => digit === pair.alphabet).length;
          if (entries[s * size + s] < 0) paces.push(-entries[s * size + s] / masked);
        }
        const { slowest, fastest } = pace(guided(pair, name, w));
        expectClose([slowest, fastest], [Math.min(...paces), Math.max(...paces)], { relative: 1e-11 });
      }),
    );
  });

  it("of normalised rules, and of every rule at w = 0 and w = −1, is 1 throughout", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, guidanceWeight, (pair, name, drawn) => {
        const w = name === "rates" ? (drawn > 0 ? 0 : -1) : drawn;
        const { siteRates, slowest, fastest } = pace(guided(pair, name, w));
        expectClose([...siteRates, slowest, fastest], Array(pair.length + 2).fill(1), { absolute: 1e-12 });
      }),
    );
  });

  it("is infinite where guidance is: Z past every double", () => {
    const { siteRates, fastest } = pace(guided(pairFrom(2, 1, [1, 0], [1e-200, 1]), "rates", 2));
    expect([...siteRates, fastest]).toEqual([Infinity, Infinity]);
  });
});
