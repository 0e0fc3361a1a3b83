import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DenoiserProcess, denoiserJumps } from "../../src/masked/denoiserJumps.ts";
import { denoiserLaw } from "../../src/masked/denoiserLaw.ts";
import { lattice } from "../../src/masked/lattice.ts";
import { tableDenoiser } from "../../src/masked/tableDenoiser.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import type { Denoiser } from "../../src/worlds/masked/denoiser.ts";
import { mixedWithUniform } from "../../src/worlds/masked/mixedWithUniform.ts";
import { noisyLogits } from "../../src/worlds/masked/noisyLogits.ts";
import { tempered } from "../../src/worlds/masked/tempered.ts";
import { bruteForceLaw } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { siteConditional } from "../../testing/completionMass.ts";
import { guidedProduct, type LawPair } from "../../testing/guidedConditional.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import type { RevealChain } from "../../testing/revealChain.ts";
import { conditionalAt } from "../worlds/masked/readings.ts";
import { guided, pairFrom } from "./guided.ts";

type Rule = DenoiserProcess["rule"];
const rule = fc.constantFrom<Rule>("rates", "tokens");
const denoisers = ({ alphabet, length, conditional, unconditional }: LawPair) => ({
  cond: tableDenoiser({ alphabet, length, law: conditional }),
  uncond: tableDenoiser({ alphabet, length, law: unconditional }),
});

type Conditionals = (state: readonly number[], site: number) => Float64Array;

/** The guided chain of two families of conditionals, whatever they are. */
function chainOf(pair: LawPair, name: Rule, w: number, [cond, uncond]: readonly [Conditionals, Conditionals]): RevealChain {
  return {
    alphabet: pair.alphabet,
    length: pair.length,
    rates: (state, site) => {
      const other = w === 0 ? new Float64Array(pair.alphabet) : uncond(state, site);
      const q = w === -1 ? other : cond(state, site).map((value, v) => guidedProduct(value, other[v], w));
      const z = name === "tokens" ? q.reduce((a, b) => a + b, 0) : 1;
      return q.map((value) => value / z);
    },
  };
}

const of = (law: Float64Array, alphabet: number, change: (row: Float64Array) => Float64Array): Conditionals => {
  return (state, site) => change(siteConditional(law, alphabet, state, site));
};

describe("denoiserLaw", () => {
  it("of a table's own conditionals is terminalLaw, within 1e-12, for both rules and w from −1 to 8", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 1300 }), rule, guidanceWeight, (pair, name, w) => {
        const found = denoiserLaw({ ...denoisers(pair), rule: name, w });
        expectClose(found, terminalLaw(guided(pair, name, w)), { absolute: 1e-12 });
      }),
      { numRuns: 80 },
    );
  });

  it("of tempered conditionals is the sum over reveal orders of conditionals tempered here", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), rule, guidanceWeight, fc.integer({ min: 5, max: 30 }), (pair, name, w, tenths) => {
        const T = tenths / 10;
        const temper = (row: Float64Array): Float64Array => {
          const powers = row.map((value) => value ** (1 / T));
          return powers.map((value) => value / powers.reduce((a, b) => a + b));
        };
        const { cond, uncond } = denoisers(pair);
        const found = denoiserLaw({ cond: tempered(cond, T), uncond, rule: name, w });
        const exact = chainOf(pair, name, w, [
          of(pair.conditional, pair.alphabet, temper),
          of(pair.unconditional, pair.alphabet, (row) => row),
        ]);
        expectClose(found, bruteForceLaw(exact), { absolute: 1e-12 });
      }),
      { numRuns: 40 },
    );
  });

  it("of conditionals mixed with the uniform law is the sum over reveal orders, and sums to 1", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256, zeros: false }), rule, guidanceWeight, (pair, name, w) => {
        const mix = (row: Float64Array): Float64Array => row.map((value) => 0.7 * value + 0.3 / row.length);
        const { cond, uncond } = denoisers(pair);
        const found = denoiserLaw({ cond: mixedWithUniform(cond, 0.3), uncond: mixedWithUniform(uncond, 0.3), rule: name, w });
        const exact = chainOf(pair, name, w, [of(pair.conditional, pair.alphabet, mix), of(pair.unconditional, pair.alphabet, mix)]);
        expectClose(found, bruteForceLaw(exact), { absolute: 1e-12 });
        expectClose(
          found.reduce((a, b) => a + b),
          1,
          { absolute: 1e-12 },
        );
      }),
      { numRuns: 40 },
    );
  });

  it("of noisy logits is the sum over reveal orders of what fresh readings say", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, guidanceWeight, fc.nat(), (pair, name, w, seed) => {
        const { cond, uncond } = denoisers(pair);
        const noisy = [noisyLogits(cond, { sd: 0.5, seed, name: "cond" }), noisyLogits(uncond, { sd: 0.5, seed, name: "uncond" })];
        const asked =
          (denoiser: Denoiser): Conditionals =>
          (state, site) =>
            conditionalAt(denoiser, state, site);
        const found = denoiserLaw({ cond: noisy[0], uncond: noisy[1], rule: name, w });
        expectClose(found, bruteForceLaw(chainOf(pair, name, w, [asked(noisy[0]), asked(noisy[1])])), { absolute: 1e-12 });
      }),
      { numRuns: 25 },
    );
  });

  it("of a mixture with ε = ½ reaches states that were impossible, even at w = 3", () => {
    const pair = pairFrom(2, 2, [1, 1, 0, 0], [1, 1, 1, 1]);
    const { cond, uncond } = denoisers(pair);
    const found = denoiserLaw({ cond: mixedWithUniform(cond, 0.5), uncond, rule: "rates", w: 3 });
    expect(found.every((value) => value > 0)).toBe(true);
    expect(totalVariation(found, terminalLaw(guided(pair, "rates", 3)))).toBeGreaterThan(0.001);
  });

  it("of one site is the tilted law of the perturbed conditionals, by hand: p_c tempered to (1, 4)/5, p uniform, w = 1", () => {
    const { cond, uncond } = denoisers(pairFrom(2, 1, [1, 2], [1, 1]));
    const found = denoiserLaw({ cond: tempered(cond, 0.5), uncond, rule: "rates", w: 1 });
    expectClose(found, [1 / 17, 16 / 17], { relative: 1e-14 });
  });

  it("asks no denoiser that its weight does not need", () => {
    const { cond, uncond } = denoisers(pairFrom(2, 2, [1, 2, 3, 4], [4, 3, 2, 1]));
    const never: Denoiser = {
      ...cond,
      open: () => {
        throw new RangeError("opened");
      },
    };
    expectClose(denoiserLaw({ cond, uncond: never, rule: "rates", w: 0 }), [0.1, 0.2, 0.3, 0.4], { relative: 1e-14 });
    expectClose(denoiserLaw({ cond: never, uncond, rule: "tokens", w: -1 }), [0.4, 0.3, 0.2, 0.1], { relative: 1e-14 });
  });

  it("refuses w > 0 where the unconditional gives a token nothing that the conditional may draw, naming state, site and token", () => {
    const { cond, uncond } = denoisers(pairFrom(2, 2, [1, 1, 1, 1], [1, 0, 1, 1]));
    const process = { cond, uncond, rule: "rates" as const, w: 1 };
    expect(() => denoiserLaw(process)).toThrow(
      "world.unconditional must be > 0 wherever the conditional is, for w > 0, got 0 for token 0 at site 0 of [M, 1] (M: masked)",
    );
    expect(() => denoiserLaw({ ...process, w: Number.NaN })).toThrow("guidance.w must be a finite number of at least -1, got NaN");
  });

  it("refuses a dead end, naming the state", () => {
    const { cond, uncond } = denoisers(pairFrom(2, 1, [1, 0], [0, 1]));
    expect(() => denoiserLaw({ cond, uncond, rule: "tokens", w: -0.5 })).toThrow("got one at [M] (M: masked)");
  });
});

describe("denoiserJumps", () => {
  it("has the total rate Σ Z for rates and the number of masked sites for tokens: Z = 5/4 by hand", () => {
    const pair = denoisers(pairFrom(2, 1, [3, 1], [1, 1]));
    const space = lattice(2, 1);
    expectClose(denoiserJumps(space, { ...pair, rule: "rates", w: 1 })(2, Int32Array.of(1), 1).rate, 5 / 4, { relative: 1e-14 });
    expect(denoiserJumps(space, { ...pair, rule: "tokens", w: 1 })(2, Int32Array.of(1), 1).rate).toBe(1);
  });
});
