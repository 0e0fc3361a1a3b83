import { describe, expect, it } from "vitest";
import { certainties, largestScores, margins, subsets } from "../../../src/masked/steps/chosenSites.ts";
import { confidencePolicy } from "../../../src/masked/steps/confidence.ts";
import { orderLaw } from "../../../src/masked/steps/orderLaw.ts";
import { checkOrder, jointDraws, MOST_JOINT_DRAWS, ORDERS, type Order, orderTime } from "../../../src/masked/steps/orders.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { pairFrom, scheduled } from "../guided.ts";

describe("checkOrder", () => {
  it.each<[string, number, string]>([
    ["smart", 1, 'sampler.order must be one of random, left-to-right, confidence, entropy, margin, got "smart"'],
    ["random", 0, "sampler.perStep must be an integer from 1 to the number of sites (3), got 0"],
    ["random", 4, "sampler.perStep must be an integer from 1 to the number of sites (3), got 4"],
    ["margin", 1.5, "sampler.perStep must be an integer from 1 to the number of sites (3), got 1.5"],
    ["entropy", Number.NaN, "sampler.perStep must be an integer from 1 to the number of sites (3), got NaN"],
  ])("refuses order %s with perStep %d", (order, perStep, message) => {
    const check = () => checkOrder({ order: order as Order, perStep }, 2, 3);
    expect(check).toThrow(BadInput);
    expect(check).toThrow(message);
  });

  it("is asked by orderLaw", () => {
    const process = scheduled(pairFrom(2, 2, [1, 1, 1, 1], [1, 1, 1, 1]), "rates", { kind: "constant", w: 1 });
    expect(() => orderLaw(process, { order: "random", perStep: 3 })).toThrow("sampler.perStep must be an integer from 1 to");
  });

  it("refuses `confidence` with perStep > 1 beyond so many joint draws, and no other order", () => {
    const draws = jointDraws(2, 2, 14);
    expect(draws).toBeGreaterThan(MOST_JOINT_DRAWS);
    expect(() => checkOrder({ order: "confidence", perStep: 2 }, 2, 14)).toThrow(
      `sampler.perStep must be 1, or such that at most 100000000 joint draws are enumerated for the exact law of the order confidence, got 2 (${draws} joint draws)`,
    );
    for (const order of ORDERS) checkOrder({ order, perStep: 1 }, 2, 14);
    checkOrder({ order: "random", perStep: 2 }, 2, 14);
    checkOrder({ order: "confidence", perStep: 14 }, 2, 14);
  });
});

describe("jointDraws", () => {
  it("sums C(L,n) K^L over the numbers of masked sites, by hand", () => {
    // L = 4, two a step: n = 4 and 2: (1 + 6) · 3^4. Three a step: n = 4 and 1: (1 + 4) · 3^4.
    expect(jointDraws(2, 3, 4)).toBe(7 * 81);
    expect(jointDraws(3, 3, 4)).toBe(5 * 81);
    expect(jointDraws(1, 3, 4)).toBe(0);
  });
});

describe("orderTime", () => {
  it("is the masked fraction", () => {
    expect(orderTime(3, 4)).toBe(0.75);
  });
});

describe("largestScores", () => {
  const sets = (scores: number[], size: number, ties: "relative" | "absolute" = "relative") =>
    largestScores(Float64Array.from(scores), scores.length, size, ties).map((set) => set.toSorted());

  it("takes the largest, and all sets that ties at the threshold allow", () => {
    expect(sets([0.2, 0.5, 0.3], 1)).toEqual([[1]]);
    expect(sets([0.2, 0.5, 0.3], 2)).toEqual([[1, 2]]);
    expect(sets([0.5, 0.5, 0.7], 2)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(sets([0.5, 0.7, 0.7], 2)).toEqual([[1, 2]]);
    expect(sets([0.5, 0.5, 0.5], 2)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });

  it("ties confidences within 1e-12 of their size, entropies and margins within 1e-12", () => {
    expect(sets([1e-6 * (1 + 5e-13), 1e-6], 1).length).toBe(2);
    expect(sets([1e-6 * (1 + 2e-12), 1e-6], 1)).toEqual([[0]]);
    expect(sets([1e-6 * (1 + 5e-13), 1e-6, 1e-6 * (1 - 5e-13)], 2).length).toBe(3);
    expect(sets([1e-6 * (1 + 2e-12), 1e-6], 1, "absolute").length).toBe(2);
    expect(sets([2e-12, 0], 1, "absolute")).toEqual([[0]]);
    expect(sets([0, 6e-17], 1, "absolute").length).toBe(2);
  });

  it("reads the first scores only", () => {
    expect(largestScores(Float64Array.of(1, 2, 9), 2, 1, "relative")).toEqual([[1]]);
  });
});

describe("subsets", () => {
  it("are C(n, size), in order", () => {
    expect(subsets([4, 5, 6], 2)).toEqual([
      [4, 5],
      [4, 6],
      [5, 6],
    ]);
    expect(subsets([4, 5], 0)).toEqual([[]]);
    expect(subsets([1, 2, 3, 4, 5, 6, 7, 8], 4).length).toBe(70);
  });
});

const sitesOf = (rows: number[][]) => ({
  count: rows.length,
  child: new Int32Array(rows.length * rows[0].length),
  token: Float64Array.from(rows.flat()),
  total: new Float64Array(rows.length),
});

describe("certainties and margins", () => {
  it("by hand: 0 entropy and margin 1 for a certain token, ln 2 and 0 for two alike", () => {
    const rows = [
      [0, 1],
      [0.5, 0.5],
      [0.75, 0.25],
    ];
    const out = new Float64Array(3);
    certainties(sitesOf(rows), 2, out);
    expectClose(out, [0, -Math.LN2, 0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)], { absolute: 1e-15 });
    margins(sitesOf(rows), 2, out);
    expect([...out]).toEqual([1, 0, 0.5]);
  });

  it("with one token: entropy 0, margin 1", () => {
    const out = new Float64Array(1);
    certainties(sitesOf([[1]]), 1, out);
    expect(out[0]).toBe(0);
    margins(sitesOf([[1]]), 1, out);
    expect(out[0]).toBe(1);
  });
});

describe("confidencePolicy", () => {
  it("by hand: (3/5, 2/5) against (9/10, 1/10)", () => {
    const policy = confidencePolicy(
      2,
      2,
    )(
      sitesOf([
        [0.6, 0.4],
        [0.9, 0.1],
      ]),
    );
    expectClose(policy, [0.06, 0.04, 0.9, 0], { absolute: 1e-15 });
  });

  it("splits ties evenly: n alike sites win 1/n each; a tie of two out of three", () => {
    const third = [1 / 3, 1 / 3, 1 / 3];
    expectClose(confidencePolicy(3, 4)(sitesOf([third, third, third, third])), new Float64Array(12).fill(1 / 12), { absolute: 1e-16 });
    // Sites 0, 1 draw ½ always; site 2 draws .8 (wins) or .2 (loses).
    const policy = confidencePolicy(
      2,
      3,
    )(
      sitesOf([
        [0.5, 0.5],
        [0.5, 0.5],
        [0.8, 0.2],
      ]),
    );
    expectClose(policy, [0.05, 0.05, 0.05, 0.05, 0.8, 0], { absolute: 1e-16 });
  });

  it("holds confidences within 1e-12 relative for one level, and forgets the state before", () => {
    const policyOf = confidencePolicy(2, 2);
    const near = 0.5 + 2e-13;
    policyOf(
      sitesOf([
        [0.6, 0.4],
        [0.9, 0.1],
      ]),
    );
    const rows = [
      [0.5, 0.5],
      [near, 1 - near],
    ];
    expectClose(policyOf(sitesOf(rows)), [0.25, 0.25, 0.25, 0.25], { absolute: 1e-12 });
    expectClose(policyOf(sitesOf([[0.3, 0.7]])).subarray(0, 4), [0.3, 0.7, 0, 0], { absolute: 1e-15 });
  });
});
