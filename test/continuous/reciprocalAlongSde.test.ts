import { describe, expect, it } from "vitest";
import { reciprocalAlongSde } from "../../src/continuous/reciprocalAlongSde.ts";
import { gaussianMixture } from "../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../testing/close.ts";
import { type LineMixture, lineField, mixtureAt, noisedMixture } from "../../testing/guidedLineField.ts";

const cond = [{ weight: 1, mean: 1, variance: 1 }];
const uncond = [
  { weight: 0.5, mean: 1, variance: 1 },
  { weight: 0.5, mean: -1, variance: 1 },
];
const world = (mixture: LineMixture) =>
  gaussianMixture(
    mixture.map(({ weight, mean, variance }) => ({ weight, mean: [mean], covariance: variance })),
    1,
  );
const pair = { dimension: 1, conditional: world(cond), unconditional: world(uncond), targetWeight: 0.5 };
const start = { theta: Math.acos(Math.exp(-3)), sd: 1 };
const along = (w: number) =>
  reciprocalAlongSde(lineField(cond, uncond, w), pair, { at: () => w, corners: [] }, start, { cells: 150, tolerance: 1e-7 });

/** E[1/p(c|x)] = 2 E[p/p_c] at an angle for points of equal weight. */
const reciprocal = (x: number, theta: number): number =>
  2 * Math.exp(mixtureAt(noisedMixture(uncond, theta), x).log - mixtureAt(noisedMixture(cond, theta), x).log);

describe("reciprocalAlongSde", () => {
  it.each([1, 3])("both sides of the identity of arXiv:2505.01382 agree along the whole reverse equation (w = %d)", (w) => {
    const { status, mean, integral, kappa, error } = along(w);
    expect(status).toBe("done");
    expect(error).toBeLessThan(1e-5);
    mean.forEach((value, i) => {
      expectClose(value, mean[0] - integral[i], { absolute: 1e-6 });
    });
    expect(integral[integral.length - 1]).toBeGreaterThan(0.5);
    expect(kappa[0]).toBeCloseTo(3, 10);
    expect(kappa[kappa.length - 1]).toBeLessThan(1e-6);
    for (let i = 1; i < kappa.length; i++) expect(kappa[i]).toBeLessThan(kappa[i - 1]);
  });

  it("starts at the integral over the start's law: E[1/p(c|x)] = 1 + e^{2μ²}, μ = cos θ, for x ~ N(0, 1) and N(±μ, 1)", () => {
    // 1/p(c|x) = 1 + e^{−2μx}
    expectClose(along(1).mean[0], 1 + Math.exp(2 * Math.exp(-6)), { absolute: 1e-6 });
  });

  it("is constant at w = 0, whatever the start: a martingale", () => {
    const { mean, integral } = along(0);
    mean.forEach((value) => {
      expectClose(value, mean[0], { absolute: 1e-6 });
    });
    expect(Math.max(...integral)).toBe(0);
  });

  it("is not true of the flow: there the two sides differ by more than a twentieth", () => {
    const field = lineField(cond, uncond, 3);
    const n = 801;
    const noise = Float64Array.from({ length: n }, (_, i) => -8 + i / 50);
    const weights = noise.map((z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / 50);
    let points = noise.slice();
    const [slope, half] = [new Float64Array(n), new Float64Array(n)];
    const mean = (theta: number): number => points.reduce((sum, x, i) => sum + weights[i] * reciprocal(x, theta), 0);
    const gap = (theta: number): number =>
      points.reduce((sum, x, i) => {
        const difference = mixtureAt(noisedMixture(cond, theta), x).score - mixtureAt(noisedMixture(uncond, theta), x).score;
        return sum + weights[i] * reciprocal(x, theta) * difference ** 2;
      }, 0);
    const first = mean(start.theta);
    let integral = 0;
    const [steps, h] = [400, start.theta / 400];
    for (let k = 0; k < steps; k++) {
      const theta = start.theta - (k + 0.5) * h;
      field.at(theta + h / 2).evaluate(points, n, { velocity: slope });
      for (let i = 0; i < n; i++) half[i] = points[i] - 0.5 * h * slope[i];
      field.at(theta).evaluate(half, n, { velocity: slope });
      const before = points;
      points = half.slice();
      integral += 3 * 2 * Math.tan(theta) * gap(theta) * h;
      points = before.map((x, i) => x - h * slope[i]);
    }
    expect(Math.abs(mean(1e-6) - (first - integral))).toBeGreaterThan(0.05);
  });
});
