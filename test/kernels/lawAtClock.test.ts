import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelClockBytes, kernelLawAtClock, kernelTokensAtClock } from "../../src/kernels/lawAtClock.ts";
import { align } from "../../src/kernels/world.ts";
import { dynamics } from "../../src/masked/dynamics.ts";
import { CLOCK_ERROR, lawAtClock } from "../../src/masked/lawAtClock.ts";
import { pairCubes } from "../../src/masked/pairCubes.ts";
import { contour } from "../../src/numerics/contour.ts";
import { expectClose } from "../../testing/close.ts";
import { guidanceWeight } from "../../testing/randomWorlds.ts";
import { answerOf, openWorld } from "./open.ts";
import { randomPairs } from "./randomPairs.ts";

const clock = fc.oneof(
  fc.constantFrom(1e-9, 0.01, 1, 40, 1e9),
  fc.integer({ min: 1, max: 100 }).map((n) => n / 20),
);

describe("kernelLawAtClock", () => {
  it("is the law of the definition, rule rates, to the error that both promise", () => {
    fc.assert(
      fc.property(randomPairs("plain"), guidanceWeight, clock, (pair, w, u) => {
        const expected = lawAtClock(dynamics(pairCubes(pair), "rates", w), u);
        const nodes = contour(pair.length <= 3 ? 24 : 32);
        const found = answerOf(kernelLawAtClock(openWorld(pair), w, u, nodes));
        expectClose(found, expected, { absolute: CLOCK_ERROR });
        expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });

  it("of one site by hand: what is masked at u is e^{−Zu}", () => {
    // A = (9/8, 1/8): Z = 5/4.
    const world = openWorld({ alphabet: 2, length: 1, conditional: [0.75, 0.25], unconditional: [0.5, 0.5] });
    const left = Math.exp(-1.25 * 0.8);
    const expected = [0.9 * (1 - left), 0.1 * (1 - left), left];
    expectClose(answerOf(kernelLawAtClock(world, 1, 0.8, contour(24))), expected, { absolute: 1e-13 });
  });

  it("answers rates of 1e60 beside rates of 1", () => {
    const pair = { alphabet: 2, length: 2, conditional: law([1, 1e-60, 1, 1]), unconditional: law([1, 1, 1, 1]), targetWeight: null };
    const expected = lawAtClock(dynamics(pairCubes(pair), "rates", 1), 1);
    expectClose(answerOf(kernelLawAtClock(openWorld(pair), 1, 1, contour(24))), expected, { absolute: CLOCK_ERROR });
  });

  it("takes the memory that it says for complex numbers: states with two masks or more", () => {
    for (const [alphabet, length] of [
      [1, 1],
      [1, 5],
      [2, 4],
      [3, 2],
      [9, 3],
    ] as const) {
      const law = new Float64Array(alphabet ** length).fill(alphabet ** -length);
      const world = openWorld({ alphabet, length, conditional: law, unconditional: law });
      const bytes = world.call.placeRows(alphabet, length, world.free, world.scratch);
      let stored = 0;
      for (let s = 0; s < world.states; s++) if (masks(s, alphabet, length) >= 2) stored++;
      expect(bytes).toBe(64 * stored);
      const real = 4 * align(8 * world.states) + align((4 * world.states) / (alphabet + 1));
      expect(kernelClockBytes(world)).toBe(real + bytes);
    }
  });

  it("declines clocks whose squares, or whose rates' squares, leave the range", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [0.75, 0.25], unconditional: [0.5, 0.5] });
    for (const u of [0, 1e-150, 1e150]) {
      expect(kernelLawAtClock(world, 0, u, contour(24))).toEqual({ status: "declined", reason: `u = ${u} with rates up to 1` });
    }
  });

  it("declines weights that the terminal law declines", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [1, 1e-200], unconditional: [0.5, 0.5] });
    expect(kernelLawAtClock(world, 3, 1, contour(24)).status).toBe("declined");
    expect(kernelTokensAtClock(world, "tokens", 3, 1).status).toBe("declined");
  });
});

describe("kernelTokensAtClock", () => {
  it("is the law of the definition, rules tokens and oracle, to the definition's error", () => {
    fc.assert(
      fc.property(randomPairs("plain"), fc.constantFrom("tokens", "oracle"), guidanceWeight, clock, (pair, rule, w, u) => {
        const expected = lawAtClock(dynamics(pairCubes(pair), rule, w), u);
        expectClose(answerOf(kernelTokensAtClock(openWorld(pair), rule, w, u)), expected, { absolute: CLOCK_ERROR });
      }),
      { numRuns: 100 },
    );
  });

  it("keeps relative accuracy where almost everything is still masked: three sites at u = 1e-9", () => {
    const world = openWorld({ alphabet: 1, length: 3, conditional: [1], unconditional: [1] });
    const found = answerOf(kernelTokensAtClock(world, "tokens", 2, 1e-9));
    const one = 1e-9 - 0.5e-18;
    expectClose([found[0], found[1]], [one ** 3, one ** 2 * (1 - one)], { relative: 1e-14 });
  });

  it("keeps relative accuracy where almost nothing is masked any more: three sites at u = 200", () => {
    const world = openWorld({ alphabet: 1, length: 3, conditional: [1], unconditional: [1] });
    const found = answerOf(kernelTokensAtClock(world, "tokens", 2, 200));
    const one = Math.exp(-200);
    // Index = 4 s0 + 2 s1 + s2, 1 for a mask.
    expectClose(found, [1, one, one, one ** 2, one, one ** 2, one ** 2, one ** 3], { relative: 1e-14 });
  });
});

function law(masses: readonly number[]): Float64Array {
  const total = masses.reduce((a, b) => a + b);
  return Float64Array.from(masses, (mass) => mass / total);
}

function masks(state: number, alphabet: number, length: number): number {
  let count = 0;
  for (let i = 0, rest = state; i < length; i++, rest = Math.floor(rest / (alphabet + 1))) {
    if (rest % (alphabet + 1) === alphabet) count++;
  }
  return count;
}
