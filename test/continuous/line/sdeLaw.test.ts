import { describe, expect, it } from "vitest";
import { momentEquations } from "../../../src/continuous/gaussian/momentEquations.ts";
import { scalarSdeLaw } from "../../../src/continuous/gaussian/scalarGaussian.ts";
import { kernelLaw } from "../../../src/continuous/line/kernelLaw.ts";
import { sdeLaw } from "../../../src/continuous/line/sdeLaw.ts";
import { normalCdf } from "../../../src/numerics/normalCdf.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { type LineMixture, lineField, mixtureAt } from "../../../testing/guidedLineField.ts";

const normal = (mean: number, variance: number, weight = 1) => ({ weight, mean, variance });
const flow = { theta: Math.PI / 2, sd: 1 };
const exploding = { theta: Math.atan(80), sd: 80 / Math.sqrt(6401) };
const mixtureCdf = (mixture: LineMixture, x: number): number =>
  mixture.reduce((sum, c) => sum + c.weight * normalCdf((x - c.mean) / Math.sqrt(c.variance)), 0);

/** Largest difference of the distribution functions at 101 points of the range. */
function distance(cdf: (x: number) => number, other: (x: number) => number, [low, high]: readonly [number, number]): number {
  let worst = 0;
  for (let k = 0; k <= 100; k++)
    worst = Math.max(worst, Math.abs(cdf(low + ((high - low) * k) / 100) - other(low + ((high - low) * k) / 100)));
  return worst;
}

describe("sdeLaw", () => {
  it.each([
    [0.5, 1e-5],
    [4, 1e-5],
    [1024, 1e-3],
  ])("of a Gaussian pair is the closed form, horizon included, within its own error (variance exploding, w = %d)", (w, tolerance) => {
    const pair = { condMean: 0.3, condVariance: 1, uncondMean: 0.3 - 1 / w, uncondVariance: 2 };
    const { status, law } = sdeLaw(lineField([normal(0.3, 1)], [normal(0.3 - 1 / w, 2)], w), exploding, { tolerance });
    const { mean, variance } = scalarSdeLaw(pair, w, exploding);
    const off = distance(law.cdf, (x) => normalCdf((x - mean) / Math.sqrt(variance)), [
      mean - 5 * Math.sqrt(variance),
      mean + 5 * Math.sqrt(variance),
    ]);
    expect(status).toBe("done");
    expect(law.error).toBeLessThan(tolerance);
    expect(off).toBeLessThan(law.error);
    // what extrapolation in the cells leaves; the error counts its whole last change
    expect(off).toBeLessThan(tolerance / 30);
    expectClose(law.mean, mean, { absolute: tolerance / 10 });
    expectClose(law.variance, variance, { relative: tolerance / 10 });
  });

  it("at w = 0 is the conditional law, from rectified flow's pure noise: two modes with a gap", () => {
    const cond = [normal(-2, 0.2, 0.3), normal(1.5, 0.1, 0.7)];
    const { status, law } = sdeLaw(lineField(cond, [normal(0, 1)], 0), flow);
    expect(status).toBe("done");
    expect(distance(law.cdf, (x) => mixtureCdf(cond, x), [-4, 3])).toBeLessThan(law.error);
    for (const x of [-2.3, -1.8, 1.4, 1.9]) expectClose(law.density(x), Math.exp(mixtureAt(cond, x).log), { relative: 1e-3 });
    for (const p of [1e-6, 0.1, 0.5, 0.999]) expectClose(law.cdf(law.quantile(p)), p, { absolute: 1e-12 });
  });

  it("agrees with the limit of many small steps: Euler-Maruyama kernels composed, extrapolated in the step", () => {
    const field = lineField([normal(1, 1)], [normal(1, 1, 0.5), normal(-1, 1, 0.5)], 2);
    const start = { theta: Math.acos(Math.exp(-1.5)), sd: 1 };
    const steps = (n: number) =>
      Array.from({ length: n }, (_, k) => {
        const h = 1.5 / n;
        const at = field.at(Math.acos(Math.exp(-1.5 * (1 - (k + 0.5) / n))));
        return {
          sd: Math.sqrt(2 * h),
          mean: (points: Float64Array, count: number) => {
            const score = new Float64Array(count);
            at.evaluate(points, count, { score });
            for (let i = 0; i < count; i++) points[i] += h * (points[i] + 2 * score[i]);
          },
        };
      });
    const [one, two, four] = [40, 80, 160].map((n) => kernelLaw(steps(n), { sd: 1 }).cdf);
    const { law } = sdeLaw(field, start);
    const limit = (x: number): number => (8 * four(x) - 6 * two(x) + one(x)) / 3;
    expect(distance(law.cdf, limit, [-2, 6])).toBeLessThan(3e-6);
    expect(distance(law.cdf, four, [-2, 6])).toBeGreaterThan(1e-4);
  });

  it("stops where the weight jumps: a Gaussian pair under an interval has the variance of the moment equations", () => {
    const corners = [1.2, 0.4];
    const w = (theta: number): number => (theta > 1.2 || theta <= 0.4 ? 0 : 3);
    const { law } = sdeLaw(lineField([normal(0.5, 0.5)], [normal(0, 2)], w, corners), flow);
    const pair = {
      conditional: { mean: Float64Array.of(0.5), covariance: Float64Array.of(0.5) },
      unconditional: { mean: Float64Array.of(0), covariance: Float64Array.of(2) },
    };
    const expected = momentEquations("sde", pair, { at: w, corners }, flow).law;
    expectClose(law.mean, expected.mean[0], { absolute: 1e-6 });
    expectClose(law.variance, expected.covariance[0], { absolute: 1e-6 });
  });

  it("has density ≥ 0 and mass 1, and says how good it is", () => {
    const { law } = sdeLaw(lineField([normal(1, 0.3)], [normal(0, 1)], 15), flow, { tolerance: 1e-4 });
    const [low, high] = law.range;
    let total = 0;
    for (let k = 0; k < 4000; k++) {
      const density = law.density(low + ((high - low) * (k + 0.5)) / 4000);
      expect(density).toBeGreaterThanOrEqual(0);
      total += (density * (high - low)) / 4000;
    }
    expectClose(total, 1, { absolute: 1e-4 });
    expect([law.cdf(low), law.cdf(high), law.cdf(low - 1), law.cdf(high + 1)]).toEqual([0, 1, 0, 1]);
    expect(law.method).toBe(`quadrature (error ≤ ${law.error.toExponential(1)}): Fokker-Planck`);
  });

  it("of a uniform law, given its edges, ends on its support: at w = 0 the cdf is a straight line", () => {
    const world = boxMixture([{ weight: 1, low: [1], high: [2] }], 1);
    const uniform = { dimension: 1, corners: [], at: (theta: number) => world.at(Math.cos(theta), Math.sin(theta)) };
    const { status, law } = sdeLaw(uniform, flow, { breaks: [1, 2], support: [1, 2], tolerance: 1e-3 });
    expect(status).toBe("done");
    expect(law.error).toBeLessThan(1e-3);
    expect(distance(law.cdf, (x) => Math.min(1, Math.max(0, x - 1)), [0.9, 2.1])).toBeLessThan(law.error);
    expectClose([law.density(0.999), law.density(1), law.density(1.4), law.density(2), law.density(2.001)], [0, 1, 1, 1, 0], {
      absolute: 1e-3,
    });
    expect(law.breaks).toEqual([1, 2]);
  });

  it("says that it missed a tolerance it cannot meet, and where a score is not a number that it is stuck", () => {
    const field = lineField([normal(1, 1)], [normal(0, 2)], 1);
    const coarse = sdeLaw(field, exploding, { cells: 12, tolerance: 1e-9 });
    expect(coarse.status).toBe("tolerance missed");
    expect(coarse.law.error).toBeGreaterThan(1e-9);
    const broken = {
      ...field,
      at: (theta: number) => ({
        evaluate: (_: Float64Array, n: number, out: { score?: Float64Array }) => out.score?.fill(theta < 0.5 ? Number.NaN : 0, 0, n),
      }),
    };
    const { status, law } = sdeLaw(broken, exploding);
    expect(status).toBe("stuck");
    expect(law.error).toBe(1);
    expect(Number.isFinite(law.cdf(0) + law.mean + law.variance)).toBe(true);
  });
});
