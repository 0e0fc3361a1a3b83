import { describe, expect, it } from "vitest";
import type { WeightSchedule } from "../../../src/guidance/weightSchedule.ts";
import { orderSampler } from "../../../src/masked/sampling/orderSampler.ts";
import { orderLaw } from "../../../src/masked/steps/orderLaw.ts";
import { ORDERS, type OrderSpec } from "../../../src/masked/steps/orders.ts";
import type { LawPair } from "../../../testing/guidedConditional.ts";
import { pairFrom, scheduled } from "../guided.ts";
import { constant, contrast, expectLaw, l1, mixed, processOf, samplesOf } from "./sampled.ts";

const three = mixed(2, 3, [5, 1, 1, 2, 1, 7, 3, 1], [1, 9, 2, 1, 16, 1, 1, 3]);

function exactly(pair: LawPair, spec: OrderSpec, w: number | WeightSchedule = 3): Float64Array {
  return orderLaw(scheduled(pair, "rates", typeof w === "number" ? constant(w) : w), spec);
}

describe("orderSampler", () => {
  it.each(ORDERS)("%s draws from its exact law; other orders and w = 2 are rejected", (order) => {
    const exact = exactly(contrast, { order, perStep: 1 });
    // On two sites left-to-right, entropy and margin each name a first site, so two of the three coincide.
    const others = ORDERS.filter((other) => other !== order && l1(exact, exactly(contrast, { order: other, perStep: 1 })) > 0.1);
    expect(others.length).toBeGreaterThan(2);
    const rivals = {
      weight: exactly(contrast, { order, perStep: 1 }, 2),
      ...Object.fromEntries(others.map((other) => [other, exactly(contrast, { order: other, perStep: 1 })])),
    };
    const samples = expectLaw(contrast, orderSampler(processOf(contrast, "tokens", 3), { order, perStep: 1 }), {
      name: order,
      exact,
      rivals,
    });
    expect(samples.every(({ nfe }) => nfe === 4)).toBe(true);
  });

  it.each(ORDERS)("%s two at a time draws from its exact law, not from that of one at a time", (order) => {
    const exact = exactly(three, { order, perStep: 2 });
    const rivals = { perStep: exactly(three, { order, perStep: 1 }), weight: exactly(three, { order, perStep: 2 }, 1) };
    const samples = expectLaw(three, orderSampler(processOf(three, "rates", 3), { order, perStep: 2 }), {
      name: `${order} two`,
      exact,
      rivals,
    });
    expect(samples.every(({ nfe, leftMasked }) => nfe === 4 && leftMasked === 0)).toBe(true);
  });

  it.each(["random", "confidence", "entropy", "margin"] as const)("%s splits ties evenly: not the law of left-to-right", (order) => {
    // Symmetric under a swap of the sites, which tie; what is revealed first matters (L1 distance 0.86).
    const symmetric = mixed(2, 2, [1, 15, 15, 1], [1, 1, 1, 20]);
    const exact = exactly(symmetric, { order, perStep: 1 });
    const rivals = { first: exactly(symmetric, { order: "left-to-right", perStep: 1 }) };
    expectLaw(symmetric, orderSampler(processOf(symmetric, "rates", 3), { order, perStep: 1 }), { name: `ties ${order}`, exact, rivals });
  });

  it.each(ORDERS)("%s at w = 0 asks one law alone", (order) => {
    const samples = samplesOf(contrast, orderSampler(processOf(contrast, "rates", 0), { order, perStep: 1 }), 20, "one law");
    expect(samples.every(({ nfe }) => nfe === 2)).toBe(true);
  });

  it("reads a schedule of w at t = |masked|/L", () => {
    const schedule: WeightSchedule = { kind: "pieces", in: "t", at: [1, 0.75], w: [0, 6] };
    const spec: OrderSpec = { order: "confidence", perStep: 1 };
    const rivals = { early: exactly(contrast, spec, 0), late: exactly(contrast, spec, 6) };
    const sampler = orderSampler(processOf(contrast, "rates", schedule), spec);
    const samples = expectLaw(contrast, sampler, { name: "scheduled order", exact: exactly(contrast, spec, schedule), rivals });
    expect(samples.every(({ nfe }) => nfe === 3)).toBe(true);
  });

  it("random and left-to-right ask for the chosen sites only", () => {
    const process = { ...processOf(contrast, "rates", 0), length: 5 };
    const run = orderSampler(process, { order: "left-to-right", perStep: 2 })(() => 0.5);
    expect(run.next()).toMatchObject({ value: { sites: [0, 1], t: 1 } });
    expect(run.next({ logCond: new Float64Array(6), logUncond: new Float64Array(0) })).toMatchObject({ value: { sites: [2, 3], t: 0.6 } });
    const asked = orderSampler(process, { order: "random", perStep: 2 })(() => 0.99).next();
    expect(asked).toMatchObject({ value: { sites: [3, 4] } });
  });

  it("takes long sequences whose sites all tie: ties are drawn, not enumerated", () => {
    const process = { ...processOf(contrast, "rates", 0), length: 64 };
    const run = orderSampler(process, { order: "entropy", perStep: 8 })(() => 0.5);
    let step = run.next();
    for (let k = 0; k < 8; k++) step = run.next({ logCond: new Float64Array(64 * 3), logUncond: new Float64Array(0) });
    expect(step).toMatchObject({ done: true, value: { leftMasked: 0 } });
  });

  it("refuses an unknown perStep, naming it, and a dead end", () => {
    expect(() => orderSampler(processOf(contrast, "rates", 3), { order: "random", perStep: 3 })).toThrow(
      "sampler.perStep must be an integer from 1 to the number of sites (2), got 3",
    );
    const equal = pairFrom(2, 3, [1, 0, 0, 0, 0, 0, 0, 1], [1, 1, 1, 1, 1, 1, 1, 1]);
    expect(() => samplesOf(equal, orderSampler(processOf(equal, "rates", 1), { order: "random", perStep: 2 }), 50, "dead")).toThrow(
      "dead ends",
    );
  });
});
