/** @file Supports with a gap, over which the map of the flow tears, and laws with point masses, which a density does not show. */
import { describe, expect, it } from "vitest";
import { pointMass } from "../../../src/measures/line/pointMass.ts";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineSamplerLaw } from "../../../src/studies/continuous/lineSampler.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const interval = (low: number, high: number) => ({ weight: 1, low: [low], high: [high] });
/** Class a: two intervals, with class b between them. */
const gap = {
  kind: "box-mixture",
  dimension: 1,
  classes: { a: { weight: 0.5, boxes: [interval(-2, -1), interval(1, 2)] }, b: { weight: 0.5, boxes: [interval(-0.5, 0.5)] } },
};

function lawOf(world: unknown, target: string, w: number) {
  const experiment = onSpace({ world, target, guidance: { rule: "cfg", w } });
  return lineSamplerLaw(experiment.sampler, continuousRun(experiment, lent()));
}

describe("the flow of a class of two intervals", () => {
  /**
   * Ends of the flow for noise ξ at w = 1, OU process with T = 10: SciPy 1.17.1, scores from log_ndtr, DOP853 in θ (rtol 1e-11) down to
   * θ = ½, then Radau in ln tan θ (rtol 1e-9) down to 1e-6.
   */
  const ends: readonly (readonly [number, number, number])[] = [
    // ξ, Φ(ξ), x
    [-2.5, 6.20966532577613e-3, -1.99352246],
    [-1, 0.158655253931457, -1.8211357],
    [-0.2, 0.42074029056089696, -1.43343718],
    [0.5, 0.6914624612740131, 1.62437441],
    [1.5, 0.9331927987311419, 1.92759728],
  ];

  it("has the quantiles of an independent integration, within its stated error", () => {
    const law = lawOf(gap, "a", 1);
    expect(law.error).toBeLessThan(1e-5);
    for (const [, probability, x] of ends) expectClose(law.cdf(x), probability, { absolute: law.error });
    expectClose(law.cdf(-1), 0.5, { absolute: law.error });
    expectClose(law.cdf(1), 0.5, { absolute: law.error });
    expectClose(law.mean, 0, { absolute: 1e-5 });
  });

  it("at w = 0 is the class, and at w = −1 the mixture", () => {
    const conditional = lawOf(gap, "a", 0);
    for (const x of [-1.7, -1, 0, 1.25])
      expectClose(conditional.cdf(x), x < 0 ? Math.min(0.5, (x + 2) / 2) : 0.5 + (x > 1 ? (x - 1) / 2 : 0), {
        absolute: conditional.error,
      });
    const mixture = lawOf(gap, "a", -1);
    expectClose([mixture.cdf(-0.75), mixture.cdf(0), mixture.cdf(0.75)], [0.25, 0.5, 0.75], { absolute: mixture.error });
    expect(Math.max(conditional.error, mixture.error)).toBeLessThan(1e-5);
  });
});

describe("pointMass", () => {
  it("is 0 where a density holds the law, and the missing share where paths end on an edge (w = −½)", () => {
    const mirrored = { kind: "preset", name: "mirrored-intervals" };
    expect(pointMass(lawOf(mirrored, "right", 1))).toBe(0);
    const law = lawOf(mirrored, "right", -0.5);
    const share = pointMass(law);
    expect(share).toBeGreaterThan(0.05);
    // What is not in the density is on the near edge.
    expectClose(law.cdf(0.5 + 1e-6), share, { absolute: 0.01 });
  });

  it("is finite, and not 0, where the density is infinite at a point that quadrature meets", () => {
    const beside = { ...gap, classes: { ...gap.classes, b: { weight: 0.5, boxes: [interval(0.5, 3)] } } };
    expect(pointMass(lawOf(beside, "a", 1))).toBe(1e-3);
  });
});
