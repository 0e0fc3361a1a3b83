import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { CLOCK_ERROR, LARGEST_CLOCK, lawAtClock } from "../../src/masked/lawAtClock.ts";
import { completePart } from "../../src/masked/marginalCube.ts";
import { terminalLaw } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { allMasked, generator } from "../../testing/generator.ts";
import { lawAtClock as exponentialLaw } from "../../testing/matrixExponential.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { guidedChain } from "../../testing/revealChain.ts";
import { guided, inForm, law, pairFrom } from "./guided.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");
const clock = fc.double({ min: -3, max: 1.7, noNaN: true }).map((log10) => 10 ** log10);
const total = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

describe("lawAtClock by hand", () => {
  it("at u = 0 is the start law, to the bit", () => {
    const process = guided(pairFrom(2, 2, [1, 2, 3, 4], [4, 3, 2, 1]), "rates", 3);
    expect([...lawAtClock(process, 0)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const start = law(1, 2, 3, 4, 5, 6, 7, 8, 9);
    expect(lawAtClock(process, 0, start)).toEqual(start);
    expect(lawAtClock(process, 0, start)).not.toBe(start);
  });

  it("of one site is masked with probability e^{−Zu}, and reveals v with (1 − e^{−Zu}) A_v / ΣA, for Z from 1 to 1e300", () => {
    for (const w of [0, 1, 4, 64, 150]) {
      const process = guided(pairFrom(2, 1, [1, 0], [0.01, 0.99]), "rates", w);
      const Z = 100 ** w;
      for (const x of [1e-3, 0.5, 2, 30]) {
        expectClose(lawAtClock(process, x / Z), [-Math.expm1(-x), 0, Math.exp(-x)], { absolute: CLOCK_ERROR });
      }
    }
  });

  it("of K = 1 is L independent waits, at every w and rule: e^{−uj}(1 − e^{−u})^{L−j} with j masks", () => {
    for (const length of [1, 2, 3, 5, 8, 11, 12]) {
      const process = guided(pairFrom(1, length, [1], [1]), "rates", 7);
      for (const u of [0.01, 0.1, 0.4, 1, 3, 10]) {
        const expected = Array.from({ length: 2 ** length }, (_, s) => {
          const masks = s.toString(2).replaceAll("0", "").length;
          return Math.exp(-u * masks) * (-Math.expm1(-u)) ** (length - masks);
        });
        expectClose(lawAtClock(process, u), expected, { absolute: CLOCK_ERROR });
      }
    }
  });

  it("stays finite where rates are infinite: two sites, one at 1e400", () => {
    // Site 0 is told apart by a ratio of 1e5, to the power 80; site 1 by none.
    const process = guided(pairFrom(2, 2, [1, 1, 0, 0], [1e-5, 1e-5, 1, 1]), "rates", 80);
    expect(process.form).toBe("log");
    const u = 0.7;
    expectClose(lawAtClock(process, u), [0.5 * -Math.expm1(-u), 0.5 * -Math.expm1(-u), Math.exp(-u), 0, 0, 0, 0, 0, 0], {
      absolute: CLOCK_ERROR,
    });
  });

  it("reaches the terminal law by u = 1e100 and accepts no larger clock", () => {
    const process = guided(pairFrom(2, 2, [6, 3, 1, 2], [1, 2, 3, 4]), "rates", 2);
    expectClose(completePart(process.space, lawAtClock(process, LARGEST_CLOCK)), terminalLaw(process), { absolute: CLOCK_ERROR });
    for (const u of [-1, Number.NaN, Infinity, 1.1e100]) {
      expect(() => lawAtClock(process, u)).toThrow(`u must be a number from 0 to 1e100, got ${u}`);
    }
  });
});

describe("lawAtClock as a property", () => {
  it("is the matrix exponential of the generator, L ≤ 4, K ≤ 5, w from −1 to 8, u from 1e-3 to 50, every rule", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, guidanceWeight, clock, (pair, name, w, u) => {
        const chain = generator(guidedChain(pair, w, name));
        const expected = exponentialLaw(chain, allMasked(chain.size), u);
        expectClose(lawAtClock(guided(pair, name, w), u), expected, { absolute: CLOCK_ERROR });
      }),
      { numRuns: 150 },
    );
  });

  it("and so it is from any start law on the states that the process can be in", () => {
    fc.assert(
      fc.property(
        randomWorld({ maxStates: 81, zeros: false }),
        rule,
        guidanceWeight,
        clock,
        fc.array(fc.nat({ max: 9 }), { minLength: 81, maxLength: 81 }),
        (pair, name, w, u, masses) => {
          const chain = generator(guidedChain(pair, w, name));
          const start = law(...masses.slice(0, chain.size - 1), 1);
          const process = guided(pair, name, w);
          expectClose(lawAtClock(process, u, start), exponentialLaw(chain, start, u), { absolute: CLOCK_ERROR });
        },
      ),
      { numRuns: 100 },
    );
  });

  it("and so it is for the largest shapes, 256 states", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [3, 4], maxStates: 256 }), rule, guidanceWeight, clock, (pair, name, w, u) => {
        const chain = generator(guidedChain(pair, w, name));
        expectClose(lawAtClock(guided(pair, name, w), u), exponentialLaw(chain, allMasked(chain.size), u), { absolute: CLOCK_ERROR });
      }),
      { numRuns: 10 },
    );
  });

  it("with tiny entries and any w sums to 1 and is non-negative, in both forms", () => {
    fc.assert(
      fc.property(randomWorld({ tiny: true, maxStates: 125 }), rule, guidanceWeight, clock, (pair, name, w, u) => {
        const process = guided(pair, name, w);
        const found = lawAtClock(process, u);
        expect(found.every((value) => value >= 0)).toBe(true);
        // Each of up to 125 entries may be off by CLOCK_ERROR; in fact their sum is.
        expectClose(total(found), 1, { absolute: CLOCK_ERROR });
        if (process.form === "linear") expectClose(lawAtClock(inForm(process, "log"), u), found, { absolute: CLOCK_ERROR });
      }),
      { numRuns: 100 },
    );
  });

  it("is a semigroup: u + v from the law at u is the law at u + v", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), rule, guidanceWeight, clock, clock, (pair, name, w, u, v) => {
        const process = guided(pair, name, w);
        expectClose(lawAtClock(process, v, lawAtClock(process, u)), lawAtClock(process, u + v), { absolute: 2 * CLOCK_ERROR });
      }),
      { numRuns: 60 },
    );
  });

  it("and that comparison is rejected for a clock off by 1e-9 (negative control)", () => {
    const process = guided(pairFrom(2, 2, [6, 3, 1, 2], [1, 2, 3, 4]), "rates", 2);
    const [a, b] = [lawAtClock(process, 0.5), lawAtClock(process, 0.5 + 1e-9)];
    expect(Math.max(...a.map((value, s) => Math.abs(value - b[s])))).toBeGreaterThan(100 * CLOCK_ERROR);
  });
});
