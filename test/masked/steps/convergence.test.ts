import { describe, expect, it } from "vitest";
import { noise } from "../../../src/masked/noise.ts";
import { scheduledLaw } from "../../../src/masked/scheduledLaw.ts";
import { filledLaw } from "../../../src/masked/steps/fill.ts";
import { timeGrid } from "../../../src/masked/steps/grid.ts";
import { nStepLaw } from "../../../src/masked/steps/nStepLaw.ts";
import { stepKind } from "../../../src/masked/steps/stepKinds.ts";
import { totalVariation } from "../../../src/measures/totalVariation.ts";
import { pairFrom, scheduled } from "../guided.ts";
import { constant, kindsAndRules, moving, type noises, type WeightFormula } from "./stepped.ts";

const target = [7, 1, 2, 1, 5, 3, 2, 4, 1];
const pair = pairFrom(
  3,
  2,
  target,
  target.map((value, x) => value + [1, 6, 3, 4, 1, 2, 5, 2, 6][x]),
);
type NoiseSpec = (typeof noises)[number]["spec"];

/** Orders of convergence of TV(N-step law, continuous-time law) between successive doublings of N. */
function orders([kind, rule]: (typeof kindsAndRules)[number], weight: WeightFormula, spec: NoiseSpec, end: number): number[] {
  const process = scheduled(pair, rule, weight.schedule, spec);
  const limit = scheduledLaw(process, end === 0 ? null : process.noise.clock(end)).law;
  const errors = [64, 128, 256, 512].map((steps) => {
    const { law } = nStepLaw(process, stepKind(kind, rule), timeGrid({ steps, end }, process.noise));
    return totalVariation(end === 0 ? filledLaw(process, law, "sample", end) : law, limit);
  });
  return errors.slice(1).map((error, n) => Math.log2(errors[n] / error));
}

const specs: readonly NoiseSpec[] = [
  { schedule: "linear" },
  { schedule: "cosine" },
  { schedule: "polynomial", power: 2 },
  { schedule: "ou", horizon: 4 },
];

describe("N-step laws converge to the continuous-time law, first order in 1/N", () => {
  it.each(kindsAndRules)("%s with %s, run to t = 0 and filled, at constant w and along a schedule", (...kindRule) => {
    for (const spec of specs) {
      for (const weight of [constant(2), moving[2]]) {
        for (const slope of orders(kindRule, weight, spec, 0)) expect(Math.abs(slope - 1)).toBeLessThan(0.15);
      }
    }
  });

  it.each(kindsAndRules)("%s with %s, stopped at t = 0.05, masks included", (...kindRule) => {
    for (const spec of specs) {
      for (const slope of orders(kindRule, constant(2), spec, 0.05)) expect(Math.abs(slope - 1)).toBeLessThan(0.15);
    }
  });

  it("is slower where many masks live until t = 0: `ancestral`, polynomial noise of power n and L = 2 have order 2n below n = ½", () => {
    // Two sites masked at t = k/N have probability (k/N)^{2n}; the step from there reveals both with probability about (n/k)².
    const slopes = orders(["ancestral", "tokens"], constant(2), { schedule: "polynomial", power: 0.25 }, 0);
    for (const slope of slopes) expect(Math.abs(slope - 0.5)).toBeLessThan(0.1);
    // And N^{−1} log N at n = ½.
    const logarithmic = orders(["ancestral", "tokens"], constant(2), { schedule: "polynomial", power: 0.5 }, 0);
    for (const slope of logarithmic) expect(slope).toBeGreaterThan(0.8);
    for (const slope of logarithmic) expect(slope).toBeLessThan(0.95);
  });

  it("of noise that is a function of t alone: the law does not depend on the noise schedule in the limit", () => {
    const law = (spec: NoiseSpec) => scheduledLaw(scheduled(pair, "rates", { kind: "constant", w: 2 }, spec), null).law;
    expect(law(specs[0])).toEqual(law(specs[3]));
    expect(noise(specs[0]).maskedFraction(0.3)).not.toBe(noise(specs[3]).maskedFraction(0.3));
  });
});
