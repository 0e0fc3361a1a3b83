import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight, type RandomWorld, randomWorld } from "../../testing/randomWorlds.ts";

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);
/** 300 draws with the run's seed: the numbers below are certain up to a probability stated beside them. */
const sample = <T>(arbitrary: fc.Arbitrary<T>): T[] => fc.sample(arbitrary, 300);
const someEntry = (worlds: readonly RandomWorld[], wanted: (value: number) => boolean): number =>
  worlds.filter((world) => world.laws.some((law) => law.some(wanted))).length;
const isTiny = (value: number): boolean => value > 0 && value < 1e-11;

describe("randomWorld", () => {
  it("is a class mixture of the stated shape: laws and weights sum to 1, class 0 is the target, p is the mixture", () => {
    fc.assert(
      fc.property(randomWorld({ tiny: true }), ({ alphabet, length, weights, laws, conditional, unconditional }) => {
        const cells = alphabet ** length;
        expect((alphabet + 1) ** length).toBeLessThanOrEqual(1300);
        expect([2, 3]).toContain(laws.length);
        expect(weights.length).toBe(laws.length);
        expectClose(sum(weights), 1, { relative: 1e-14 });
        expect(Math.min(...weights)).toBeGreaterThan(1 / 42);
        for (const law of laws) {
          expect(law.length).toBe(cells);
          expect(law.every((value) => value >= 0)).toBe(true);
          expectClose(sum(law), 1, { relative: 1e-13 });
        }
        expectClose(conditional, laws[0], {});
        const mixture = conditional.map((_, index) => sum(laws.map((law, k) => weights[k] * law[index])));
        expectClose(unconditional, mixture, { relative: 1e-15 });
      }),
    );
  });

  it("covers every length, every alphabet, both numbers of classes, dense laws and exact zeros", () => {
    // The rarest of these has probability about 1/20 per draw: missed with probability below (19/20)^300 < 3e-7 each.
    const worlds = sample(randomWorld());
    expect(new Set(worlds.map(({ length }) => length))).toEqual(new Set([1, 2, 3, 4]));
    expect(new Set(worlds.map(({ alphabet }) => alphabet))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(new Set(worlds.map(({ laws }) => laws.length))).toEqual(new Set([2, 3]));
    const withZeros = someEntry(worlds, (value) => value === 0);
    expect(withZeros).toBeGreaterThan(60);
    expect(withZeros).toBeLessThan(300);
    expect(worlds.some(({ unconditional }) => unconditional.includes(0))).toBe(true);
  });

  it("has entries down to about 1e-300 only when asked for", () => {
    expect(someEntry(sample(randomWorld()), isTiny)).toBe(0);
    const worlds = sample(randomWorld({ tiny: true }));
    expect(someEntry(worlds, isTiny)).toBeGreaterThan(60);
    expect(someEntry(worlds, (value) => value > 0 && value < 1e-250)).toBeGreaterThan(20);
    expect(someEntry(worlds, (value) => value > 0 && value < 9e-301)).toBe(0);
  });

  it("has no zeros when they are excluded", () => {
    expect(someEntry(sample(randomWorld({ zeros: false, tiny: true })), (value) => value === 0)).toBe(0);
  });

  it("keeps to the lengths and the number of states asked for", () => {
    const worlds = sample(randomWorld({ lengths: [2, 3], maxStates: 64 }));
    expect(new Set(worlds.map(({ alphabet, length }) => `${alphabet}^${length}`))).toEqual(
      new Set(["1^2", "2^2", "3^2", "4^2", "5^2", "1^3", "2^3", "3^3"]),
    );
  });

  it("shrinks a failing world to the smallest one", () => {
    const details = fc.check(fc.property(randomWorld({ tiny: true }), ({ length }) => length < 2));
    expect(details.counterexample?.[0]).toMatchObject({ alphabet: 1, length: 2, weights: [0.5, 0.5] });
  });

  it("refuses bounds that no shape meets by name and value", () => {
    expect(() => randomWorld({ maxStates: 7, lengths: [3] })).toThrow(
      "randomWorld: maxStates must admit a shape, got maxStates = 7, lengths = 3",
    );
  });
});

describe("guidanceWeight", () => {
  it("lies in [-1, 8] and takes exactly -1, exactly 0, values between, and values above 1", () => {
    const weights = sample(guidanceWeight);
    expect(weights.every((w) => w >= -1 && w <= 8)).toBe(true);
    // One in seven each: fewer than 6 of 300 has probability below 1e-13.
    expect(weights.filter((w) => w === -1).length).toBeGreaterThan(5);
    expect(weights.filter((w) => w === 0).length).toBeGreaterThan(5);
    expect(weights.some((w) => w > -0.99 && w < -0.01)).toBe(true);
    expect(weights.some((w) => w > 0.01 && w < 1)).toBe(true);
    // At least 1/7 + 3/7 · 7/9 = 10/21 of them: 75 of 300 or fewer has probability below e^(-2 · 300 · 0.226²) < 1e-13.
    expect(weights.filter((w) => w >= 1).length).toBeGreaterThan(75);
  });
});
