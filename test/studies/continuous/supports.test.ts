/** @file Where laws on the line end when an edge is near: by what the sampler is told, which need not be the world. */
import { describe, expect, it } from "vitest";
import { normalCdf, normalDensity } from "../../../src/numerics/normalCdf.ts";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineLaws } from "../../../src/studies/continuous/lineRecord.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const lawsOf = (parts: Written) => {
  const experiment = onSpace({ world: { kind: "preset", name: "mirrored-intervals" }, target: "right", ...parts });
  return lineLaws(experiment, continuousRun(experiment, lent()));
};
/** Distribution function of U(½, 1½) + N(0, sd²). */
const blurred =
  (sd: number) =>
  (x: number): number => {
    const part = (z: number): number => z * normalCdf(z) + normalDensity(z);
    return sd * (part((x - 0.5) / sd) - part((x - 1.5) / sd));
  };

describe("a score error that blurs an interval", () => {
  it.each(["flow", "sde"])("%s leads beyond the interval's edges, to the blurred law itself at w = 0", (kind) => {
    const { law, conditional } = lawsOf({ guidance: { rule: "cfg", w: 0 }, scoreError: { kind: "smoothing", sd: 0.3 }, sampler: { kind } });
    expectClose(law.variance, 1 / 12 + 0.09, { absolute: 1e-5 });
    // The start forgets the mean, e^{−10} of 1, and no more: 5e-5 by the shift of a law whose density is at most 1.
    for (const x of [0, 0.3, 0.5, 0.9, 1.5, 1.8]) expectClose(law.cdf(x), blurred(0.3)(x), { absolute: 6e-5 });
    expectClose([conditional.cdf(0.5), conditional.cdf(1.5)], [0, 1], { absolute: 1e-12 });
  });

  it("of the unconditional prediction only keeps the support", () => {
    const { law } = lawsOf({ guidance: { rule: "cfg", w: 1 }, scoreError: { kind: "smoothing", sd: 0.3, on: "unconditional" } });
    expectClose([law.cdf(0.5), law.cdf(1.5)], [0, 1], { absolute: 1e-9 });
  });
});

describe("guidance towards an interval", () => {
  it.each([0, 1, 3, 12])("w = %d keeps the law inside it, and moves it to the far edge", (w) => {
    const { law, tilted, conditional } = lawsOf({ guidance: { rule: "cfg", w } });
    expectClose([law.cdf(0.5 - 1e-9), law.cdf(1.5)], [0, 1], { absolute: 1e-8 });
    expect(law.density(0.499)).toBe(0);
    expect(law.density(1.501)).toBe(0);
    if (w > 0) expect(law.mean).toBeGreaterThan(1.05);
    // The classes do not overlap: p = p_c/2 on the interval, so that nothing is tilted.
    for (const x of [0.5, 0.6, 1, 1.5]) expectClose(tilted?.density(x) ?? Number.NaN, conditional.density(x), { absolute: 1e-7 });
    expectClose([conditional.density(0.5), conditional.density(1.5), conditional.density(0.4999)], [1, 1, 0], { absolute: 1e-9 });
  });
});
