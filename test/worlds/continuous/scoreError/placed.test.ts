import { describe, expect, it } from "vitest";
import { BadInput } from "../../../../src/numerics/badInput.ts";
import { normal } from "../../../../src/random/normal.ts";
import { boxMixture } from "../../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../../src/worlds/continuous/gaussianMixture.ts";
import type { NoisyLaw, ScoreField } from "../../../../src/worlds/continuous/noisyLaw.ts";
import { pointCloud } from "../../../../src/worlds/continuous/points.ts";
import { type ContinuousScoreError, withScoreError } from "../../../../src/worlds/continuous/scoreError/withScoreError.ts";
import { expectClose } from "../../../../testing/close.ts";
import { namedRng } from "../../../../testing/namedRng.ts";

const line = gaussianMixture(
  [
    { weight: 1, mean: [1], covariance: 0.3 },
    { weight: 2, mean: [-1.5], covariance: 1 },
  ],
  1,
);
const plane = gaussianMixture(
  [
    { weight: 1, mean: [1, 0], covariance: 0.3 },
    { weight: 2, mean: [-1, 1], covariance: [1, 0.5] },
  ],
  2,
);
const box = boxMixture([{ weight: 1, low: [1], high: [2] }], 1);
const cloud = pointCloud(
  [-1, 0.2, 3].map((x) => ({ weight: 1, point: [x] })),
  1,
  0,
);

const withError = (law: NoisyLaw, error: ContinuousScoreError): ScoreField =>
  withScoreError({ dimension: law.dimension, conditional: law, unconditional: law, targetWeight: null }, error).conditional;

/** δ at points of a noise level. */
function errorOf(law: NoisyLaw, field: ScoreField, a: number, b: number, points: Float64Array): Float64Array {
  const n = points.length / law.dimension;
  const [exact, changed] = [new Float64Array(points.length), new Float64Array(points.length)];
  law.at(a, b).evaluate(points, n, { score: exact });
  field.at(a, b).evaluate(points, n, { score: changed });
  return changed.map((s, i) => s - exact[i]);
}

/** Root of ∫ p ‖δ‖² by the rectangle rule on even points over the law and its noise. */
function l2Size(law: NoisyLaw, field: ScoreField, a: number, b: number): number {
  const [n, from, to] = [50_000, a * law.extent.low[0] - 9 * b, a * law.extent.high[0] + 9 * b];
  const points = Float64Array.from({ length: n }, (_, k) => from + ((k + 0.5) * (to - from)) / n);
  const logDensity = new Float64Array(n);
  law.at(a, b).evaluate(points, n, { logDensity });
  const error = errorOf(law, field, a, b, points);
  return Math.sqrt(error.reduce((sum, delta, k) => sum + (delta * delta * Math.exp(logDensity[k]) * (to - from)) / n, 0));
}

const angles = [0.003, 0.1, 0.7, 1.3, 1.56];

describe("an additive score error", () => {
  it.each([
    ["gaussian", line],
    ["box", box],
    ["cloud", cloud],
  ] as const)("smooth has the size asked for at every noise level, by quadrature on the line: %s", (_, law) => {
    for (const placed of ["uniform", "rare"] as const) {
      const field = withError(law, { kind: "smooth", size: 0.2, placed, seed: 4 });
      for (const theta of angles) {
        // Interpolated between angles: 1e-3, and 2e-2 where "rare" grows from the edges of a box (measured 4e-4 and 2e-2).
        const relative = law === box && placed === "rare" ? 0.03 : 1e-3;
        expectClose(l2Size(law, field, Math.cos(theta), Math.sin(theta)), 0.2, { relative });
      }
    }
  });

  it("white has it in the mean over points: 50 000 independent errors under p", () => {
    for (const theta of [0.1, 1]) {
      // Relative standard deviation of the mean square, below √(2/n_eff) with n_eff the points that count: some 500 where rare.
      expectClose(l2Size(line, withError(line, { kind: "white", size: 0.2 }), Math.cos(theta), Math.sin(theta)), 0.2, { relative: 0.05 });
      const rare = withError(line, { kind: "white", size: 0.2, placed: "rare" });
      expectClose(l2Size(line, rare, Math.cos(theta), Math.sin(theta)), 0.2, { relative: 0.3 });
    }
  });

  it("has it on the plane, by draws from the law", () => {
    const rng = namedRng("score error on the plane");
    const [n, theta] = [20_000, 0.6];
    const [a, b] = [Math.cos(theta), Math.sin(theta)];
    const points = new Float64Array(2 * n);
    for (let k = 0; k < n; k++) plane.draw(rng, points, 2 * k);
    for (let i = 0; i < 2 * n; i++) points[i] = a * points[i] + b * normal(rng);
    for (const [kind, placed, tolerance] of [
      ["smooth", "uniform", 0.05],
      ["white", "uniform", 0.05],
      ["smooth", "rare", 0.35],
    ] as const) {
      const error = errorOf(plane, withError(plane, { kind, size: 0.3, placed }), a, b, points);
      expectClose(Math.sqrt(error.reduce((sum, delta) => sum + delta * delta, 0) / n), 0.3, { relative: tolerance });
    }
  });

  it("placed where data are rare is large there and small where they are", () => {
    const field = withError(line, { kind: "white", size: 0.1, placed: "rare" });
    const rms = (from: number): number => {
      const points = Float64Array.from({ length: 500 }, (_, k) => from + k * 1e-6);
      return Math.sqrt(errorOf(line, field, 0.8, 0.6, points).reduce((sum, delta) => sum + delta * delta, 0) / 500);
    };
    expect(rms(0.8)).toBeLessThan(0.01);
    expect(rms(7)).toBeGreaterThan(0.5);
    expect(rms(7)).toBeLessThan(0.1 * Math.exp(4));
  });

  it.each(["white", "smooth"] as const)("%s keeps D = (x + b² s)/a, and is the same error in every process", (kind) => {
    for (const placed of ["uniform", "rare"] as const) {
      const field = withError(plane, { kind, size: 0.5, placed, seed: 1 });
      const points = Float64Array.of(0.25, -0.5, 4, 3);
      const [score, denoised] = [new Float64Array(4), new Float64Array(4)];
      field.at(0.6, 0.8).evaluate(points, 2, { score, denoised });
      expectClose(
        denoised,
        points.map((x, i) => (x + 0.64 * score[i]) / 0.6),
        { absolute: 1e-13 },
      );
      // Twice the coordinates, half the score; powers of two keep every bit, as white noise needs.
      const doubled = new Float64Array(4);
      field.at(1.2, 1.6).evaluate(
        points.map((x) => 2 * x),
        2,
        { score: doubled },
      );
      expectClose(
        doubled,
        score.map((s) => s / 2),
        { absolute: 1e-13 },
      );
    }
  });

  it("smooth has the Jacobians of its score and denoised mean, by central differences", () => {
    for (const placed of ["uniform", "rare"] as const) {
      const field = withError(plane, { kind: "smooth", size: 0.5, placed, seed: 1 });
      const [a, b] = [1.2, 0.5];
      const law = field.at(a, b);
      for (const x of [
        [0.3, -0.5],
        [3, 2.5],
        [1.2, -1.9],
      ]) {
        const [hessian, spread] = [new Float64Array(4), new Float64Array(4)];
        law.evaluate(Float64Array.from(x), 1, { hessian, spread });
        const h = 1e-5;
        for (const j of [0, 1]) {
          const [up, down] = [1, -1].map((sign) => {
            const [score, denoised] = [new Float64Array(2), new Float64Array(2)];
            law.evaluate(
              Float64Array.from(x, (value, i) => value + (i === j ? sign * h : 0)),
              1,
              { score, denoised },
            );
            return { score, denoised };
          });
          for (const i of [0, 1]) {
            expectClose(hessian[2 * i + j], (up.score[i] - down.score[i]) / (2 * h), { absolute: 1e-6, relative: 1e-6 });
            expectClose((a / b ** 2) * spread[2 * i + j], (up.denoised[i] - down.denoised[i]) / (2 * h), {
              absolute: 1e-6,
              relative: 1e-6,
            });
          }
        }
      }
    }
  });

  it("white is a function of state and level, by whatever path they were reached, and independent between them", () => {
    const field = withError(line, { kind: "white", size: 1, seed: 3 });
    const one = errorOf(line, field, 0.6, 0.8, Float64Array.of(0.5, 0.25, 0.5, 0, -0));
    expect(one[0]).toBe(one[2]);
    expect(one[3]).toBe(one[4]);
    expect(one[0]).not.toBe(one[1]);
    expectClose(errorOf(line, field, 0.6, 0.8, Float64Array.of(0.25))[0], one[1], { absolute: 1e-15 });
    expect(errorOf(line, field, 0.8, 0.6, Float64Array.of(0.5))[0]).not.toBe(one[0]);
    expect(errorOf(line, withError(line, { kind: "white", size: 1, seed: 4 }), 0.6, 0.8, Float64Array.of(0.5))[0]).not.toBe(one[0]);
  });

  it("is absent at size 0, and at pure noise", () => {
    const points = Float64Array.of(0.3, 1);
    for (const kind of ["white", "smooth"] as const) {
      expect(errorOf(line, withError(line, { kind, size: 0 }), 0.6, 0.8, points)).toEqual(new Float64Array(2));
      const denoised = new Float64Array(2);
      withError(line, { kind, size: 1 }).at(0, 1).evaluate(points, 2, { denoised });
      expectClose(denoised, [line.mean[0], line.mean[0]], { absolute: 1e-14 });
    }
  });

  it("sits on the predictions it is asked for, with independent errors on both", () => {
    const pair = { dimension: 1, conditional: line, unconditional: box, targetWeight: null };
    const both = withScoreError({ ...pair, unconditional: line }, { kind: "white", size: 1 });
    const at = Float64Array.of(0.5);
    expect(errorOf(line, both.conditional, 0.6, 0.8, at)[0]).not.toBe(errorOf(line, both.unconditional, 0.6, 0.8, at)[0]);
    expect(withScoreError(pair, { kind: "white", size: 1, on: "conditional" }).unconditional).toBe(box);
    expect(withScoreError(pair, { kind: "white", size: 1, on: "unconditional" }).conditional).toBe(line);
  });

  it("has no density; white has no Jacobians", () => {
    const [white, smooth] = [withError(line, { kind: "white", size: 1 }), withError(line, { kind: "smooth", size: 1 })];
    const [points, out] = [Float64Array.of(0.3), new Float64Array(1)];
    for (const field of [white, smooth]) {
      for (const [a, b] of [
        [0.6, 0.8],
        [0, 1],
      ]) {
        expect(() => field.at(a, b).evaluate(points, 1, { logDensity: out })).toThrow(
          "evaluate: logDensity must be left out for a field with a score error, got one",
        );
      }
    }
    for (const asked of [{ hessian: out }, { spread: out }]) {
      expect(() => white.at(0.6, 0.8).evaluate(points, 1, asked)).toThrow(
        "evaluate: hessian and spread must be left out for a white score error, got one",
      );
    }
  });

  it.each<[ContinuousScoreError, string]>([
    [{ kind: "white", size: -1 }, "scoreError.size must be a finite number of at least 0, got -1"],
    [{ kind: "smooth", size: Number.NaN }, "scoreError.size must be a finite number of at least 0, got NaN"],
    [{ kind: "smoothing", sd: -0.1 }, "scoreError.sd must be a finite number of at least 0, got -0.1"],
    [{ kind: "tempering", temperature: 0 }, "scoreError.temperature must be a finite number above 0, got 0"],
    [{ kind: "monte-carlo", draws: 0 }, "scoreError.draws must be an integer of at least 1, got 0"],
  ])("%j is refused", (error, message) => {
    expect(() => withError(line, error)).toThrow(BadInput);
    expect(() => withError(line, error)).toThrow(message);
  });
});
