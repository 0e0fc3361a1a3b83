import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../../src/guidance/rule.ts";
import { descend } from "../../../src/masked/descend.ts";
import type { Dynamics } from "../../../src/masked/dynamics.ts";
import { jumpsOf } from "../../../src/masked/jumps.ts";
import { completePart } from "../../../src/masked/marginalCube.ts";
import { revealWeights } from "../../../src/masked/particles/revealWeights.ts";
import { expectClose } from "../../../testing/close.ts";
import { completionMass } from "../../../testing/completionMass.ts";
import { generator } from "../../../testing/generator.ts";
import { guidedProduct, type LawPair } from "../../../testing/guidedConditional.ts";
import { guidanceWeight, randomWorld } from "../../../testing/randomWorlds.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { digitsOf } from "../../../testing/rowMajor.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { guided, inForm, pairFrom } from "../guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");

/** p_c^{1+w} p^{−w}(x), not normalised, shape [K^L]. */
const products = ({ conditional, unconditional }: LawPair, w: number): Float64Array =>
  conditional.map((p, x) => guidedProduct(p, unconditional[x], w));

/** E[W · 1{x}] by a sweep over all paths of the jump chain with the given log weights. */
function weightedMass(process: Dynamics, weights: ReturnType<typeof revealWeights>): Float64Array {
  const { space } = process;
  const mass = new Float64Array(space.states);
  mass[space.states - 1] = 1;
  const jumpsFrom = jumpsOf(process);
  descend(space, (state, strides, count) => {
    if (mass[state] === 0) return;
    const { size, child, probability } = jumpsFrom(state, strides, count);
    const log = weights(state, strides, count);
    for (let j = 0; j < size; j++) {
      if (probability[j] > 0) mass[child[j]] += mass[state] * probability[j] * Math.exp(log[Math.floor(j / space.alphabet)]);
    }
  });
  return completePart(space, mass);
}

describe("revealWeights", () => {
  it("make E[W · 1{x}] = p_c^{1+w} p^{−w}(x) for rates and tokens and p_w(x) for oracle, over every path, w from −1 to 8", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 625 }), rule, guidanceWeight, (pair, name, w) => {
        const expected = name === "oracle" ? tiltedLaw(pair, w) : products(pair, w);
        const process = guided(pair, name, w);
        for (const form of ["linear", "log"] as const) {
          expectClose(weightedMass(inForm(process, form), revealWeights(inForm(process, form))), expected, {
            relative: 1e-11,
            absolute: 1e-13,
          });
        }
      }),
      { numRuns: 80 },
    );
  });

  it("of tokens are exact for the jumps of rates too: any choice of the site by the state alone will do", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), guidanceWeight, (pair, w) => {
        const found = weightedMass(guided(pair, "rates", w), revealWeights(guided(pair, "tokens", w)));
        expectClose(found, products(pair, w), { relative: 1e-11, absolute: 1e-13 });
      }),
      { numRuns: 40 },
    );
  });

  it("of rates are wrong for the jumps of tokens, and so is W = 1 (negative controls)", () => {
    const pair = pairFrom(2, 3, [9, 1, 1, 9, 1, 9, 3, 1], [2, 1, 2, 1, 1, 2, 1, 2]);
    const tokens = guided(pair, "tokens", 2);
    const distance = (found: Float64Array): number => Math.max(...found.map((value, x) => Math.abs(value - products(pair, 2)[x])));
    expect(distance(weightedMass(tokens, revealWeights(tokens)))).toBeLessThan(1e-14);
    expect(distance(weightedMass(tokens, revealWeights(guided(pair, "rates", 2))))).toBeGreaterThan(0.01);
    expect(distance(weightedMass(tokens, () => new Float64Array(3)))).toBeGreaterThan(0.01);
  });

  it("are 1 for oracle", () => {
    const process = guided(pairFrom(2, 2, [3, 1, 2, 2], [1, 1, 1, 1]), "oracle", 2);
    expectClose(revealWeights(process)(8, Int32Array.of(3, 1), 2), [0, 0], { absolute: 1e-15 });
  });
});

/** Feynman-Kac on the enumerated chain of rates: law′ = law · (G + V), V = growth of log W per unit clock, diagonal; Taylor series. */
function weightedAtClock(pair: LawPair, w: number, u: number, growth: (total: number, masked: number) => number): Float64Array {
  const { size, entries } = generator(guidedChain(pair, w, "rates"));
  const matrix = entries.slice();
  for (let s = 0; s < size; s++) {
    const masked = digitsOf(s, pair.length, pair.alphabet + 1).filter((digit) => digit === pair.alphabet).length;
    const total = -entries[s * size + s];
    if (total > 0) matrix[s * size + s] += growth(total, masked);
  }
  let term = new Float64Array(size);
  term[size - 1] = 1;
  const law = term.slice();
  for (let n = 1; n <= 150; n++) {
    const next = new Float64Array(size);
    for (let s = 0; s < size; s++) for (let to = 0; to <= s; to++) next[to] += (term[s] * matrix[s * size + to] * u) / n;
    term = next;
    for (let s = 0; s < size; s++) law[s] += term[s];
  }
  return law;
}

describe("d log W = Σ (Z_i − 1) du along the clock of rates", () => {
  const u = 0.8;
  /** A[S] times the probability that independent waits Exp(1) have revealed exactly the sites of S. */
  const expected = (pair: LawPair, w: number): Float64Array =>
    Float64Array.from({ length: (pair.alphabet + 1) ** pair.length }, (_, s) => {
      const state = digitsOf(s, pair.length, pair.alphabet + 1);
      const masked = state.filter((digit) => digit === pair.alphabet).length;
      const mass = (law: Float64Array): number => completionMass(law, pair.alphabet, state);
      const A = guidedProduct(mass(pair.conditional), mass(pair.unconditional), w);
      return A * Math.exp(-u * masked) * (1 - Math.exp(-u)) ** (pair.length - masked);
    });

  it("makes E[W · 1{S at u}] = A[S] m^{|masked|} (1 − m)^{|revealed|}, by the generator with that potential", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), fc.constantFrom(-0.5, 0, 0.5, 1, 2), (pair, w) => {
        const found = weightedAtClock(pair, w, u, (total, masked) => total - masked);
        expectClose(found, expected(pair, w), { absolute: 1e-9, relative: 1e-9 });
      }),
      { numRuns: 40 },
    );
  });

  it("and Σ Z_i du, or Σ (Z_i − 1) du for one site only, does not (negative control)", () => {
    const pair = pairFrom(2, 2, [9, 1, 2, 2], [1, 1, 1, 1]);
    for (const growth of [(total: number) => total, (total: number, masked: number) => (total - masked) / masked]) {
      const found = weightedAtClock(pair, 1, u, growth);
      expect(Math.max(...found.map((value, s) => Math.abs(value - expected(pair, 1)[s])))).toBeGreaterThan(0.01);
    }
  });
});
