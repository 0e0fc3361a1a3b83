import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noise } from "../../src/masked/noise.ts";
import { timeGrid } from "../../src/masked/steps/grid.ts";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { eulerSteps } from "../../src/uniform/eulerSteps.ts";
import { posteriorSteps } from "../../src/uniform/posteriorSteps.ts";
import { type StepSampler, stepLaw } from "../../src/uniform/stepLaw.ts";
import { uniformLaw } from "../../src/uniform/uniformLaw.ts";
import { pairOf } from "../../src/worlds/masked/mixture.ts";
import { randomDirichlet } from "../../src/worlds/masked/presets.ts";
import { expectClose } from "../../testing/close.ts";
import { guidedProduct, type LawPair } from "../../testing/guidedConditional.ts";
import { guidanceWeight, randomWorld } from "../../testing/randomWorlds.ts";
import { digitsOf } from "../../testing/rowMajor.ts";
import { independentStep, reverseGenerator, sitePosterior } from "../../testing/uniformDiffusion.ts";

const linear = noise({ schedule: "linear" });
const steps = (n: number, end = 0) => timeGrid({ steps: n, end }, linear);
const samplers: readonly (readonly [string, StepSampler])[] = [
  ["euler", eulerSteps],
  ["posterior", posteriorSteps],
];
const dense = pairOf(randomDirichlet({ alphabet: 3, length: 2, classes: 2, concentration: 1, seed: 0 }), "z1");
const world = randomWorld({ maxStates: 64, zeros: false }).map((pair) => ({ ...pair, targetWeight: null }));
const total = (law: Float64Array): number => law.reduce((a, b) => a + b, 0);

/** Linear schedule, Δ = 1/N from 1 to 0, every kernel from dense matrices. */
function denseLaw(pair: LawPair, N: number, rows: (t: number, s: number, x: number, site: number) => number[]): Float64Array {
  const n = pair.alphabet ** pair.length;
  let law: Float64Array = new Float64Array(n).fill(1 / n);
  for (let k = N; k >= 1; k--) law = independentStep(pair, law, (x, site) => rows(k / N, (k - 1) / N, x, site));
  return law;
}

describe("stepLaw", () => {
  it("of posterior steps is the dense computation from the joint law of (z_s, z_t), w from −1 to 8", () => {
    fc.assert(
      fc.property(world, guidanceWeight, (pair, w) => {
        const level = (t: number) => ({ kept: 1 - t, noise: t });
        const expected = denseLaw(pair, 3, (t, s, x, site) => {
          const both = [level(t), level(s)] as const;
          const [c, u] = [pair.conditional, pair.unconditional].map((law) => sitePosterior(pair, law, both, [x, site]));
          const product = c.map((value, v) => guidedProduct(value, u[v], w));
          return product.map((value) => value / product.reduce((a, b) => a + b));
        });
        expectClose(stepLaw(pair, w, posteriorSteps, steps(3)).law, expected, { absolute: 1e-11 });
      }),
      { numRuns: 30 },
    );
  });

  it("of Euler steps is the dense computation from the generator, clamps included, w from −1 to 8", () => {
    fc.assert(
      fc.property(world, guidanceWeight, (pair, w) => {
        const { alphabet: K, length } = pair;
        const expected = denseLaw(pair, 4, (t, _, x, site) => {
          const token = digitsOf(x, length, K)[site];
          if (t === 1) return Array.from({ length: K }, (_, v) => (K === 1 ? 1 : v === token ? 0 : 1 / (K - 1)));
          const generator = reverseGenerator(pair, w, { kept: 1 - t, noise: t });
          const apart = K ** (length - 1 - site);
          const rates = Array.from({ length: K }, (_, v) => (v === token ? 0 : generator[x * K ** length + x + (v - token) * apart]));
          const leaving = rates.reduce((a, b) => a + b) / (1 - t) / 4;
          const scale = (leaving > 1 ? 1 / leaving : 1) / (1 - t) / 4;
          return rates.map((rate, v) => (v === token ? 1 - Math.min(1, leaving) : rate * scale));
        });
        expectClose(stepLaw(pair, w, eulerSteps, steps(4)).law, expected, { absolute: 1e-11 });
      }),
      { numRuns: 30 },
    );
  });

  it.each(samplers)("of %s steps sums to 1, zeros included, for w from −1 to 8", (_, sampler) => {
    fc.assert(
      fc.property(randomWorld({ maxStates: 125 }), guidanceWeight, fc.integer({ min: 1, max: 6 }), (pair, w, n) => {
        const { law } = stepLaw({ ...pair, targetWeight: null }, w, sampler, steps(n));
        expectClose(total(law), 1, { absolute: 1e-12 });
        expect(law.every((value) => value >= 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("of posterior steps on one site is the conditional law at w = 0 and the unconditional at w = −1, for any number of steps", () => {
    fc.assert(
      fc.property(randomWorld({ lengths: [1] }), fc.constantFrom(1, 2, 5), (world, n) => {
        const pair = { ...world, targetWeight: null };
        expectClose(stepLaw(pair, 0, posteriorSteps, steps(n)).law, pair.conditional, { absolute: 1e-13 });
        expectClose(stepLaw(pair, -1, posteriorSteps, steps(n)).law, pair.unconditional, { absolute: 1e-13 });
      }),
      { numRuns: 30 },
    );
  });

  it.each(samplers)(
    "of %s steps tends to the continuous-time law with order 1 (slope within 0.15 over four step sizes), w = −0.5, 0, 2",
    (_, sampler) => {
      for (const w of [-0.5, 0, 2]) {
        const { law } = uniformLaw(dense, w, { end: 1e-10 });
        const errors = [128, 256, 512, 1024].map((n) => totalVariation(stepLaw(dense, w, sampler, steps(n)).law, law));
        expectClose(Math.log2(errors[0] / errors[3]) / 3, 1, { absolute: 0.15 });
        expect(errors[3]).toBeLessThan(0.005);
      }
    },
  );

  it("and not to that of another weight (negative control)", () => {
    const { law } = uniformLaw(dense, 1.8, { end: 1e-10 });
    for (const [, sampler] of samplers) expect(totalVariation(stepLaw(dense, 2, sampler, steps(1024)).law, law)).toBeGreaterThan(0.005);
  });

  it("counts the clamps of Euler: at t = 1 every site, and more at strong guidance; posterior steps need none", () => {
    expectClose(stepLaw(dense, 0, eulerSteps, steps(1024)).clamps, 2, { absolute: 0.05 });
    expect(stepLaw(dense, 8, eulerSteps, steps(8)).clamps).toBeGreaterThan(2.5);
    expect(stepLaw(dense, 8, posteriorSteps, steps(8)).clamps).toBe(0);
  });

  it("refuses what has no guided law", () => {
    expect(() => stepLaw(dense, -1.5, eulerSteps, steps(2))).toThrow("guidance.w must be a finite number of at least -1, got -1.5");
  });
});
