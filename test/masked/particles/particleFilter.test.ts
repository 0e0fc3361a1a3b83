import { describe, expect, it } from "vitest";
import type { Dynamics } from "../../../src/masked/dynamics.ts";
import { clockChain } from "../../../src/masked/particles/clockChain.ts";
import { jumpChain } from "../../../src/masked/particles/jumpChain.ts";
import { maskedStrides } from "../../../src/masked/particles/maskedStrides.ts";
import { particleFilter } from "../../../src/masked/particles/particleFilter.ts";
import { revealWeights } from "../../../src/masked/particles/revealWeights.ts";
import type { WeightedChain } from "../../../src/masked/particles/weightedChain.ts";
import { terminalLaw } from "../../../src/masked/terminalLaw.ts";
import { totalVariation } from "../../../src/measures/totalVariation.ts";
import { pairOf } from "../../../src/worlds/masked/mixture.ts";
import { randomDirichlet } from "../../../src/worlds/masked/presets.ts";
import { expectClose } from "../../../testing/close.ts";
import { empiricalBernstein } from "../../../testing/empiricalBernstein.ts";
import { guidedProduct } from "../../../testing/guidedConditional.ts";
import { tiltedLaw } from "../../../testing/tiltedLaw.ts";
import { guided, pairFrom } from "../guided.ts";

const pair = pairOf(randomDirichlet({ alphabet: 3, length: 3, classes: 3, concentration: 0.5, seed: 2 }), "z1");
const w = 3;
const tilted = tiltedLaw(pair, w);
const process = (rule: "rates" | "tokens"): Dynamics => guided(pair, rule, w);

/** The same paths with other weights: e^{power · log W}. */
const wrongly = (chain: WeightedChain, power: number): WeightedChain => ({
  ...chain,
  move: (state, move, rng) => {
    const moved = chain.move(state, move, rng);
    moved.logWeight *= power;
    return moved;
  },
});

/** Largest Π of weights along a path of the jump chain: bounds every estimate of a mass. */
function largestWeight(dynamics: Dynamics): number {
  const { space } = dynamics;
  const weights = revealWeights(dynamics);
  const strides = new Int32Array(space.length);
  const most = new Float64Array(space.length + 1).fill(-Infinity);
  for (let s = 0; s < space.states; s++) {
    const count = maskedStrides(space, s, strides);
    if (count > 0) most[count] = Math.max(most[count], ...weights(s, strides, count).subarray(0, count));
  }
  return Math.exp(most.slice(1).reduce((a, b) => a + b));
}

const risk = 1e-9;
const runs = 8000;
const mild = pairFrom(2, 3, [16, 1, 1, 2, 1, 8, 4, 1], [2, 1, 2, 1, 1, 2, 1, 2]);
const masses = mild.conditional.map((p, x) => guidedProduct(p, mild.unconditional[x], 1));

/** Whether the mean over runs of each estimated mass is within its radius of p_c^{1+w} p^{−w}(x). */
function unbiased(chain: WeightedChain, bound: number, threshold: number): { ok: boolean; radius: number; resampled: number } {
  let resampled = 0;
  const estimates = Array.from({ length: runs }, (_, replicate) => {
    const run = particleFilter(chain, { particles: 4, seed: 0, replicate, threshold });
    resampled += run.resampledAfter.length / runs;
    return run.law.map((share) => share * Math.exp(run.logNormaliser));
  });
  const found = Array.from(masses, (_, x) =>
    empiricalBernstein(
      estimates.map((estimate) => estimate[x]),
      bound,
      risk,
    ),
  );
  return {
    ok: found.every(({ mean, radius }, x) => Math.abs(mean - masses[x]) <= radius),
    radius: Math.max(...found.map(({ radius }) => radius)),
    resampled,
  };
}

describe(`particleFilter with 4 particles estimates p_c^{1+w} p^{−w}(x) without bias (mean of ${runs} runs)`, () => {
  for (const rule of ["rates", "tokens"] as const) {
    const chain = jumpChain(guided(mild, rule, 1));
    const bound = largestWeight(guided(mild, rule, 1));
    it(`${rule}, never resampling, resampling below 0.99 n, and always`, () => {
      for (const threshold of [0, 0.99, 1]) {
        const { ok, resampled } = unbiased(chain, bound, threshold);
        expect(ok).toBe(true);
        if (threshold > 0) expect(resampled).toBeGreaterThan(threshold === 1 ? 0.9 : 0.03);
        else expect(resampled).toBe(0);
      }
    });

    it(`${rule}, and that check rejects W^0.7 in place of W (negative control)`, () => {
      expect(unbiased(wrongly(chain, 0.7), bound, 0.99)).toMatchObject({ ok: false });
    });
  }
});

describe("particleFilter approaches the tilted law", () => {
  const sizes = [100, 1000, 10_000];
  const replicates = 12;
  const chains: readonly (readonly [string, WeightedChain])[] = [
    ["jumpChain, rates", jumpChain(process("rates"))],
    ["jumpChain, tokens", jumpChain(process("tokens"))],
    // At w = 3 these weights have infinite variance.
    ["clockChain in 8 moves, rates, w = 0.3", clockChain(guided(pair, "rates", 0.3), 8)],
    ["clockChain in 8 moves, tokens", clockChain(process("tokens"), 8)],
  ];
  /** TV to the tilted law: mean over replicates, and twice its standard error. */
  const distance = (chain: WeightedChain, particles: number, target = tilted) => {
    const values = Array.from({ length: replicates }, (_, replicate) =>
      totalVariation(particleFilter(chain, { particles, seed: 7, replicate }).law, target),
    );
    const mean = values.reduce((a, b) => a + b) / replicates;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1);
    return { mean, twoErrors: 2 * Math.sqrt(variance / replicates) };
  };

  it("which is not the law of the sampler: TV = 0.098 for rates, 0.097 for tokens", () => {
    expectClose(totalVariation(terminalLaw(process("rates")), tilted), 0.0978, { absolute: 5e-4 });
    expectClose(totalVariation(terminalLaw(process("tokens")), tilted), 0.0972, { absolute: 5e-4 });
  });

  it.each(chains)("%s: TV falls from n = 100 to 1000 to 10 000, intervals apart, as n^−½", (name, chain) => {
    const target = name.endsWith("w = 0.3") ? tiltedLaw(pair, 0.3) : tilted;
    const found = sizes.map((n) => distance(chain, n, target));
    for (let k = 1; k < sizes.length; k++) {
      expect(found[k].mean + found[k].twoErrors).toBeLessThan(found[k - 1].mean - found[k - 1].twoErrors);
    }
    expectClose(Math.log10(found[2].mean / found[0].mean) / 2, -0.5, { absolute: 0.15 });
  });

  it.each([
    ["jumpChain, rates", 0.5],
    ["jumpChain, tokens", 0.5],
    ["jumpChain, tokens", 0],
  ] as const)("%s with W^%d stays away (negative control)", (name, power) => {
    const chain = chains.find(([known]) => known === name)?.[1] ?? chains[0][1];
    const { mean, twoErrors } = distance(wrongly(chain, power), 10_000);
    const right = distance(chain, 10_000);
    expect(mean - twoErrors).toBeGreaterThan(right.mean + right.twoErrors);
  });
});

describe("particleFilter", () => {
  const chain = jumpChain(process("tokens"));

  it("returns a law, effective sizes from 1 to n for every move, and no resampling after the last move", () => {
    const run = particleFilter(chain, { particles: 50, seed: 1, threshold: 1 });
    expectClose(
      run.law.reduce((a, b) => a + b),
      1,
      { relative: 1e-13 },
    );
    expect(run.effectiveSize.length).toBe(3);
    expect(run.effectiveSize.every((size) => size >= 1 && size <= 50 * (1 + 1e-12))).toBe(true);
    expect(run.resampledAfter.every((move) => move < 2)).toBe(true);
  });

  it("for oracle keeps all weights at 1: effective size n, normaliser 1, never resampled", () => {
    const run = particleFilter(jumpChain(guided(pair, "oracle", w)), { particles: 40, seed: 1 });
    expectClose(run.effectiveSize, [40, 40, 40], { relative: 1e-12 });
    expectClose(run.logNormaliser, 0, { absolute: 1e-13 });
    expect(run.resampledAfter).toEqual([]);
  });

  it("gives the same bits for the same seed and replicate, others for another", () => {
    const run = (seed: number, replicate: number) => particleFilter(chain, { particles: 30, seed, replicate }).law;
    expect(run(1, 2)).toEqual(run(1, 2));
    expect(run(1, 2)).not.toEqual(run(1, 3));
    expect(run(1, 2)).not.toEqual(run(2, 2));
  });

  it("of one particle is one path of the sampler", () => {
    const { law } = particleFilter(chain, { particles: 1, seed: 3 });
    expect([...law].filter((value) => value !== 0)).toEqual([1]);
  });

  it("refuses a number of particles that is no positive integer, and a threshold off [0, 1]", () => {
    expect(() => particleFilter(chain, { particles: 0, seed: 0 })).toThrow(
      "particleFilter: particles must be an integer of at least 1, got 0",
    );
    expect(() => particleFilter(chain, { particles: 1, seed: 0, threshold: 2 })).toThrow(
      "particleFilter: threshold must be a number from 0 to 1, got 2",
    );
  });
});
