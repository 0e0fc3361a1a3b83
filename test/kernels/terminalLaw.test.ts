import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rule } from "../../src/guidance/rule.ts";
import { kernelTerminalLaw, kernelTerminalLaws, kernelVisits, sweepPlan } from "../../src/kernels/terminalLaw.ts";
import { writeWeights } from "../../src/kernels/weights.ts";
import { SCRATCH } from "../../src/kernels/world.ts";
import { dynamics } from "../../src/masked/dynamics.ts";
import { pairCubes } from "../../src/masked/pairCubes.ts";
import { terminalLaw, visitProbabilities } from "../../src/masked/terminalLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { guidanceWeight } from "../../testing/randomWorlds.ts";
import { answerOf, openWorld } from "./open.ts";
import { randomPairs } from "./randomPairs.ts";

const rule = fc.constantFrom<Rule>("rates", "tokens", "oracle");

/**
 * The definition takes e^x of x = ln Q + w ln(Q/P) up to 600 in size, rounded to 1.1e-13 at worst; a probability is a quotient of at most
 * L + 1 products of such weights.
 */
const RELATIVE = 2e-12;

/** A pair of full support. */
function fullPair(alphabet: number, length: number) {
  const rng = namedRng(`kernel law ${alphabet} ${length}`);
  const law = () => {
    const values = Float64Array.from({ length: alphabet ** length }, () => 0.05 + rng());
    const total = values.reduce((a, b) => a + b, 0);
    return values.map((value) => value / total);
  };
  const [conditional, other] = [law(), law()];
  return { alphabet, length, conditional, unconditional: conditional.map((p, x) => (p + other[x]) / 2), targetWeight: 0.5 };
}

describe("kernelTerminalLaw", () => {
  it("is the law of the definition, every rule, w from −1 to 8, zeros included", () => {
    fc.assert(
      fc.property(randomPairs("plain"), rule, guidanceWeight, (pair, name, w) => {
        const expected = terminalLaw(dynamics(pairCubes(pair), name, w));
        expectClose(answerOf(kernelTerminalLaw(openWorld(pair), name, w)), expected, { relative: RELATIVE });
      }),
      { numRuns: 200 },
    );
  });

  it("with entries down to 1e-300 and w up to 64 is the law of the definition, and declines exactly where that keeps logarithms", () => {
    let [taken, left] = [0, 0];
    fc.assert(
      fc.property(randomPairs("tiny"), rule, fc.oneof(guidanceWeight, fc.integer({ min: 8, max: 64 })), (pair, name, w) => {
        const found = kernelTerminalLaw(openWorld(pair), name, w);
        // Ratios are at most 10: no exponent is beyond 700 unless the weights span e^600 too.
        const { form } = dynamics(pairCubes(pair), "rates", w);
        expect(found.status).toBe(form === "linear" ? "ok" : "declined");
        if (found.status === "ok") {
          taken++;
          expectClose(found.value, terminalLaw(dynamics(pairCubes(pair), name, w)), { relative: RELATIVE, absolute: 1e-300 });
        } else {
          left++;
          expect(found.reason).toMatch(/^weights span e\^\d+: kept as logarithms$/);
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(taken, left)).toBeGreaterThan(30);
  });

  it("is the tilted law of two tokens by hand: Q = (3/4, 1/4), P = (1/2, 1/2), w = 2 gives 27 : 1", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [0.75, 0.25], unconditional: [0.5, 0.5] });
    for (const name of ["rates", "tokens", "oracle"] as const) {
      expectClose(answerOf(kernelTerminalLaw(world, name, 2)), [27 / 28, 1 / 28], { relative: 1e-15 });
    }
  });

  it("does not take one law for another's: answers are the same whatever was asked before", () => {
    const world = openWorld(fullPair(3, 3));
    const first = answerOf(kernelTerminalLaw(world, "tokens", 2));
    kernelTerminalLaw(world, "oracle", 7);
    kernelTerminalLaw(world, "rates", -1);
    expect(answerOf(kernelTerminalLaw(world, "tokens", 2))).toEqual(first);
  });

  it("takes weights down to e^−590 beside e^0: two tokens, 10^−256 the least", () => {
    const pair = { alphabet: 2, length: 1, conditional: [1 - 1e-256, 1e-256], unconditional: [0.5, 0.5] };
    expectClose(answerOf(kernelTerminalLaw(openWorld(pair), "rates", 0.001)), tiltedOf(pair.conditional, pair.unconditional, 0.001), {
      relative: RELATIVE,
    });
  });

  it("declines where (Q/P)^w is beyond e^700 although Q makes up for it", () => {
    // Q/P = 5e-324 at the second token: (Q/P)^−0.99 = e^737, times Q = e^−744.
    const world = openWorld({ alphabet: 2, length: 1, conditional: [1, 5e-324], unconditional: [0, 1].map((p) => p + 1e-8) });
    expect(kernelTerminalLaw(world, "rates", -0.99)).toEqual({ status: "declined", reason: "(Q/P)^w reaches e^737" });
    expect(kernelTerminalLaw(world, "rates", -0.9).status).toBe("ok");
  });

  it("declines where the unconditional law is 0 and the conditional is not, except at w = 0 and w = −1", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [0.5, 0.5], unconditional: [0, 1] });
    for (const w of [-0.5, 3]) {
      expect(kernelTerminalLaw(world, "rates", w)).toEqual({
        status: "declined",
        reason: "the unconditional law is 0 where the conditional is not",
      });
    }
    expect([...answerOf(kernelTerminalLaw(world, "rates", 0))]).toEqual([0.5, 0.5]);
    expect([...answerOf(kernelTerminalLaw(world, "rates", -1))]).toEqual([0, 1]);
  });

  it("declines w = 0 and w = −1 where the laws themselves span e^600", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [1, 1e-300], unconditional: [1, 1e-300] });
    for (const w of [0, -1]) {
      expect(kernelTerminalLaw(world, "rates", w)).toEqual({ status: "declined", reason: "weights span e^691: kept as logarithms" });
    }
  });
});

function tiltedOf(cond: readonly number[], uncond: readonly number[], w: number): number[] {
  const weights = cond.map((q, x) => q * (q / uncond[x]) ** w);
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((value) => value / total);
}

describe("kernelVisits", () => {
  it("are the visit probabilities of the definition, of states with masks too", () => {
    fc.assert(
      fc.property(randomPairs("plain"), fc.constantFrom("tokens", "oracle"), guidanceWeight, (pair, name, w) => {
        const expected = visitProbabilities(dynamics(pairCubes(pair), name, w));
        expectClose(answerOf(kernelVisits(openWorld(pair), name, w)), expected, { relative: RELATIVE });
      }),
      { numRuns: 100 },
    );
  });
});

describe("sweepRates", () => {
  const plans = [
    [2, 6, 2],
    [2, 6, 1],
    [3, 4, 1],
    [9, 3, 1],
    [10, 3, 1],
    [4, 4, 1],
  ] as const;

  it("gives the law of the definition however the sites are divided into far and near", () => {
    for (const [alphabet, length, last] of plans) {
      const pair = fullPair(alphabet, length);
      const process = dynamics(pairCubes(pair), "rates", 3);
      const expected = terminalLaw(process);
      for (let far = 0; far <= length - last; far++) {
        const world = openWorld(pair);
        expect(writeWeights(world, 3, world.free).status).toBe("ok");
        sweepWith(world, far, length - last - far, last);
        world.call.completePart(alphabet, length, world.free, world.logRatio);
        expectClose(world.view(world.logRatio, alphabet ** length), expected, { relative: RELATIVE });
      }
    }
  });

  it("gives the same bits when the tiles with equally many masks are done in any order, by workers with scratch of their own", () => {
    for (const [alphabet, length, last] of plans) {
      const far = 2;
      const near = length - last - far;
      if (near < 0) continue;
      const pair = fullPair(alphabet, length);
      const [one, many] = [openWorld(pair), openWorld(pair)];
      for (const world of [one, many]) {
        world.reserve(8 * world.states + SCRATCH);
        writeWeights(world, 3, world.free);
      }
      sweepWith(one, far, near, last);
      const tiles = Array.from({ length: (alphabet + 1) ** far }, (_, tile) => tile);
      const masks = (tile: number) => Number(tile % (alphabet + 1) === alphabet) + Number(tile >= alphabet * (alphabet + 1));
      for (const level of [2, 1, 0]) {
        tiles
          .filter((tile) => masks(tile) === level)
          .forEach((tile, turn) => {
            const scratch = turn % 2 === 0 ? many.scratch : many.free + 8 * many.states + 64;
            many.call.sweepRates(alphabet, far, near, last, many.free, scratch, tile, tile + 1);
          });
      }
      expect(many.view(many.free, many.states)).toEqual(one.view(one.free, one.states));
    }
  });

  function sweepWith(world: ReturnType<typeof openWorld>, far: number, near: number, last: number): void {
    const { call, alphabet, free, scratch } = world;
    call.sweepRates(alphabet, far, near, last, free, scratch, 0, (alphabet + 1) ** far);
  }

  it("is planned with all sites accounted for and tiles that fit in the scratch, for every size that fits in memory", () => {
    for (let alphabet = 1; alphabet <= 64; alphabet++) {
      for (let length = 1; (alphabet + 1) ** length <= 2 ** 28; length++) {
        const { far, near, last } = sweepPlan(alphabet, length);
        expect(far + near + last).toBe(length);
        expect(Math.min(far, near, last - 1)).toBeGreaterThanOrEqual(0);
        if (far > 0) expect(2 ** 15 + 16 * (alphabet + 1) ** (near + last)).toBeLessThanOrEqual(SCRATCH);
      }
    }
  });
});

describe("kernelTerminalLaws", () => {
  it("are the laws at each w: an entry of A drifts by 1.5 ulp a product, at most seven of them", () => {
    fc.assert(
      fc.property(randomPairs("plain"), fc.integer({ min: -4, max: 8 }), fc.integer({ min: 1, max: 20 }), (pair, quarters, count) => {
        const [from, step] = [quarters / 4, 0.25];
        const world = openWorld(pair);
        const laws = answerOf(kernelTerminalLaws(world, { from, step, count }));
        expect(laws).toHaveLength(count);
        laws.forEach((law, j) => {
          // Numerator and denominator are products of at most L + 1 weights or sums of weights.
          const relative = 2 * (pair.length + 1) * 12 * Number.EPSILON;
          expectClose(law, answerOf(kernelTerminalLaw(world, "rates", from + j * step)), { relative });
        });
      }),
      { numRuns: 60 },
    );
  });

  it("are written where they are wanted, one by one or several at once", () => {
    const world = openWorld({ alphabet: 2, length: 2, conditional: [0.4, 0.3, 0.2, 0.1], unconditional: [0.25, 0.25, 0.25, 0.25] });
    for (const count of [1, 9]) {
      const out = Array.from({ length: count }, () => new Float64Array(4));
      const laws = answerOf(kernelTerminalLaws(world, { from: 0, step: 0.5, count }, out));
      expect(laws).toBe(out);
      expect(out).toEqual(answerOf(kernelTerminalLaws(world, { from: 0, step: 0.5, count })));
      for (const law of out) expect(law.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    }
  });

  it("declines at the first w that a single law declines", () => {
    const world = openWorld({ alphabet: 2, length: 1, conditional: [1, 1e-100], unconditional: [0.5, 0.5] });
    expect(kernelTerminalLaws(world, { from: 0, step: 1, count: 5 })).toEqual(kernelTerminalLaw(world, "rates", 2));
    expect(kernelTerminalLaw(world, "rates", 2).status).toBe("declined");
  });
});
