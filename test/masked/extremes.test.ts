/** @file Worlds at the ends of the double range: exact rational arithmetic says what is right. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { lawAtClock } from "../../src/masked/lawAtClock.ts";
import { scheduledLaw } from "../../src/masked/scheduledLaw.ts";
import { stillMasked } from "../../src/masked/stillMasked.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { exactLaw } from "../../testing/exactLaw.ts";
import { toNumber } from "../../testing/fraction.ts";
import type { LawPair } from "../../testing/guidedConditional.ts";
import { randomWorld } from "../../testing/randomWorlds.ts";
import { guided, pairFrom, scheduled } from "./guided.ts";

const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
const exact = (pair: LawPair, w: number, rule: "rates" | "tokens"): number[] => exactLaw(pair, w, rule).map(toNumber);
const rules: readonly Rule[] = ["rates", "tokens", "oracle"];

/** Numerators over 2^20: laws whose sums are exact in doubles, entries from 1e-6 to 1. */
const dyadic = (size: number): fc.Arbitrary<Float64Array> =>
  fc.array(fc.nat({ max: 16 }), { minLength: size, maxLength: size }).map((exponents) => {
    const parts = exponents.map((e) => (e === 0 ? 0 : 2 ** e));
    const rest = 2 ** 20 - parts.reduce((a, b) => a + b, 0);
    return Float64Array.from(parts, (value, k) => (value + (k === 0 ? rest : 0)) / 2 ** 20);
  });

describe("the terminal law against exact rational arithmetic", () => {
  const pairs = fc.integer({ min: 1, max: 3 }).chain((alphabet) =>
    fc.tuple(dyadic(alphabet ** 2), dyadic(alphabet ** 2)).map(([conditional, other]): LawPair => {
      const unconditional = conditional.map((value, x) => (value + other[x]) / 2);
      return { alphabet, length: 2, conditional, unconditional };
    }),
  );

  it("is right to 1e-14 at small w", () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 0, max: 3 }), fc.constantFrom("rates" as const, "tokens" as const), (pair, w, rule) => {
        expectClose(terminalLaw(guided(pair, rule, w)), exact(pair, w, rule), { absolute: 1e-14 });
      }),
      { numRuns: 60 },
    );
  });

  it("keeps its stated error at w = 16 and 64", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(16, 64), fc.constantFrom("rates" as const, "tokens" as const), (pair, w, rule) => {
        const { law, error } = scheduledLaw(scheduled(pair, rule, { kind: "constant", w }), null);
        expectClose(law, exact(pair, w, rule), { absolute: error });
        expect(error).toBeLessThan(1e-11);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps its stated error where two cells compete at w = 500: ratios p_c/p of 16.4 that differ by a thousandth, more than 1e-14 off", () => {
    const conditional = Float64Array.of(1 / 4, 1 / 4, 1 / 2);
    const unconditional = Float64Array.of(1000 / 2 ** 16, 1001 / 2 ** 16, 1 - 2001 / 2 ** 16);
    const pair = { alphabet: 3, length: 1, conditional, unconditional };
    const { law, error } = scheduledLaw(scheduled(pair, "rates", { kind: "constant", w: 500 }), null);
    const expected = exact(pair, 500, "rates");
    expect(Math.min(expected[0], expected[1])).toBeGreaterThan(0.1);
    expect(Math.abs(law[0] - expected[0])).toBeGreaterThan(1e-14);
    expectClose(law, expected, { absolute: error });
    expect(error).toBeLessThan(1e-11);
  });

  it("where A ranges over more than 1e300 is computed from logarithms, and right", () => {
    // Ratios p_c/p from 2^-17 to nearly 2; to the power 64 they span 1e-327.
    const conditional = Float64Array.of(2 ** -18, 1 / 2, 1 / 4, 1 / 4 - 2 ** -18);
    const other = Float64Array.of(1 / 2, 2 ** -18, 1 / 4, 1 / 4 - 2 ** -18);
    const pair = { alphabet: 2, length: 2, conditional, unconditional: conditional.map((value, x) => (value + other[x]) / 2) };
    for (const rule of ["rates", "tokens"] as const) {
      const process = guided(pair, rule, 64);
      expect(process.form).toBe("log");
      expectClose(terminalLaw(process), exact(pair, 64, rule), { absolute: 1e-13 });
    }
  });

  it("is relatively right for entries of 1e-200, which the sweep multiplies but never subtracts", () => {
    const conditional = Float64Array.of(2 ** -10, 1 / 2, 1 / 4, 1 / 4 - 2 ** -10);
    const other = Float64Array.of(1 / 2, 2 ** -10, 1 / 4, 1 / 4 - 2 ** -10);
    const pair = { alphabet: 2, length: 2, conditional, unconditional: conditional.map((value, x) => (value + other[x]) / 2) };
    const expected = exact(pair, 64, "rates");
    expect(expected[0]).toBeLessThan(1e-150);
    expect(expected[0]).toBeGreaterThan(0);
    expectClose(terminalLaw(guided(pair, "rates", 64)), expected, { relative: 1e-11 });
  });
});

describe("edges of the input", () => {
  it("K = 1: the only sequence has probability 1 under every rule, w and length", () => {
    for (const length of [1, 2, 5]) {
      for (const rule of rules)
        for (const w of [-1, -0.5, 0, 1, 64]) expect([...terminalLaw(guided(pairFrom(1, length, [1], [1]), rule, w))]).toEqual([1]);
    }
  });

  it("L = 1, a class of one token: certain at every w > −1, p at w = −1", () => {
    const pair = pairFrom(3, 1, [0, 1, 0], [1, 2, 1]);
    for (const rule of rules) {
      for (const w of [-0.5, 0, 64]) expect([...terminalLaw(guided(pair, rule, w))]).toEqual([0, 1, 0]);
      expectClose(terminalLaw(guided(pair, rule, -1)), [0.25, 0.5, 0.25], { relative: 1e-15 });
    }
  });

  it("disjoint classes: p_c/p is constant on the class; where no token is shared either, no w changes p_c", () => {
    const target = [3, 1, 0, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    const both = [3, 1, 0, 0, 2, 4, 0, 0, 0, 0, 5, 5, 0, 0, 5, 5];
    const pair = pairFrom(4, 2, target, both);
    for (const rule of rules)
      for (const w of [-0.5, 0, 1, 8, 64]) expectClose(terminalLaw(guided(pair, rule, w)), pair.conditional, { absolute: 3e-14 });
  });

  it("disjoint classes that share tokens: the tilted law is p_c at every w, the law of `rates` is not", () => {
    const pair = pairFrom(2, 2, [3, 1, 0, 0], [3, 1, 2, 2]);
    expectClose(terminalLaw(guided(pair, "oracle", 8)), pair.conditional, { absolute: 1e-14 });
    expectClose(terminalLaw(guided(pair, "rates", 8)), exact(pair, 8, "rates"), { absolute: 1e-14 });
    expect(Math.abs(terminalLaw(guided(pair, "rates", 8))[0] - 0.75)).toBeGreaterThan(1e-3);
  });

  it("equal laws: no w changes anything", () => {
    const pair = pairFrom(2, 2, [3, 1, 2, 2], [3, 1, 2, 2]);
    for (const rule of rules)
      for (const w of [-1, -0.5, 1, 64, 1e6]) expectClose(terminalLaw(guided(pair, rule, w)), pair.conditional, { relative: 3e-14 });
  });

  it("w = 64, w = 1000 and entries down to 1e-300: finite, non-negative, summing to 1 within 1e-12, at the end and at every clock", () => {
    fc.assert(
      fc.property(
        randomWorld({ tiny: true, maxStates: 125 }),
        fc.constantFrom<Rule>(...rules),
        fc.constantFrom(-0.99, 0.5, 8, 64, 1000),
        fc.constantFrom(1e-6, 0.1, 1, 10),
        (pair, rule, w, u) => {
          const process = guided(pair, rule, w);
          for (const law of [terminalLaw(process), lawAtClock(process, u)]) {
            expect(law.every((value) => value >= 0)).toBe(true);
            expectClose(total(law), 1, { absolute: 1e-12 });
          }
          const { probability, log } = stillMasked(process, u);
          expect(probability >= 0 && probability <= 1 + 1e-10 && !Number.isNaN(log)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("subnormal probabilities are probabilities: the tilted law of one site with an entry of 1e-320", () => {
    const pair = { alphabet: 2, length: 1, conditional: Float64Array.of(1e-320, 1), unconditional: Float64Array.of(2 ** -1074 * 4, 1) };
    const expected = exact(pair, 3, "rates");
    expectClose(terminalLaw(guided(pair, "rates", 3)), expected, { absolute: 1e-14 });
  });
});
