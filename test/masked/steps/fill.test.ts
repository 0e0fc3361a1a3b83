import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { argmax, FILLS, filledLaw } from "../../../src/masked/steps/fill.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { nStepLaw } from "../../../src/masked/steps/nStepLaw.ts";
import { stepKind } from "../../../src/masked/steps/stepKinds.ts";
import { expectClose } from "../../../testing/close.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { randomWorld } from "../../../testing/randomWorlds.ts";
import { guidedChain, type RevealChain, type RevealRule } from "../../../testing/revealChain.ts";
import { digitsOf, rowMajor } from "../../../testing/rowMajor.ts";
import { stepMatrix, timesMatrix } from "../../../testing/stepMatrix.ts";
import { pairFrom, scheduled } from "../guided.ts";
import { kindAndRule, moving, noises } from "./stepped.ts";

/** The complete states of a law over (K+1)^L, row-major of K^L. */
function completeOf({ alphabet, length }: LawPair, law: Float64Array): Float64Array {
  return Float64Array.from({ length: alphabet ** length }, (_, x) => law[rowMajor(digitsOf(x, length, alphabet), alphabet + 1)]);
}

/** Every masked site takes the first of its most probable tokens. */
function argmaxByHand(pair: LawPair, chain: RevealChain, law: Float64Array): Float64Array {
  const out = new Float64Array(pair.alphabet ** pair.length);
  law.forEach((mass, index) => {
    if (mass === 0) return;
    const state = digitsOf(index, pair.length, pair.alphabet + 1);
    const tokens = state.map((digit, site) => {
      if (digit !== pair.alphabet) return digit;
      const rates = chain.rates(state, site);
      return rates.findIndex((rate) => rate >= Math.max(...rates) * (1 - 1e-12));
    });
    out[rowMajor(tokens, pair.alphabet)] += mass;
  });
  return out;
}

describe("filledLaw", () => {
  it("fills all masked sites at once given the last state, with w at the last grid point", () => {
    fc.assert(
      fc.property(
        randomWorld({ maxStates: 64, lengths: [1, 2] }),
        kindAndRule,
        fc.constantFrom(...moving),
        fc.constantFrom(...noises),
        fc.constantFrom(0.25, 0),
        (world, [kind, rule], weight, { spec, formula }, end) => {
          const process = scheduled(world, rule, weight.schedule, spec);
          const grid = timeGrid({ steps: 2, end }, process.noise);
          // Two sites: no impossible state has a mask.
          const { law } = nStepLaw(process, stepKind(kind, rule), grid);
          const chain = guidedChain(world, weight.w(end, formula.alpha(end)), rule as RevealRule);
          const sampled = timesMatrix(
            law,
            stepMatrix(chain, () => 0, law),
          );
          expectClose(filledLaw(process, law, "sample", end), completeOf(world, sampled), { absolute: 1e-12 });
          expectClose(filledLaw(process, law, "argmax", end), argmaxByHand(world, chain, law), { absolute: 1e-12 });
          expect(filledLaw(process, law, "left", end)).toBe(law);
        },
      ),
      { numRuns: 80 },
    );
  });

  it("`argmax` gives tied tokens to the smallest, by hand", () => {
    const process = scheduled(pairFrom(3, 1, [1, 2, 2], [1, 1, 1]), "rates", { kind: "constant", w: 1 });
    expect([...filledLaw(process, Float64Array.of(0, 0, 0.25, 0.75), "argmax", 0.5)]).toEqual([0, 0.75, 0.25]);
  });

  it("offers `sample`, `argmax` and `left`", () => {
    expect(FILLS).toEqual(["sample", "argmax", "left"]);
  });
});

describe("argmax", () => {
  it("takes the smallest index within 1e-12 relative of the largest, inside the range", () => {
    expect(argmax(Float64Array.of(9, 1, 1 + 5e-13, 0), 1, 4)).toBe(1);
    expect(argmax(Float64Array.of(9, 1, 1 + 2e-12, 0), 1, 4)).toBe(2);
    expect(argmax(Float64Array.of(0, 0), 0, 2)).toBe(0);
  });
});
