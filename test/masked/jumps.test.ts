import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { descend } from "../../src/masked/descend.ts";
import type { Dynamics } from "../../src/masked/dynamics.ts";
import { jumpsOf } from "../../src/masked/jumps.ts";
import { visitProbabilities } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { generator } from "../../testing/generator.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { cubesOf, guided, inForm, pairFrom } from "./guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");

/** Dense generator from the jumps, rows of the states that the process visits with probability above `least`; shape [states, states]. */
function generatorOf(process: Dynamics, least: number): Float64Array {
  const { states } = process.space;
  const entries = new Float64Array(states * states);
  const visit = visitProbabilities(process);
  const from = jumpsOf(process);
  descend(process.space, (state, strides, count) => {
    if (!(visit[state] > least)) return;
    const { rate, size, child, probability } = from(state, strides, count);
    entries[state * states + state] = -rate;
    for (let j = 0; j < size; j++) entries[state * states + child[j]] += rate * probability[j];
  });
  return entries;
}

describe("jumpsOf by hand", () => {
  // p_c = (1/2, 1/2), p = (1/8, 7/8), w = 1: q = 2 and 2/7.
  const pair = pairFrom(2, 1, [1, 1], [1, 7]);

  it.each([
    ["rates", 16 / 7],
    ["tokens", 1],
    ["oracle", 1],
  ] as const)("one site, rule %s: rate %d, and 2 goes with 2/7 as 7 to 1", (name, expected) => {
    for (const form of ["linear", "log"] as const) {
      const { rate, size, child, probability } = jumpsOf(inForm(guided(pair, name, 1), form))(2, Int32Array.of(1), 1);
      expectClose(rate, expected, { relative: 1e-15 });
      expect([size, ...child]).toEqual([2, 0, 1]);
      expectClose(probability, [7 / 8, 1 / 8], { relative: 1e-15 });
    }
  });
});

describe("jumpsOf as a property", () => {
  it("is the generator of the guided process, entry by entry, for every rule, w from −1 to 8, sparse and dense worlds", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 81 }), rule, guidanceWeight, (pair, name, w) => {
        const expected = generator(guidedChain(pair, w, name)).entries;
        // Rounding of log A: about (1 + 2|w|) · 1e-16 · |log Q| per weight, two weights a rate.
        expectClose(generatorOf(guided(pair, name, w), 1e-290), expected, { relative: 1e-12 });
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the form: log A and A give the same rates and probabilities", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), rule, guidanceWeight, (pair, name, w) => {
        const process = guided(pair, name, w);
        expect(process.form).toBe("linear");
        expectClose(generatorOf(inForm(process, "log"), 0), generatorOf(process, 0), { relative: 1e-12 });
      }),
    );
  });

  it("has probabilities that sum to 1, and rates that are the number of masked sites under `tokens` and `oracle`", () => {
    fc.assert(
      fc.property(randomWorld({ tiny: true, maxStates: 256 }), rule, guidanceWeight, (pair, name, w) => {
        const process = guided(pair, name, w);
        const visit = visitProbabilities(process);
        const from = jumpsOf(process);
        descend(process.space, (state, strides, count) => {
          if (visit[state] === 0) return;
          const { rate, size, probability } = from(state, strides, count);
          expectClose(
            probability.subarray(0, size).reduce((a, b) => a + b),
            1,
            { relative: 1e-14 },
          );
          if (name !== "rates") expect(rate).toBe(count);
        });
      }),
    );
  });
});

describe("dynamics chooses its form by the range of A", () => {
  it("is linear up to e^600, scaled to a largest entry of 1, and logarithmic beyond", () => {
    const pair = pairFrom(2, 1, [1, 1e-20], [1, 1]);
    const near = guided(pair, "rates", 8);
    expect(near.form).toBe("linear");
    expect(Math.max(...near.weights)).toBe(1);
    const far = guided(pair, "rates", 20);
    expect(far.form).toBe("log");
    expectClose(far.weights[1] - far.weights[0], Math.log(1e-20) * 21, { relative: 1e-12 });
  });

  it("A is P at w = −1, Q at w = 0, and 0 where Q = 0 above −1", () => {
    const pair = pairFrom(2, 1, [1, 0], [1, 3]);
    expectClose(guided(pair, "rates", -1).weights, [0.25, 0.75, 1], { relative: 1e-15 });
    expectClose(guided(pair, "rates", 0).weights, [1, 0, 1], { relative: 1e-15 });
    expectClose(guided(pair, "rates", -0.5).weights, [0.5, 0, 1], { relative: 1e-15 });
    expectClose(guided(pair, "rates", 1).weights, [1, 0, 0.25], { relative: 1e-15 });
  });

  it("refuses a w out of range by name and value", () => {
    expect(() => guided(pairFrom(1, 1, [1], [1]), "rates", -2)).toThrow("guidance.w must be a finite number of at least -1, got -2");
    expect(cubesOf(pairFrom(1, 1, [1], [1])).space.states).toBe(2);
  });
});
