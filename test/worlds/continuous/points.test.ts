import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { pointCloud } from "../../../src/worlds/continuous/points.ts";
import { expectClose } from "../../../testing/close.ts";
import { gradient } from "../../../testing/finiteDifference.ts";
import { denseCovariance, noisedMixture } from "../../../testing/mixtureDensity.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { evaluated } from "./evaluated.ts";

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const vector = (d: number) => fc.array(number(-2, 2), { minLength: d, maxLength: d });

const clouds = fc.integer({ min: 1, max: 3 }).chain((d) =>
  fc.record({
    d: fc.constant(d),
    points: fc.array(fc.record({ weight: number(0.1, 3), point: vector(d) }), { minLength: 1, maxLength: 6 }),
    bandwidth: fc.oneof(fc.constant(0), number(0.05, 1)),
    a: number(0.2, 2),
    b: number(0.2, 2),
    x: vector(d),
  }),
);

const four = [
  { weight: 1, point: [0, 0] },
  { weight: 2, point: [1, 0] },
  { weight: 1, point: [0, 3] },
  { weight: 4, point: [-2, 1] },
];

describe("pointCloud", () => {
  it("by hand: of points ±1 with noise b the denoised mean is tanh(x/b²), its spread 1 − tanh²", () => {
    const law = pointCloud(
      [-1, 1].map((y) => ({ weight: 1, point: [y] })),
      1,
      0,
    );
    const xs = [-2, -0.1, 0, 0.5, 3];
    const { denoised, spread, score } = evaluated(law.at(1, 0.8), xs, 1);
    const tanh = xs.map((x) => Math.tanh(x / 0.64));
    expectClose(denoised, tanh, { relative: 1e-13, absolute: 1e-16 });
    expectClose(
      spread,
      xs.map((x) => 1 / Math.cosh(x / 0.64) ** 2),
      { relative: 1e-12 },
    );
    expectClose(
      score,
      xs.map((x, k) => (tanh[k] - x) / 0.64),
      { relative: 1e-13, absolute: 1e-15 },
    );
  });

  it("agrees with the enumeration of its points as Gaussians", () => {
    fc.assert(
      fc.property(clouds, ({ d, points, bandwidth, a, b, x }) => {
        const found = evaluated(pointCloud(points, d, bandwidth).at(a, b), x, d);
        const dense = points.map(({ weight, point }) => ({ weight, mean: point, covariance: denseCovariance(bandwidth ** 2, d) }));
        const expected = noisedMixture(dense, a, b, x);
        expectClose(found.logDensity, [expected.logDensity], { relative: 1e-12, absolute: 1e-12 });
        expectClose(found.denoised, expected.denoised, { absolute: 1e-11 });
        expectClose(found.spread, expected.spread.flat(), { absolute: 1e-11 });
      }),
      { numRuns: 300 },
    );
  });

  it("has the gradient of its log density as score, and keeps Cov = (b²/a²)(I + b² H)", () => {
    fc.assert(
      fc.property(clouds, ({ d, points, bandwidth, a, b, x }) => {
        const at = pointCloud(points, d, bandwidth).at(a, b);
        const { score, hessian, spread } = evaluated(at, x, d);
        expectClose(
          score,
          gradient((y) => evaluated(at, y, d).logDensity[0], x, 0.01 * b),
          { relative: 1e-7, absolute: 1e-7 / b },
        );
        const identity = (e: number): number => (e % (d + 1) === 0 ? 1 : 0);
        expectClose(
          spread,
          Float64Array.from(hessian, (h, e) => (b / a) ** 2 * (identity(e) + b * b * h)),
          { absolute: 1e-11 * (1 + (b / a) ** 2) },
        );
      }),
    );
  });

  it("with bandwidth is the mixture of Gaussians: law, moments, extent", () => {
    const cloud = pointCloud(four, 2, 0.5);
    const law = gaussianMixture(
      four.map(({ weight, point }) => ({ weight, mean: point, covariance: 0.25 })),
      2,
    );
    const x = [0.3, 0.7, -2, 5];
    for (const [a, b] of [
      [1, 0],
      [0, 1],
      [0.6, 0.8],
    ]) {
      const [found, expected] = [evaluated(cloud.at(a, b), x, 2), evaluated(law.at(a, b), x, 2)];
      for (const key of ["logDensity", "score", "hessian", "denoised", "spread"] as const)
        expectClose(found[key], expected[key], { absolute: 1e-12 });
    }
    expectClose(cloud.mean, law.mean, { relative: 1e-14 });
    expectClose(cloud.covariance, law.covariance, { relative: 1e-14 });
    expectClose([...cloud.extent.low, ...cloud.extent.high], [...law.extent.low, ...law.extent.high], { relative: 1e-14 });
    expect(cloud.compact).toBe(false);
  });

  it("without bandwidth and noise has no density, but knows the nearest point", () => {
    const law = pointCloud(four, 2, 0);
    const at = law.at(2, 0);
    const x = Float64Array.of(1.2, 0.2, -9, 9);
    const denoised = new Float64Array(4);
    const spread = new Float64Array(8).fill(1);
    at.evaluate(x, 2, { denoised, spread });
    expect([...denoised]).toEqual([1, 0, -2, 1]);
    expect([...spread]).toEqual(new Array(8).fill(0));
    for (const key of ["logDensity", "score", "hessian"] as const) {
      expect(() => at.evaluate(x, 2, { [key]: new Float64Array(8) })).toThrow(
        "world.bandwidth must be above 0 for a density without noise, got 0",
      );
    }
    expect([law.compact, [...law.extent.low], [...law.extent.high]]).toEqual([true, [-2, 0], [1, 3]]);
  });

  it("with hardly any noise is sure of the nearest point, far away too", () => {
    const { denoised, spread, score } = evaluated(pointCloud(four, 2, 0).at(1, 1e-4), [0.6, 0, 1e200, 0, 0, 1e9], 2);
    // At 1e200 rounding cannot tell the points apart: the first.
    expectClose(denoised, [1, 0, 0, 0, 0, 3], { absolute: 1e-12 });
    expectClose(spread, new Float64Array(12), { absolute: 1e-12 });
    expectClose(score, [0.4e8, 0, -1e208, 0, 0, (3 - 1e9) * 1e8], { relative: 1e-12 });
  });

  it("draws points by weight: 1 uniform without bandwidth, 1 + 2d with it", () => {
    for (const [bandwidth, per] of [
      [0, 1],
      [1e-3, 5],
    ]) {
      const law = pointCloud(four, 2, bandwidth);
      const uniforms = namedRng(`draws of points, bandwidth ${bandwidth}`);
      let used = 0;
      const out = new Float64Array(3);
      const counts = new Map<string, number>();
      // Hoeffding: a frequency is off by more than √(ln(2/1e-9)/2n) = 0.0232 with probability 1e-9.
      const n = 20_000;
      for (let k = 0; k < n; k++) {
        law.draw(
          () => {
            used++;
            return uniforms();
          },
          out,
          1,
        );
        const key = `${Math.round(out[1])} ${Math.round(out[2])}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      expect(used).toBe(per * n);
      expectClose(
        ["0 0", "1 0", "0 3", "-2 1"].map((key) => (counts.get(key) ?? 0) / n),
        [0.125, 0.25, 0.125, 0.5],
        { absolute: 0.0232 },
      );
    }
  });

  it.each([
    [[], 0, "world.points must be a list of at least one point, got []"],
    [[{ weight: 1, point: [1] }], 0, "world.points[0] must be a list of 2 numbers, got 1"],
    [[{ weight: 1, point: [1, Number.NaN] }], 0, "world.points[0][1] must be a finite number, got NaN"],
    [[{ weight: 0, point: [1, 1] }], 0, "world.points[0].weight must be a finite number above 0, got 0"],
    [four, -1, "world.bandwidth must be a finite number of at least 0, got -1"],
  ])("refuses %j with bandwidth %d", (points, bandwidth, message) => expect(() => pointCloud(points, 2, bandwidth)).toThrow(message));

  it("refuses a dimension that is no positive integer, and a level without signal and noise", () => {
    expect(() => pointCloud(four, Number.NaN, 0)).toThrow("world.dimension must be an integer of at least 1, got NaN");
    expect(() => pointCloud(four, 2, 0).at(0, 0)).toThrow("at: b must be above 0 where a is 0, got 0");
  });
});
