import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GaussianSpec, gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { compareCdf, drawsForCdf } from "../../../testing/dkw.ts";
import { gradient } from "../../../testing/finiteDifference.ts";
import { denseCovariance, noisedMixture } from "../../../testing/mixtureDensity.ts";
import { namedRng } from "../../../testing/namedRng.ts";
import { evaluated } from "./evaluated.ts";

const number = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
const vector = (d: number, low: number, high: number) => fc.array(number(low, high), { minLength: d, maxLength: d });

/** A positive definite matrix: B Bᵀ + ½ I. */
const matrix = (d: number) =>
  vector(d * d, -1, 1).map((b) =>
    Array.from({ length: d }, (_, i) =>
      Array.from({ length: d }, (__, j) => b.slice(i * d, (i + 1) * d).reduce((sum, v, k) => sum + v * b[j * d + k], i === j ? 0.5 : 0)),
    ),
  );

const component = (d: number): fc.Arbitrary<GaussianSpec> =>
  fc.record({
    weight: number(0.1, 3),
    mean: vector(d, -2, 2),
    covariance: fc.oneof(number(0.3, 2), vector(d, 0.3, 2), matrix(d)),
  });

/** A mixture, a noise level and a point. Equal round components now and then: they have a loop of their own. */
const cases = fc.integer({ min: 1, max: 4 }).chain((d) =>
  fc.record({
    d: fc.constant(d),
    components: fc
      .tuple(fc.array(component(d), { minLength: 1, maxLength: 4 }), fc.boolean(), number(0.3, 2))
      .map(([list, round, variance]) => (round ? list.map((part) => ({ ...part, covariance: variance })) : list)),
    a: number(0.1, 2),
    b: number(0.1, 2),
    x: vector(d, -5, 5),
  }),
);

const dense = (components: readonly GaussianSpec[], d: number) =>
  components.map((part) => ({ ...part, covariance: denseCovariance(part.covariance, d) }));

describe("gaussianMixture", () => {
  it("by hand: ½ N(−1, 1) + ½ N(1, 1) without noise has score −x + tanh x, slope −1 + 1/cosh² x", () => {
    const law = gaussianMixture(
      [-1, 1].map((mean) => ({ weight: 1, mean: [mean], covariance: 1 })),
      1,
    );
    const xs = [-3, -0.5, 0, 0.25, 2];
    const { logDensity, score, hessian } = evaluated(law.at(1, 0), xs, 1);
    expectClose(
      score,
      xs.map((x) => -x + Math.tanh(x)),
      { relative: 1e-14, absolute: 1e-16 },
    );
    expectClose(
      hessian,
      xs.map((x) => -1 + 1 / Math.cosh(x) ** 2),
      { relative: 1e-14, absolute: 1e-15 },
    );
    expectClose(
      logDensity,
      xs.map((x) => -0.5 * (x * x + 1 + Math.log(2 * Math.PI)) + Math.log(Math.cosh(x))),
      { relative: 1e-14 },
    );
  });

  it("agrees with its definition: density, denoised mean, spread, in any dimension", () => {
    fc.assert(
      fc.property(cases, ({ d, components, a, b, x }) => {
        const found = evaluated(gaussianMixture(components, d).at(a, b), x, d);
        const expected = noisedMixture(dense(components, d), a, b, x);
        // Squared distances of a few hundred, conditions of a few tens.
        expectClose(found.logDensity, [expected.logDensity], { relative: 1e-12, absolute: 1e-12 });
        expectClose(found.denoised, expected.denoised, { absolute: 1e-11 });
        expectClose(found.spread, expected.spread.flat(), { absolute: 1e-11 });
      }),
      { numRuns: 300 },
    );
  });

  it("has the gradient of its log density as score, and the Jacobian of its score as hessian", () => {
    fc.assert(
      fc.property(cases, ({ d, components, a, b, x }) => {
        const at = gaussianMixture(components, d).at(a, b);
        const { score, hessian } = evaluated(at, x, d);
        // Widths are at least ½ (1D: √(0.3 · 0.01 + 0.01) ≈ 0.1): step⁸ leaves 1e-7 at worst where components cross.
        const step = 0.01 * Math.hypot(b, 0.5 * a);
        expectClose(
          score,
          gradient((y) => evaluated(at, y, d).logDensity[0], x, step),
          { relative: 1e-7, absolute: 1e-7 },
        );
        for (let i = 0; i < d; i++) {
          const row = gradient((y) => evaluated(at, y, d).score[i], x, step);
          expectClose(hessian.slice(i * d, (i + 1) * d), row, { relative: 1e-7, absolute: 1e-7 });
        }
      }),
      { numRuns: 100 },
    );
  });

  it("keeps the relations D = (x + b² s)/a and Cov = (b²/a²)(I + b² H)", () => {
    fc.assert(
      fc.property(cases, ({ d, components, a, b, x }) => {
        const { score, hessian, denoised, spread } = evaluated(gaussianMixture(components, d).at(a, b), x, d);
        const scale = 1 + 1 / a ** 2;
        expectClose(
          denoised,
          x.map((value, i) => (value + b * b * score[i]) / a),
          { absolute: 1e-12 * scale },
        );
        const identity = (e: number): number => (e % (d + 1) === 0 ? 1 : 0);
        expectClose(
          spread,
          Float64Array.from(hessian, (h, e) => (b / a) ** 2 * (identity(e) + b * b * h)),
          { absolute: 1e-11 * scale },
        );
      }),
      { numRuns: 300 },
    );
  });

  it("at (ra, rb) is the scaled law", () => {
    fc.assert(
      fc.property(cases, number(0.2, 5), ({ d, components, a, b, x }, r) => {
        const law = gaussianMixture(components, d);
        const here = evaluated(law.at(a, b), x, d);
        const there = evaluated(
          law.at(r * a, r * b),
          x.map((value) => r * value),
          d,
        );
        expectClose(
          there.logDensity,
          here.logDensity.map((log) => log - d * Math.log(r)),
          { relative: 1e-12, absolute: 1e-12 },
        );
        expectClose(
          there.score,
          here.score.map((s) => s / r),
          { relative: 1e-11, absolute: 1e-11 },
        );
        expectClose(
          there.hessian,
          here.hessian.map((h) => h / r ** 2),
          { relative: 1e-10, absolute: 1e-10 },
        );
        expectClose(there.denoised, here.denoised, { absolute: 1e-11 });
        expectClose(there.spread, here.spread, { absolute: 1e-11 });
      }),
    );
  });

  it("reads n points, and computes only what is asked for", () => {
    fc.assert(
      fc.property(cases, number(-1, 1), ({ d, components, a, b, x }, shift) => {
        const at = gaussianMixture(components, d).at(a, b);
        const points = [...x, ...x.map((value) => value + shift)];
        const both = evaluated(at, points, d);
        const second = evaluated(at, points.slice(d), d);
        for (const key of ["logDensity", "score", "hessian", "denoised", "spread"] as const) {
          expect(both[key].slice(both[key].length / 2)).toEqual(second[key]);
          const alone = new Float64Array(both[key].length);
          at.evaluate(Float64Array.from(points), 2, { [key]: alone });
          expect(alone).toEqual(both[key]);
        }
      }),
      { numRuns: 50 },
    );
  });

  const three: readonly GaussianSpec[] = [
    { weight: 2, mean: [1, 0], covariance: 1 },
    {
      weight: 1,
      mean: [-1, 3],
      covariance: [
        [2, 0.5],
        [0.5, 1],
      ],
    },
    { weight: 1, mean: [0, -2], covariance: [0.25, 4] },
  ];
  const padded = three.map(({ weight, mean, covariance }) => ({
    weight,
    mean: [...mean, 0],
    covariance: denseCovariance(covariance, 2)
      .map((row) => [...row, 0])
      .concat([[0, 0, 1]]),
  }));

  it("of pure noise, a = 0: score −x/b², denoised mean the mean, spread the covariance", () => {
    for (const law of [gaussianMixture(three, 2), gaussianMixture(padded, 3)]) {
      const d = law.dimension;
      const x = [3, -7, 1].slice(0, d);
      const { score, hessian, denoised, spread } = evaluated(law.at(0, 2), x, d);
      expectClose(
        score,
        x.map((value) => -value / 4),
        { relative: 1e-15 },
      );
      expectClose(
        hessian,
        Float64Array.from({ length: d * d }, (_, e) => (e % (d + 1) === 0 ? -0.25 : 0)),
        { absolute: 1e-16 },
      );
      expectClose(denoised, law.mean, { relative: 1e-14, absolute: 1e-16 });
      expectClose(spread, law.covariance, { relative: 1e-14, absolute: 1e-16 });
    }
  });

  it("of hardly any signal, a = 1e-9, keeps the first order of the denoised mean: D − E x₀ = a Cov x/b²", () => {
    const law = gaussianMixture(
      [
        { weight: 1, mean: [0], covariance: 1 },
        { weight: 1, mean: [0], covariance: 3 },
      ],
      1,
    );
    expectClose(evaluated(law.at(1e-9, 1), [5], 1).denoised, [1e-8], { relative: 1e-8 });
  });

  it("without noise, b = 0, is the law itself: x₀ is known", () => {
    for (const law of [gaussianMixture(three, 2), gaussianMixture(padded, 3)]) {
      const d = law.dimension;
      const x = [0.5, -1.5, 0.25].slice(0, d);
      const { denoised, spread, score } = evaluated(law.at(2, 0), x, d);
      expectClose(
        denoised,
        x.map((value) => value / 2),
        { relative: 1e-14 },
      );
      expectClose(spread, new Float64Array(d * d), { absolute: 1e-28 });
      expectClose(score, evaluated(law.at(2, 1e-9), x, d).score, { relative: 1e-14 });
    }
  });

  it("far off the support, up to the largest numbers, has the score of the widest component and no NaN", () => {
    const wide = { weight: 1, mean: [5, 1, 2], covariance: 4 };
    const narrow = { weight: 1, mean: [-5, 1, 2], covariance: 1 };
    for (const d of [1, 2, 3]) {
      const cut = (part: typeof wide): GaussianSpec => ({ ...part, mean: part.mean.slice(0, d) });
      for (const [parts, variance] of [
        [[wide, narrow], 4],
        [[narrow, narrow], 1],
      ] as const) {
        const law = gaussianMixture(parts.map(cut), d);
        for (const size of [1e8, 1e160, 1e300]) {
          const x = new Array<number>(d).fill(size);
          const found = evaluated(law.at(1, 0), x, d);
          expectClose(
            found.score,
            x.map((value) => -value / variance),
            { relative: 1e-7 },
          );
          expectClose(
            found.hessian,
            Float64Array.from({ length: d * d }, (_, e) => (e % (d + 1) === 0 ? -1 / variance : 0)),
            { absolute: 1e-15 },
          );
          expect(found.logDensity[0]).toBeLessThan(-1e15);
          expect([...found.denoised, ...found.spread].every(Number.isFinite)).toBe(true);
        }
      }
    }
  });

  it("of separate components keeps the score of the near one where the density of the others underflows", () => {
    const law = gaussianMixture(
      [
        { weight: 1, mean: [0], covariance: 1e-6 },
        { weight: 1, mean: [1], covariance: 1e-6 },
      ],
      1,
    );
    expectClose(evaluated(law.at(1, 0), [0.001, 0.999], 1).score, [-1000, 1000], { relative: 1e-12 });
  });

  it("has mean and covariance by hand, and an extent outside which 1e-15 of the mass is left", () => {
    const law = gaussianMixture(three, 2);
    expectClose(law.mean, [0.25, 0.25], { relative: 1e-15 });
    // E x² = ½(1+1) + ¼(2+1) + ¼ ¼ = 29/16, E xy = ¼(½ − 3) = −5/8, E y² = ½ + ¼(1+9) + ¼(4+4) = 5.
    expectClose(law.covariance, [29 / 16 - 1 / 16, -5 / 8 - 1 / 16, -5 / 8 - 1 / 16, 5 - 1 / 16], { relative: 1e-14 });
    const reach = Math.sqrt(2 * Math.log(2e15));
    expectClose(law.extent.low, [-1 - Math.SQRT2 * reach, -2 - 2 * reach], { relative: 1e-14 });
    expectClose(law.extent.high, [1 + reach > -1 + Math.SQRT2 * reach ? 1 + reach : -1 + Math.SQRT2 * reach, -2 + 2 * reach], {
      relative: 1e-14,
    });
    expect([law.compact, law.breaks, law.dimension]).toEqual([false, [[], []], 2]);
  });

  it("draws from its law with 1 + 2d uniforms, and a law off by 1/50 is told apart", () => {
    const risk = 1e-9;
    const n = drawsForCdf(0.02, risk);
    const parts = [
      {
        weight: 3,
        mean: [0, 1],
        covariance: [
          [1, 0.6],
          [0.6, 1],
        ],
      },
      { weight: 1, mean: [2, 0], covariance: 0.25 },
    ];
    const law = gaussianMixture(parts, 2);
    const uniforms = namedRng("draws of a Gaussian mixture");
    let used = 0;
    const out = new Float64Array(3);
    const sums = Float64Array.from({ length: n }, () => {
      law.draw(
        () => {
          used++;
          return uniforms();
        },
        out,
        1,
      );
      return out[1] + 2 * out[2];
    });
    expect(used).toBe(5 * n);
    expect(out[0]).toBe(0);
    // x + 2y is N(2, 1 + 4 + 2.4) with probability ¾, N(2, 5/4) otherwise.
    const cdf = (share: number) => (y: number) => share * phi((y - 2) / Math.sqrt(7.4)) + (1 - share) * phi((y - 2) / Math.sqrt(1.25));
    expect(compareCdf(sums, cdf(0.75), risk)).toMatchObject({ ok: true });
    expect(compareCdf(sums, (y) => cdf(0.75)(y - 0.15), risk)).toMatchObject({ ok: false });
    expect(compareCdf(sums, cdf(0.5), risk)).toMatchObject({ ok: false });
  });

  it.each([
    [[], "world.components must be a list of at least one component, got []"],
    [[{ weight: 0, mean: [0, 0], covariance: 1 }], "world.components[0].weight must be a finite number above 0, got 0"],
    [[{ weight: 1, mean: [0], covariance: 1 }], "world.components[0].mean must be a list of 2 numbers, got 1"],
    [[{ weight: 1, mean: [0, Number.NaN], covariance: 1 }], "world.components[0].mean[1] must be a finite number, got NaN"],
    [[{ weight: 1, mean: [0, 0], covariance: -1 }], "world.components[0].covariance must be a finite number above 0, got -1"],
    [[{ weight: 1, mean: [0, 0], covariance: [1, 0] }], "world.components[0].covariance[1] must be a finite number above 0, got 0"],
    [
      [{ weight: 1, mean: [0, 0], covariance: [1] }],
      "world.components[0].covariance must be a number, a list of 2 variances or a matrix of 2 rows, got 1",
    ],
    [
      [
        {
          weight: 1,
          mean: [0, 0],
          covariance: [
            [1, 2],
            [2, 1],
          ],
        },
      ],
      "world.components[0].covariance must be positive definite, its smallest eigenvalue above 0, got -",
    ],
    [
      [
        {
          weight: 1,
          mean: [0, 0],
          covariance: [
            [1, 0.5],
            [0.4, 1],
          ],
        },
      ],
      "world.components[0].covariance[1][0] must be 0.5, as [0][1] is, got 0.4",
    ],
    [[{ weight: 1, mean: [0, 0], covariance: [[1, 0], [0]] }], "world.components[0].covariance[1] must be a list of 2 numbers, got 1"],
    [[{ weight: 1, mean: [0, 0], covariance: [[1, 0], 3] }], "world.components[0].covariance[1] must be a row of 2 numbers, got 3"],
  ])("refuses %j", (components, message) => {
    expect(() => gaussianMixture(components as readonly GaussianSpec[], 2)).toThrow(message);
  });

  it("refuses a dimension that is no positive integer and levels without signal and noise", () => {
    expect(() => gaussianMixture(three, 1.5)).toThrow("world.dimension must be an integer of at least 1, got 1.5");
    const law = gaussianMixture(three, 2);
    expect(() => law.at(-1, 1)).toThrow("at: a must be finite and at least 0, got -1");
    expect(() => law.at(1, Number.NaN)).toThrow("at: b must be finite and at least 0, got NaN");
    expect(() => law.at(0, 0)).toThrow("at: b must be above 0 where a is 0, got 0");
  });
});

/** Φ by its Taylor series at 0, |x| < 6: error 1e-9. */
function phi(x: number): number {
  if (Math.abs(x) > 6) return x > 0 ? 1 : 0;
  let [term, total] = [x, x];
  for (let k = 1; k < 120; k++) {
    term *= (-x * x) / (2 * k);
    total += term / (2 * k + 1);
  }
  return Math.min(1, Math.max(0, 0.5 + total / Math.sqrt(2 * Math.PI)));
}
