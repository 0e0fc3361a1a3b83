import { describe, expect, it } from "vitest";
import { flowLaw } from "../../../src/continuous/line/flowLaw.ts";
import type { LineLaw } from "../../../src/continuous/line/lineLaw.ts";
import { worldLaw } from "../../../src/continuous/line/worldLaw.ts";
import { lineEntropy, lineHellinger, lineKl } from "../../../src/measures/line/lineDivergences.ts";
import { lineExpectation } from "../../../src/measures/line/lineExpectation.ts";
import { linePosterior } from "../../../src/measures/line/linePosterior.ts";
import { lineTotalVariation } from "../../../src/measures/line/lineTotalVariation.ts";
import { lineWasserstein1, lineWasserstein2 } from "../../../src/measures/line/lineWasserstein.ts";
import { shareImproved } from "../../../src/measures/line/shareImproved.ts";
import { normalCdf } from "../../../src/numerics/normalCdf.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { mixtureField } from "../../../testing/lineFields.ts";

const normal = (mean: number, variance: number): LineLaw =>
  worldLaw(gaussianMixture([{ weight: 1, mean: [mean], covariance: variance }], 1));
const box = (low: number, high: number): LineLaw => worldLaw(boxMixture([{ weight: 1, low: [low], high: [high] }], 1));
const klOf = (p: LineLaw, q: LineLaw): number => {
  const found = lineKl(p, q);
  return "value" in found ? found.value : Number.NaN;
};
const within = ({ value, error }: { value: number; error: number }, exact: number, most: number): void => {
  expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + 1e-10);
  expect(error).toBeLessThan(most);
};

describe("measures between laws on the line", () => {
  const [one, moved, wide] = [normal(0, 1), normal(1.5, 1), normal(0.5, 4)];

  it("W₁ of Gaussians of one width is their distance; of boxes by hand", () => {
    within(lineWasserstein1(one, moved), 1.5, 1e-7);
    // [0,1] and [0,3]: quantiles u and 3u
    within(lineWasserstein1(box(0, 1), box(0, 3)), 1, 1e-7);
    // crossing: [−1,1] and [−2,2]: ∫ |2u − 1| du = ½
    within(lineWasserstein1(box(-1, 1), box(-2, 2)), 0.5, 1e-7);
  });

  it("W₂² of Gaussians is the sum of squared differences of means and of standard deviations", () => {
    within(lineWasserstein2(one, wide), Math.sqrt(0.25 + 1), 1e-6);
    within(lineWasserstein2(box(0, 1), box(2, 5)), Math.sqrt(4 + 4 + 4 / 3), 1e-6);
    expectClose(lineWasserstein2(one, wide).value, Math.sqrt(1.25), { absolute: 1e-8 });
  });

  it("TV: one crossing, two crossings, jumps, no overlap, none", () => {
    within(lineTotalVariation(one, moved), 2 * normalCdf(0.75) - 1, 1e-7);
    // N(0,1), N(½,4): x² = (x−½)²/4 + 2 ln 2 at two points
    const [middle, root] = [-1 / 6, Math.sqrt(1 / 36 + (1 / 16 + 2 * Math.LN2) / 0.75)];
    const inside = (mean: number, sd: number): number => normalCdf((middle + root - mean) / sd) - normalCdf((middle - root - mean) / sd);
    within(lineTotalVariation(one, wide), inside(0, 1) - inside(0.5, 2), 1e-7);
    within(lineTotalVariation(box(0, 2), box(1, 5)), 0.75, 1e-7);
    within(lineTotalVariation(box(0, 1), box(2, 3)), 1, 1e-7);
    expectClose(lineTotalVariation(one, one).value, 0, { absolute: 1e-12 });
  });

  it("KL of Gaussians in closed form, in its direction; ∞ where the second has no mass", () => {
    const kl = (m: number, v: number, n: number, u: number): number => 0.5 * (Math.log(u / v) + (v + (m - n) ** 2) / u - 1);
    expectClose([klOf(one, wide), klOf(wide, one)], [kl(0, 1, 0.5, 4), kl(0.5, 4, 0, 1)], { absolute: 1e-9 });
    expect(klOf(one, box(-1, 1))).toBe(Infinity);
    expectClose(klOf(box(0, 1), box(-1, 3)), Math.log(4), { absolute: 1e-9 });
  });

  it("entropy and Hellinger's distance in closed form", () => {
    expectClose([lineEntropy(wide).value, lineEntropy(box(1, 4)).value], [0.5 * Math.log(2 * Math.PI * Math.E * 4), Math.log(3)], {
      absolute: 1e-9,
    });
    // 1 − H² = √(2σ₁σ₂/(σ₁²+σ₂²)) e^{−Δ²/(4(σ₁²+σ₂²))}
    expectClose(lineHellinger(one, wide).value, Math.sqrt(1 - Math.sqrt(4 / 5) * Math.exp(-0.25 / 20)), { absolute: 1e-9 });
    expectClose([lineHellinger(one, one).value, lineHellinger(box(0, 1), box(2, 3)).value], [0, 1], { absolute: 1e-7 });
  });

  it("expectations: powers, a jump, infinity", () => {
    expectClose(lineExpectation(wide, (x) => x * x).value, 4.25, { absolute: 1e-9 });
    expectClose(lineExpectation(one, (x) => (x > 0.3 ? 1 : 0)).value, 1 - normalCdf(0.3), { absolute: 1e-8 });
    expect(lineExpectation(box(0, 1), (x) => (x < 0.5 ? Infinity : 0)).value).toBe(Infinity);
  });
});

describe("confidence on the line, N(±1,1)", () => {
  const part = (mean: number) => ({ weight: 1, mean: [mean], covariance: 1 });
  const pair = {
    dimension: 1,
    conditional: gaussianMixture([part(1)], 1),
    unconditional: gaussianMixture([part(1), part(-1)], 1),
    targetWeight: 0.5,
  };
  const posterior = linePosterior(pair);

  it("p(c|x) = 1/(1 + e^{−2x})", () => {
    for (const x of [-300, -2, 0, 1, 40])
      expectClose(posterior.log(x), x < -100 ? 2 * x : -Math.log1p(Math.exp(-2 * x)), { absolute: 1e-12, relative: 1e-12 });
    expect(() => linePosterior({ ...pair, targetWeight: null })).toThrow(
      'linePosterior: world must be one with classes: an explicit pair has no p(c|x), got "a pair"',
    );
  });

  it("E[1/p(c|X)] = 2 under p_c: the martingale's value 1/a", () => {
    expectClose(lineExpectation(worldLaw(pair.conditional), (x) => Math.exp(-posterior.log(x))).value, 2, { absolute: 1e-8 });
  });

  it("−∞ off the support of the target", () => {
    const boxes = {
      conditional: boxMixture([{ weight: 1, low: [0], high: [1] }], 1),
      unconditional: boxMixture([{ weight: 1, low: [-1], high: [1] }], 1),
    };
    expect(linePosterior({ dimension: 1, ...boxes, targetWeight: 0.5 }).log(-0.5)).toBe(-Infinity);
  });

  it("share improved with common noise: all for the two Gaussians; by hand where part of the line gets worse", () => {
    const parts = [1, -1].map((mean) => ({ weight: 1, mean, variance: 1 }));
    const laws = [0, 2].map((w) => {
      const found = flowLaw(mixtureField([parts[0]], parts, w), { theta: Math.PI / 2, sd: 1 });
      if (found.status !== "done") throw new Error(found.status);
      return found.law;
    });
    expect(shareImproved(laws[1], laws[0], (x) => x)).toMatchObject({ value: 1, worse: [] });
    // N(1,4) against N(0,1): 1 + 2ξ ≥ ξ for ξ ≥ −1
    const { value, worse } = shareImproved(normal(1, 4), normal(0, 1), (x) => x);
    expectClose(value, normalCdf(1), { absolute: 1e-9 });
    expectClose(worse[0], [-7, -1], { absolute: 1e-7 });
    // and with −x the other side is worse, to the end of the line
    expectClose(shareImproved(normal(1, 4), normal(0, 1), (x) => -x).value, normalCdf(-1), { absolute: 1e-9 });
  });
});
