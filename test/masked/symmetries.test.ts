import fc from "fast-check";
import { describe, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { CLOCK_ERROR, lawAtClock } from "../../src/masked/lawAtClock.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { digitsOf, rowMajor } from "../../testing/rowMajor.ts";
import { guided } from "./guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");
const clock = fc.double({ min: -2, max: 1, noNaN: true }).map((log10) => 10 ** log10);

/** A law with its sequences renamed: entry x goes to `renamed(x)`. */
function moved(law: Float64Array, base: number, length: number, rename: (digits: number[]) => number[]): Float64Array {
  const out = new Float64Array(law.length);
  law.forEach((value, x) => {
    out[rowMajor(rename(digitsOf(x, length, base)), base)] = value;
  });
  return out;
}

function compare(pair: LawPair, name: Rule, w: number, u: number, rename: (digits: number[]) => number[]): void {
  const { alphabet, length } = pair;
  const change = (law: Float64Array): Float64Array => moved(law, alphabet, length, rename);
  const other = { ...pair, conditional: change(pair.conditional), unconditional: change(pair.unconditional) };
  const [here, there] = [guided(pair, name, w), guided(other, name, w)];
  expectClose(terminalLaw(there), change(terminalLaw(here)), { absolute: 1e-13 });
  expectClose(lawAtClock(there, u), moved(lawAtClock(here, u), alphabet + 1, length, rename), { absolute: 2 * CLOCK_ERROR });
  expectClose(stillMasked(there, u).log, stillMasked(here, u).log, { absolute: 2e-10, relative: 1e-12 });
}

describe("the guided process is equivariant", () => {
  it("under permutations of the sites", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [2, 3, 4], maxStates: 125 }), rule, guidanceWeight, clock, fc.nat(), (pair, name, w, u, seed) => {
        const order = shuffled(pair.length, seed);
        compare(pair, name, w, u, (digits) => order.map((site) => digits[site]));
      }),
      { numRuns: 80 },
    );
  });

  it("under permutations of the tokens of each site, the mask kept", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, guidanceWeight, clock, fc.nat(), (pair, name, w, u, seed) => {
        const names = Array.from({ length: pair.length }, (_, site) => [...shuffled(pair.alphabet, seed + site), pair.alphabet]);
        compare(pair, name, w, u, (digits) => digits.map((token, site) => names[site][token]));
      }),
      { numRuns: 80 },
    );
  });

  it("under an added token that never occurs: it gets no mass, and the rest does not change", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [1, 2, 3], maxStates: 64 }), rule, guidanceWeight, (pair, name, w) => {
        const { alphabet, length } = pair;
        const widened = (law: Float64Array): Float64Array => {
          const out = new Float64Array((alphabet + 1) ** length);
          law.forEach((value, x) => {
            out[rowMajor(digitsOf(x, length, alphabet), alphabet + 1)] = value;
          });
          return out;
        };
        const wider = {
          alphabet: alphabet + 1,
          length,
          conditional: widened(pair.conditional),
          unconditional: widened(pair.unconditional),
        };
        expectClose(terminalLaw(guided(wider, name, w)), widened(terminalLaw(guided(pair, name, w))), { absolute: 1e-13 });
      }),
      { numRuns: 60 },
    );
  });

  it("under an added site that is independent under both laws alike: the other sites' law does not change", () => {
    fc.assert(
      fc.property(
        randomWorld({ lengths: [1, 2], maxStates: 36 }),
        rule,
        guidanceWeight,
        ({ alphabet, length, conditional, unconditional }, name, w) => {
          const extra = Float64Array.from({ length: alphabet }, (_, v) => (2 * (v + 1)) / (alphabet * (alphabet + 1)));
          const times = (law: Float64Array): Float64Array =>
            Float64Array.from({ length: law.length * alphabet }, (_, x) => law[Math.floor(x / alphabet)] * extra[x % alphabet]);
          const longer = { alphabet, length: length + 1, conditional: times(conditional), unconditional: times(unconditional) };
          const plain = terminalLaw(guided({ alphabet, length, conditional, unconditional }, name, w));
          expectClose(terminalLaw(guided(longer, name, w)), times(plain), { absolute: 1e-13 });
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** 0 … n−1 in an order that the seed decides. */
function shuffled(n: number, seed: number): number[] {
  const order = Array.from({ length: n }, (_, k) => k);
  let state = seed;
  for (let k = n - 1; k > 0; k--) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const j = (state >>> 16) % (k + 1);
    [order[k], order[j]] = [order[j], order[k]];
  }
  return order;
}
