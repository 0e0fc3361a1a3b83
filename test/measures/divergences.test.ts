import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entropy, hellinger, kl, klToLog, renyi, renyiToLog } from "../../src/measures/divergences.ts";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { expectClose } from "../../testing/close.ts";
import { lawsOnOneSet, relabelled, same } from "./laws.ts";

const order = fc.constantFrom(0.1, 0.5, 0.9, 1.5, 2, 3, 8);
const keys = fc.array(fc.nat(), { minLength: 7, maxLength: 7 });
const covers = (q: Float64Array, p: Float64Array): boolean => p.every((value, x) => value === 0 || q[x] > 0);
const disjoint = (p: Float64Array, q: Float64Array): boolean => p.every((value, x) => value === 0 || q[x] === 0);
const quarters = [0.75, 0.25];
const halves = [0.5, 0.5];
const { LN2, SQRT1_2 } = Math;

describe("kl", () => {
  it.each<[number[], number[], number]>([
    [[1], [1], 0],
    [[1, 0], halves, LN2],
    [halves, quarters, Math.log(4 / 3) / 2],
    [quarters, halves, 0.75 * Math.log(1.5) - 0.25 * LN2],
    [[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], 0.25 * LN2],
    [halves, [1, 0], Infinity],
    [[0, 1], [1, 0], Infinity],
  ])("from %j to %j is %d nats, averaged over the first", (p, q, expected) => {
    expectClose(kl(p, q), expected, { relative: 1e-15 });
    expectClose(klToLog(p, q.map(Math.log)), expected, { relative: 1e-15 });
  });

  it("is at least 0 and 2 TV² (Pinsker), zero only on equality, infinite exactly off the support, the same from log q", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2), keys, ([p, q], labels) => {
        const found = kl(p, q);
        expect(found).toBeGreaterThanOrEqual(2 * totalVariation(p, q) ** 2 * (1 - 1e-14));
        expect(found === 0).toBe(same(p, q));
        expect(found < Infinity).toBe(covers(q, p));
        expectClose(klToLog(p, q.map(Math.log)), found, { absolute: 1e-14 });
        expectClose(kl(relabelled(p, labels), relabelled(q, labels)), found, { absolute: 1e-14 });
      }),
    );
  });

  it("keeps its digits where the laws almost agree: δ²/2 at p = ½(1 ± δ) from ½", () => {
    const delta = 2 ** -24;
    expectClose(kl([(1 + delta) / 2, (1 - delta) / 2], halves), delta ** 2 / 2, { relative: 1e-2 });
  });

  it("keeps a probability that is subnormal: ½ log(½/q) of it", () => {
    const q = 2 ** -1074;
    expectClose(kl(halves, [1, q]), -LN2 / 2 + (-LN2 + 1074 * LN2) / 2, { relative: 1e-14 });
  });

  it("from log q is finite where q is below the smallest double, and infinite only at −∞", () => {
    expect(kl(halves, [1, Math.exp(-2000)])).toBe(Infinity);
    expectClose(klToLog(halves, [0, -2000]), 1000 - LN2, { relative: 1e-14 });
    expect(klToLog(halves, [0, -Infinity])).toBe(Infinity);
  });
});

describe("renyi", () => {
  it.each<[number[], number[], number, number]>([
    [quarters, halves, 2, Math.log(5 / 4)],
    [quarters, halves, 3, Math.log(7 / 4) / 2],
    [quarters, halves, 0.5, -2 * Math.log((Math.sqrt(3) + 1) / (2 * Math.SQRT2))],
    [[1, 0], halves, 7, LN2],
    [halves, [1, 0], 2, Infinity],
    [halves, [1, 0], 0.5, LN2],
    [[1, 0], [0, 1], 0.5, Infinity],
    [[1, 0], [0, 1], 2, Infinity],
  ])("of %j from %j at order %d is %d", (p, q, a, expected) => {
    expectClose(renyi(p, q, a), expected, { relative: 1e-14 });
    expectClose(renyiToLog(p, q.map(Math.log), a), expected, { relative: 1e-14 });
  });

  it("is at least 0, rises with the order, and has the supports' infinities", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2), order, order, keys, ([p, q], a, b, labels) => {
        const [low, high] = [renyi(p, q, Math.min(a, b)), renyi(p, q, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high + 1e-13);
        expect(renyi(p, q, a) < Infinity).toBe(a > 1 ? covers(q, p) : !disjoint(p, q));
        expectClose(renyiToLog(p, q.map(Math.log), a), renyi(p, q, a), { absolute: 1e-12 });
        expectClose(renyi(relabelled(p, labels), relabelled(q, labels), a), renyi(p, q, a), { absolute: 1e-13 });
      }),
    );
  });

  it("surrounds kl at orders on both sides of 1 and tends to it", () => {
    fc.assert(
      fc.property(
        lawsOnOneSet(2).filter(([p, q]) => covers(q, p)),
        ([p, q]) => {
          expect(renyi(p, q, 0.9)).toBeLessThanOrEqual(kl(p, q) + 1e-13);
          expect(renyi(p, q, 1.1)).toBeGreaterThanOrEqual(kl(p, q) - 1e-13);
          // The slope at order 1 is Var(log p/q)/2, at most (log 140)²/8 · 2 here; rounding is 1e-16/1e-5.
          expectClose(renyi(p, q, 1 + 1e-5), kl(p, q), { absolute: 1e-4 });
        },
      ),
    );
  });

  it("is symmetric at order ½, where it is −2 log(1 − H²)", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2), ([p, q]) => {
        expectClose(renyi(p, q, 0.5), renyi(q, p, 0.5), { absolute: 1e-14 });
        if (!disjoint(p, q)) expectClose(renyi(p, q, 0.5), -2 * Math.log1p(-(hellinger(p, q) ** 2)), { absolute: 1e-13 });
      }),
    );
  });

  it("from log q is finite where q is below the smallest double", () => {
    expect(renyi(halves, [1, Math.exp(-2000)], 2)).toBe(Infinity);
    expectClose(renyiToLog(halves, [0, -2000], 2), 2000 - Math.log(4), { relative: 1e-15 });
    expect(renyiToLog(halves, [0, -Infinity], 2)).toBe(Infinity);
  });

  it.each([0, 1, -1, Infinity, Number.NaN])("refuses the order %d", (a) => {
    const message = `renyi: order must be positive, finite and not 1, got ${a}`;
    expect(() => renyi(halves, halves, a)).toThrow(message);
    expect(() => renyiToLog(halves, [-LN2, -LN2], a)).toThrow(message);
  });
});

describe("hellinger", () => {
  it.each<[number[], number[], number]>([
    [[1], [1], 0],
    [[1, 0], [0, 1], 1],
    [[1, 0], halves, Math.sqrt(1 - SQRT1_2)],
    [quarters, halves, Math.sqrt(1 - (Math.sqrt(3) + 1) / (2 * Math.SQRT2))],
  ])("of %j and %j is %d", (p, q, expected) => {
    expectClose(hellinger(p, q), expected, { relative: 1e-14 });
  });

  it("lies in [0, 1], is symmetric, zero only on equality, and H² ≤ TV ≤ √2 H", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2), keys, ([p, q], labels) => {
        const h = hellinger(p, q);
        const tv = totalVariation(p, q);
        expect(h >= 0 && h <= 1).toBe(true);
        expect(hellinger(q, p)).toBe(h);
        expect(h === 0).toBe(same(p, q));
        expect(h ** 2).toBeLessThanOrEqual(tv + 1e-15);
        expect(tv).toBeLessThanOrEqual(Math.SQRT2 * h + 1e-15);
        expectClose(hellinger(relabelled(p, labels), relabelled(q, labels)), h, { absolute: 1e-15 });
      }),
    );
  });
});

describe("entropy", () => {
  it("of a point is 0, of n even points log n, of (¾, ¼) by hand", () => {
    expect(entropy([0, 1, 0])).toBe(0);
    expectClose(entropy([0.25, 0.25, 0.25, 0.25]), 2 * LN2, { relative: 1e-15 });
    expectClose(entropy(quarters), 2 * LN2 - 0.75 * Math.log(3), { relative: 1e-15 });
  });

  it("is log n less the divergence from the even law, whatever the labels", () => {
    fc.assert(
      fc.property(lawsOnOneSet(1), keys, ([p], labels) => {
        const even = p.map(() => 1 / p.length);
        expectClose(entropy(p), Math.log(p.length) - kl(p, even), { absolute: 1e-14 });
        expectClose(entropy(relabelled(p, labels)), entropy(p), { absolute: 1e-14 });
      }),
    );
  });
});
