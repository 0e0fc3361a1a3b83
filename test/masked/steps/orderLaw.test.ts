import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise } from "../../../src/masked/noise.ts";
import { scheduledLaw } from "../../../src/masked/scheduledLaw.ts";
import { orderLaw } from "../../../src/masked/steps/orderLaw.ts";
import { ORDERS } from "../../../src/masked/steps/orders.ts";
import { totalVariation } from "../../../src/measures/totalVariation.ts";
import { expectClose } from "../../../testing/close.ts";
import { allMasked } from "../../../testing/generator.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { orderMatrix, type RevealOrder } from "../../../testing/orderMatrix.ts";
import { guidanceWeight, randomWorld } from "../../../testing/randomWorlds.ts";
import { guidedChain } from "../../../testing/revealChain.ts";
import { digitsOf, rowMajor } from "../../../testing/rowMajor.ts";
import { timesMatrix } from "../../../testing/stepMatrix.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { pairFrom, scheduled } from "../guided.ts";
import { constant, deadEnd, moving, noises, unlessImpossible, type WeightFormula } from "./stepped.ts";

const linearNoise = noises[0].formula;

/** The law by dense matrices: ⌈L/perStep⌉ steps, w at t = |masked|/L. */
function denseOrder(pair: LawPair, order: RevealOrder, perStep: number, weight: WeightFormula, formula = linearNoise): Float64Array {
  const { alphabet, length } = pair;
  const chains = Array.from({ length: length + 1 }, (_, masked) =>
    guidedChain(pair, weight.w(masked / length, formula.alpha(masked / length)), "rates"),
  );
  let law = allMasked((alphabet + 1) ** length);
  for (let revealed = 0; revealed < length; revealed += perStep) {
    law = timesMatrix(
      law,
      orderMatrix((masked) => chains[masked], order, perStep, law),
    );
  }
  return Float64Array.from({ length: alphabet ** length }, (_, x) => law[rowMajor(digitsOf(x, length, alphabet), alphabet + 1)]);
}

describe("orderLaw equals the product of dense one-step matrices", () => {
  const cases = ORDERS.flatMap((order) => [1, 2, 3].map((perStep) => [order, perStep] as const));

  it.each(cases)("%s, %d a step, any world and w schedule", (order, perStep) => {
    const weight = fc.oneof(guidanceWeight.map(constant), fc.constantFrom(...moving));
    const lengths = [1, 2, 3, 4].filter((length) => length >= perStep);
    fc.assert(
      fc.property(randomWorld({ maxStates: 81, lengths }), weight, fc.constantFrom(...noises), (world, w, { spec, formula }) => {
        const process = scheduled(world, "rates", w.schedule, spec);
        const run = () => orderLaw(process, { order, perStep });
        const expected = unlessImpossible(() => denseOrder(world, order, perStep, w, formula));
        if (expected === null) {
          expect(run).toThrow(deadEnd);
          return;
        }
        const law = run();
        expectClose(law, expected, { absolute: 1e-12 });
        expectClose(
          law.reduce((a, b) => a + b),
          1,
          { absolute: 1e-12 },
        );
      }),
      { numRuns: 50 },
    );
  });

  it("also where confidences, entropies or margins tie: few distinct values, all sites alike", () => {
    const law = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(law, law, fc.constantFrom(...ORDERS), fc.constantFrom(1, 2), fc.constantFrom(0, 1), (cond, other, order, perStep, w) => {
        const pair = pairFrom(
          2,
          3,
          cond,
          cond.map((value, x) => value + other[x]),
        );
        const found = orderLaw(scheduled(pair, "tokens", { kind: "constant", w }), { order, perStep });
        expectClose(found, denseOrder(pair, order, perStep, constant(w)), { absolute: 1e-12 });
      }),
      { numRuns: 150 },
    );
  });
});

describe("orderLaw", () => {
  it("at w = 0 with one site a step is the conditional law, whatever the order chosen without looking at tokens", () => {
    fc.assert(
      fc.property(randomWorld(), fc.constantFrom("random", "left-to-right", "entropy", "margin"), (world, order) => {
        const found = orderLaw(scheduled(world, "rates", { kind: "constant", w: 0 }), { order, perStep: 1 });
        expectClose(found, world.conditional, { absolute: 1e-12 });
      }),
      { numRuns: 60 },
    );
  });

  it("of one site is p_w under every order", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [1] }), guidanceWeight, fc.constantFrom(...ORDERS), (world, w, order) => {
        const found = orderLaw(scheduled(world, "rates", { kind: "constant", w }), { order, perStep: 1 });
        expectClose(found, tiltedLaw(world, w), { absolute: 1e-13 });
      }),
      { numRuns: 60 },
    );
  });

  it("`random` with one site a step is the terminal law of `tokens`, whose sites all wait alike", () => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 256 }), guidanceWeight, (world, w) => {
        const process = scheduled(world, "tokens", { kind: "constant", w });
        expectClose(orderLaw(process, { order: "random", perStep: 1 }), scheduledLaw(process, null).law, { absolute: 1e-12 });
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same law under every rule", () => {
    const pair = pairFrom(2, 2, [4, 1, 2, 5], [3, 3, 4, 2]);
    for (const order of ORDERS) {
      const laws = (["rates", "tokens", "oracle"] as const).map((rule) =>
        orderLaw(scheduled(pair, rule, { kind: "constant", w: 2 }), { order, perStep: 1 }),
      );
      expect(laws[1]).toEqual(laws[0]);
      expect(laws[2]).toEqual(laws[0]);
    }
  });

  it.each(["entropy", "margin", "confidence"] as const)(
    "%s splits the tie of two like sites evenly: a law that is symmetric again",
    (order) => {
      // Symmetric under exchange of the sites; left-to-right is not, under guidance.
      const pair = pairFrom(2, 2, [9, 1, 1, 2], [4, 1, 1, 14]);
      const process = scheduled(pair, "rates", { kind: "constant", w: 2 });
      const found = orderLaw(process, { order, perStep: 1 });
      expectClose(found[1], found[2], { absolute: 1e-15 });
      const fixed = orderLaw(process, { order: "left-to-right", perStep: 1 });
      expect(Math.abs(fixed[1] - fixed[2])).toBeGreaterThan(0.01);
      if (order !== "confidence") expectClose(found, orderLaw(process, { order: "random", perStep: 1 }), { absolute: 1e-15 });
    },
  );

  it.each(ORDERS)("%s on uniform laws, four sites, gives the uniform law for every perStep", (order) => {
    const flat = new Array<number>(81).fill(1);
    for (const perStep of [1, 2, 3, 4]) {
      const found = orderLaw(scheduled(pairFrom(3, 4, flat, flat), "rates", { kind: "constant", w: 3 }), { order, perStep });
      expectClose(found, new Float64Array(81).fill(1 / 81), { absolute: 1e-15 });
    }
  });

  it("with one token has nothing to choose", () => {
    for (const order of ORDERS) {
      expect([...orderLaw(scheduled(pairFrom(1, 3, [1], [1]), "rates", { kind: "constant", w: 2 }), { order, perStep: 2 })]).toEqual([1]);
    }
  });

  it("reads a w schedule at t = |masked|/L: of two sites the first at t = 1, the second at t = ½", () => {
    const pair = pairFrom(2, 2, [4, 1, 2, 5], [3, 3, 4, 2]);
    const schedule = { kind: "pieces", in: "t", at: [1, 0.5], w: [-1, 3] } as const;
    const found = orderLaw({ ...scheduled(pair, "rates", schedule) }, { order: "left-to-right", perStep: 1 });
    const second = (row: number) =>
      tiltedLaw({ ...pairFrom(2, 1, [...rowOf(pair.conditional, row)], [...rowOf(pair.unconditional, row)]) }, 3);
    const first = [0, 1].map((row) => pair.unconditional[2 * row] + pair.unconditional[2 * row + 1]);
    expectClose(
      found,
      [0, 1].flatMap((row) => Array.from(second(row), (p) => first[row] * p)),
      { absolute: 1e-15 },
    );
  });
});

function rowOf(law: Float64Array, row: number): Float64Array {
  return law.slice(2 * row, 2 * row + 2);
}

describe("the noise schedule of an order", () => {
  it("matters to a w schedule on u only", () => {
    const pair = pairFrom(2, 2, [4, 1, 2, 5], [3, 3, 4, 2]);
    const law = (axis: "t" | "u", power: number) => {
      const schedule = { kind: "linear", in: axis, start: 0, end: 4, ...(axis === "t" ? { from: 1, to: 0 } : { from: 0, to: 2 }) } as const;
      const process = { ...scheduled(pair, "rates", schedule), noise: noise({ schedule: "polynomial", power }) };
      return orderLaw(process, { order: "confidence", perStep: 1 });
    };
    expect(law("t", 3)).toEqual(law("t", 1));
    expect(totalVariation(law("u", 3), law("u", 1))).toBeGreaterThan(0.01);
  });
});
