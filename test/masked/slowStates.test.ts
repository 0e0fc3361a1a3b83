/** @file Worlds made to defeat a single contour shift, or the contour itself: rare slow states, and rates that coincide. */
import { describe, expect, it } from "vitest";
import type { Dynamics } from "../../src/masked/dynamics.ts";
import { lattice } from "../../src/masked/lattice.ts";
import { CLOCK_ERROR, lawAtClock } from "../../src/masked/lawAtClock.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { slowestRate, survivors } from "../../src/masked/survivors.ts";
import { logErlangTail } from "../../src/numerics/erlang.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import { lawAtClock as exponentialLaw } from "../../testing/matrixExponential.ts";
import { guided } from "./guided.ts";

/**
 * Two sites, w = 1. The first site has a third token of probability `rare` under both laws, after which the laws agree: rate 1. The
 * other four cells are .4 .1 .1 .4 against .25 each: Z1 = Z2 = 1, c = d = 1.36.
 */
function rareSlowState(rare: number) {
  const block = (a: number, b: number): number[] => [a, b, 0, b, a, 0].map((value) => value * (1 - rare));
  const tail = [rare / 2, rare / 2, 0];
  const conditional = Float64Array.of(...block(0.4, 0.1), ...tail);
  const unconditional = Float64Array.of(...block(0.25, 0.25), ...tail);
  return { alphabet: 3, length: 2, conditional, unconditional };
}

/** log P(still masked): Σ of e^{−2u} and a (e^{−cu} − e^{−2u})/(2 − c), in logarithms. The second site's c is 1.36 (1 − rare) + rare. */
function logMasked(rare: number, u: number): number {
  const d = 1.36 * (1 - rare) + rare;
  const waiting = (a: number, c: number): number => Math.log(a) - c * u + Math.log(-Math.expm1(-(2 - c) * u) / (2 - c));
  const terms = [-2 * u, waiting(1 - rare, 1.36), waiting(rare, 1), waiting(1, d)];
  const top = Math.max(...terms);
  return top + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - top), 0));
}

/** K = 1 with chosen rates: after k reveals the total rate out is rates[k], whichever sites they were. */
function ladder(rates: readonly number[]): Dynamics {
  const length = rates.length;
  const space = lattice(1, length);
  const logA = [0];
  for (let k = 0; k < length; k++) logA.push(logA[k] + Math.log(rates[k] / (length - k)));
  const revealed = (s: number): number => length - s.toString(2).replaceAll("0", "").length;
  return { space, form: "log", pace: "rates", weights: Float64Array.from({ length: space.states }, (_, s) => logA[revealed(s)]) };
}

/** The same process for the independent computation. */
const ladderChain = (rates: readonly number[]) => ({
  alphabet: 1,
  length: rates.length,
  rates: (state: readonly number[]) => {
    const masked = state.filter((digit) => digit === 1).length;
    return Float64Array.of(rates[rates.length - masked] / masked);
  },
});

const erlangTail = (n: number, x: number): number => {
  let term = Math.exp(-x);
  let sum = 0;
  for (let k = 0; k < n; k++) {
    sum += term;
    term *= x / (k + 1);
  }
  return sum;
};

describe("stillMasked with a slow state that is visited with tiny probability", () => {
  it.each([1e-3, 1e-10, 1e-30, 1e-100, 1e-300])("is right to relative 1e-9 on both sides of the crossing, at rarity %d", (rare) => {
    const process = guided(rareSlowState(rare), "rates", 1);
    const crossing = -Math.log(rare) / 0.36;
    for (const share of [0.01, 0.1, 0.5, 0.9, 0.99, 1, 1.01, 1.1, 2, 10]) {
      const u = share * crossing;
      const { log, probability } = stillMasked(process, u);
      const expected = logMasked(rare, u);
      expectClose(log, expected, { absolute: 1e-9, relative: 1e-13 });
      if (expected > -700) expectClose(probability, Math.exp(expected), { relative: 1e-9 });
    }
  });

  it("at u = 50 and rarity 1e-100 is what a plain contour could not see: 1e-30 with an absolute error of 1e-14 would be noise", () => {
    const process = guided(rareSlowState(1e-100), "rates", 1);
    const { probability } = stillMasked(process, 50);
    expect(probability).toBeLessThan(1e-28);
    expectClose(probability, Math.exp(logMasked(1e-100, 50)), { relative: 1e-10 });
  });
});

describe("stillMasked and lawAtClock with rates that coincide", () => {
  it.each([2, 3, 5, 6, 8, 9, 12])("of %d sites, all rates 1, is the Erlang tail to relative 1e-10", (length) => {
    const process = ladder(new Array<number>(length).fill(1));
    for (const u of [0.01, 0.5, 3, 10, 40, 200, 600]) {
      const { probability, relativeError } = stillMasked(process, u);
      expect(relativeError).toBe(1e-10);
      expectClose(probability, erlangTail(length, u), { relative: relativeError });
    }
  });

  it("of 13 sites says 1e-8 and keeps to it, and of 19 promises nothing", () => {
    const { probability, relativeError } = stillMasked(ladder(new Array<number>(13).fill(1)), 60);
    expect(relativeError).toBe(1e-8);
    expectClose(probability, erlangTail(13, 60), { relative: relativeError });
  });

  it.each([2, 3, 4, 6, 9, 11])("the law of %d sites, all rates 1, keeps to its absolute error", (length) => {
    const process = ladder(new Array<number>(length).fill(1));
    for (const u of [0.1, 1, 2, 4, 6, 8, 12, 30]) {
      expectClose(lawAtClock(process, u)[0], 1 - erlangTail(length, u), { absolute: CLOCK_ERROR });
    }
  });

  it.each([[[1, 1 + 1e-9, 1 + 2e-9]], [[5, 1, 1e6, 1.0001]], [[1e8, 1e-3, 1e8, 2e-3]], [[3, 3.5, 2.9, 3.1, 3]], [[0.01, 0.02, 0.04]]])(
    "rates %j agree with the matrix exponential",
    (rates) => {
      const process = ladder(rates);
      const chain = generator(ladderChain(rates));
      for (const u of [0.01, 1, 10, 50, 200]) {
        const expected = exponentialLaw(chain, allMasked(chain.size), u);
        expectClose(lawAtClock(process, u), expected, { absolute: CLOCK_ERROR });
        const masked = expected.subarray(1).reduce((a, b) => a + b);
        if (masked > 1e-290) expectClose(stillMasked(process, u).probability, masked, { relative: 1e-10 });
      }
    },
  );
});

describe("survivors", () => {
  const rates = [3, 3.5, 0.5, 3.1];
  const process = ladder(rates);
  const chain = generator(ladderChain(rates));
  const start = Float64Array.from({ length: 16 }, (_, s) => (s === 0 ? 0.3 : 0.7 / 15));

  it("is the masked part of the law from any start, its mass and its shape, to relative accuracy", () => {
    for (const u of [0, 0.3, 5, 100]) {
      const expected = exponentialLaw(chain, start, u).with(0, 0);
      const mass = expected.reduce((a, b) => a + b);
      const { log, law } = survivors(process, u, start);
      expectClose(log, Math.log(mass), { absolute: 1e-10 });
      expectClose(
        law,
        expected.map((value) => value / mass),
        { absolute: 1e-10 },
      );
      expect(law[0]).toBe(0);
    }
  });

  it("of a start that is complete already has mass 0 and no law", () => {
    const complete = new Float64Array(16);
    complete[0] = 1;
    expect(survivors(process, 1, complete)).toMatchObject({ log: -Infinity, law: new Float64Array(16) });
  });

  it("leaves at most what L waits at the slowest reachable rate leave, from any start", () => {
    for (const u of [0.1, 1, 10, 100]) {
      expect(survivors(process, u, start).log).toBeLessThanOrEqual(logErlangTail(4, slowestRate(process, start) * u));
    }
    expect(slowestRate(process, start)).toBeCloseTo(0.5, 14);
    expect(slowestRate(process, new Float64Array(16))).toBe(Infinity);
    const last = new Float64Array(16);
    last[1] = 1;
    expect(slowestRate(process, last)).toBeCloseTo(3.1, 14);
  });
});

describe("logErlangTail", () => {
  it("is log P(Poisson(x) < n), far beyond underflow", () => {
    for (const [n, x] of [
      [1, 3],
      [2, 0.5],
      [4, 20],
    ] as const) {
      expectClose(logErlangTail(n, x), Math.log(erlangTail(n, x)), { relative: 1e-13 });
    }
    expectClose(logErlangTail(3, 1e4), -1e4 + Math.log(1 + 1e4 + 5e7), { relative: 1e-15 });
    expect(logErlangTail(5, 0)).toBe(0);
  });
});

describe("paths whose probability is below the smallest double", () => {
  /** K = 2, L = 2: from all masked at rate 3000, and once in e^800 to a state that is left at rate 1. States are 3·x₁ + x₂, the mask 2. */
  const weights = new Float64Array(9);
  weights.set([Math.log(5e8), Math.log(5e8), Math.log(1e3)], 0);
  weights.set([-800 - Math.LN2, -800 - Math.LN2, -800], 3);
  weights.set([Math.log(1e3), Math.log(1e3), 0], 6);
  const process: Dynamics = { space: lattice(2, 2), weights, form: "log", pace: "rates" };

  it("are not known to be small: the stated error is not finite where they decide, and unchanged where they cannot", () => {
    // They alone: e^{−800}(e^{−u} − e^{−3000u})/2999, so log ≈ −809 at u = 1; all others are gone as e^{−3000}.
    const late = stillMasked(process, 1);
    expect(late.log).toBeLessThan(-2500);
    expect(late.relativeError).toBe(Infinity);
    const early = stillMasked(process, 1e-3);
    expect(early.log).toBeGreaterThan(-4);
    expect(early.relativeError).toBeLessThan(1e-9);
  });
});
