import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gaussianPair } from "../../src/kernels/gaussianLevels.ts";
import { AT_ONCE, type KernelMove, type KernelSampling, kernelMixtureSampler } from "../../src/kernels/mixtureSampler.ts";
import { BadInput } from "../../src/numerics/badInput.ts";
import { normal } from "../../src/random/normal.ts";
import { stream, streamPrefix } from "../../src/random/stream.ts";
import { type GaussianComponents, gaussianComponents } from "../../src/worlds/continuous/gaussianComponents.ts";
import { type GaussianSpec, gaussianMixture } from "../../src/worlds/continuous/gaussianMixture.ts";
import { answerOf, compiledKernels } from "./open.ts";

/** Thousandths, evenly: `fc.double` would mostly be next to 0. */
const between = (low: number, high: number) => fc.integer({ min: 1000 * low, max: 1000 * high }).map((n) => n / 1000);

const SEED = 3;
const prefix = streamPrefix(SEED, ["sample"]);

/** The starts: no move at all. */
function starts(d: number, start: number, first: number, count: number): Float64Array {
  const one = gaussianComponents([{ weight: 1, mean: new Array<number>(d).fill(0), covariance: 1 }], d, "components");
  const sampling = { pair: gaussianPair(one, one), moves: [], start, prefix };
  return answerOf(kernelMixtureSampler(compiledKernels(), sampling))(first, count).points;
}

describe("the start of a sample", () => {
  it("is that of its own stream to 1e-14, whatever its index", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.nat(120),
          fc.maxSafeInteger().map((n) => Math.max(0, Math.abs(n) - 8)),
        ),
        fc.integer({ min: 1, max: 3 }),
        (first, d) => {
          const found = starts(d, 2, first, 7);
          for (let k = 0; k < 7; k++) {
            const rng = stream(SEED, "sample", first + k);
            for (let i = 0; i < d; i++) expect(Math.abs(found[k * d + i] - 2 * normal(rng))).toBeLessThan(4e-14);
          }
        },
      ),
    );
  });

  it("has the variance that is asked for", () => {
    const found = starts(2, 3, 0, AT_ONCE);
    const variance = found.reduce((sum, x) => sum + x * x, 0) / found.length;
    // 8192 squares with relative spread √2: five standard deviations.
    expect(Math.abs(variance / 9 - 1)).toBeLessThan(5 * Math.sqrt(2 / 8192));
  });
});

const scale = between(-3, 3);
const variance = between(-4, 1).map((x) => 10 ** x);

/** Means and covariances of every kind that is written: one variance, a list, a matrix. */
function specs(d: number, most: number): fc.Arbitrary<GaussianSpec[]> {
  const covariance: fc.Arbitrary<GaussianSpec["covariance"]> = fc.oneof(
    variance,
    fc.array(variance, { minLength: d, maxLength: d }),
    fc.tuple(variance, fc.array(scale, { minLength: d, maxLength: d })).map(([v, a]) =>
      // v I + a aᵀ
      a.map((x, i) => a.map((y, j) => x * y + (i === j ? v : 0))),
    ),
  );
  const mean = fc.array(scale, { minLength: d, maxLength: d });
  return fc.array(fc.record({ weight: variance, mean, covariance }), { minLength: 1, maxLength: most });
}

const level = fc.oneof(
  fc.record({ a: fc.constant(0), b: fc.constant(1) }),
  fc.record({ a: fc.constantFrom(1, 0.7, 1e-3), b: between(-6, 2).map((x) => 10 ** x) }),
);
const weights = fc.oneof(fc.constantFrom(0, -1, -0.5, 1, 64), between(-1, 8));
const dimensions = fc.integer({ min: 1, max: 4 });
const pairs = dimensions.chain((d) => fc.tuple(fc.constant(d), specs(d, 4), specs(d, 4), fc.boolean()));

/** x becomes the guided denoised mean of x itself. */
function denoising(a: number, b: number, w: number): KernelMove {
  const needs = w === 0 ? "cond" : w === -1 ? "uncond" : "both";
  return { questions: [{ a, b, w, needs, ofX: 1, ofGiven: [] }], ofX: 0, ofGiven: [1], sd: 0 };
}

/** The same of the same starts by the definition, and how well rounding lets it be known: a posterior to 2^−52 of the squared distances. */
function expected(
  conditional: GaussianSpec[],
  unconditional: GaussianSpec[],
  d: number,
  { a, b }: { a: number; b: number },
  w: number,
  count: number,
) {
  const points = starts(d, 2, 0, count);
  const [c, u] = [conditional, unconditional].map((parts) => {
    const denoised = new Float64Array(count * d);
    gaussianMixture(parts, d).at(a, b).evaluate(points, count, { denoised });
    return denoised;
  });
  const parts = gaussianComponents(unconditional, d, "components");
  const all = gaussianComponents(conditional, d, "components");
  let largest = 0;
  let distance = 0;
  for (const { means, variances, count: K } of [parts, all]) {
    for (let k = 0; k < K; k++) {
      for (let p = 0; p < count; p++) {
        let square = 0;
        let smallest = Infinity;
        for (let i = 0; i < d; i++) {
          square += (points[p * d + i] - a * means[k * d + i]) ** 2;
          smallest = Math.min(smallest, a * a * variances[k * d + i] + b * b);
          largest = Math.max(largest, Math.abs(means[k * d + i]), Math.abs(points[p * d + i]) / Math.max(a, b));
        }
        distance = Math.max(distance, square / smallest);
      }
    }
  }
  const guided = c.map((value, i) => (w === -1 ? u[i] : w === 0 ? value : value + w * (value - u[i])));
  return { guided, tolerance: (1e-13 + 4e-16 * distance) * largest * (1 + 2 * Math.abs(w)) };
}

function found(conditional: GaussianComponents, unconditional: GaussianComponents, moves: KernelMove[], count: number) {
  const sampling: KernelSampling = { pair: gaussianPair(conditional, unconditional), moves, start: 2, prefix };
  return answerOf(kernelMixtureSampler(compiledKernels(), sampling))(0, count);
}

describe("kernelMixtureSampler", () => {
  it("guides with the definition's denoised means: any covariances, levels and weights, components shared or not", () => {
    fc.assert(
      fc.property(pairs, level, weights, ([d, target, others, shared], at, w) => {
        const unconditional = shared ? [...others, ...target] : others;
        const { guided, tolerance } = expected(target, unconditional, d, at, w, 6);
        const [c, u] = [gaussianComponents(target, d, "c"), gaussianComponents(unconditional, d, "u")];
        const { points, left } = found(c, u, [denoising(at.a, at.b, w)], 6);
        expect(left).toEqual([]);
        for (let i = 0; i < points.length; i++) expect(Math.abs(points[i] - guided[i])).toBeLessThan(tolerance);
      }),
      { numRuns: 400 },
    );
  });

  it("sums a conditional law again that is e^−500 of the whole where a point is", () => {
    const far: GaussianSpec[] = [
      { weight: 1, mean: [40, 0], covariance: 1 },
      { weight: 2, mean: [40, 1], covariance: 1 },
    ];
    const whole = [...far, { weight: 1, mean: [0, 0], covariance: 1 }];
    const at = { a: 1, b: 0.5 };
    const { guided, tolerance } = expected(far, whole, 2, at, 1, 8);
    const { points } = found(gaussianComponents(far, 2, "c"), gaussianComponents(whole, 2, "u"), [denoising(1, 0.5, 1)], 8);
    expect(tolerance).toBeLessThan(1e-9);
    for (let i = 0; i < points.length; i++) expect(Math.abs(points[i] - guided[i])).toBeLessThan(tolerance);
  });

  it("combines starts, answers and noise as moves say", () => {
    const one = gaussianComponents([{ weight: 1, mean: [2], covariance: 0.5 }], 1, "components");
    const question = { a: 0.8, b: 0.6, w: 0, needs: "cond" } as const;
    const move: KernelMove = {
      questions: [
        { ...question, ofX: 0.5, ofGiven: [] },
        { ...question, ofX: 0.25, ofGiven: [3] },
      ],
      ofX: -1,
      ofGiven: [0.5, 2],
      sd: 0.1,
    };
    const { points } = found(one, one, [move, { questions: [], ofX: 2, ofGiven: [], sd: 0 }], 5);
    const denoised = (x: number): number => (0.36 * 2 + 0.8 * 0.5 * x) / (0.64 * 0.5 + 0.36);
    for (let k = 0; k < 5; k++) {
      const rng = stream(SEED, "sample", k);
      const x = 2 * normal(rng);
      const first = denoised(0.5 * x);
      const second = denoised(0.25 * x + 3 * first);
      expect(points[k]).toBeCloseTo(2 * (-x + 0.5 * first + 2 * second + 0.1 * normal(rng)), 12);
    }
  });

  it("leaves to the definition what goes further than 1e100, with its neighbours, and nothing else", () => {
    const one = gaussianComponents([{ weight: 1, mean: [2], covariance: 0.5 }], 1, "components");
    const explode: KernelMove = { questions: [], ofX: 1e101, ofGiven: [], sd: 0 };
    expect(found(one, one, [explode], 5).left).toEqual([0, 1, 2, 3, 4]);
    const once = gaussianComponents([{ weight: 1, mean: [0], covariance: 1e-306 }], 1, "components");
    expect(found(once, once, [denoising(1, 1e-153, 0)], 5).left).toEqual([0, 1, 2, 3, 4]);
    expect(found(one, one, [denoising(1, 1, 0)], 5).left).toEqual([]);
  });

  it("gives a sample the same bits in any batch", () => {
    const pair = specs(2, 3);
    fc.assert(
      fc.property(pair, pair, (target, others) => {
        const [c, u] = [gaussianComponents(target, 2, "c"), gaussianComponents([...target, ...others], 2, "u")];
        const moves = [denoising(0.7, 0.7, 1), { ...denoising(0.9, 0.4, 2), sd: 0.3 }];
        const run = answerOf(kernelMixtureSampler(compiledKernels(), { pair: gaussianPair(c, u), moves, start: 1, prefix }));
        const together = run(0, 10).points;
        expect(run(3, 5).points).toEqual(together.slice(6, 16));
      }),
      { numRuns: 30 },
    );
  });

  it("declines what is too large, with the number", () => {
    const one = (d: number, count: number) =>
      gaussianComponents(
        Array.from({ length: count }, (_, k) => ({ weight: 1, mean: new Array<number>(d).fill(k), covariance: 1 })),
        d,
        "components",
      );
    const declined = (of: GaussianComponents, moves: KernelMove[]) => {
      const outcome = kernelMixtureSampler(compiledKernels(), { pair: gaussianPair(of, of), moves, start: 1, prefix });
      return outcome.status === "declined" ? outcome.reason : "not declined";
    };
    const question = denoising(1, 1, 0).questions[0];
    const long: KernelMove = { questions: new Array(17).fill(question), ofX: 1, ofGiven: [], sd: 0 };
    expect(declined(one(17, 1), [])).toBe("17 dimensions, 16 are the most");
    expect(declined(one(1, 1), [long])).toBe("17 questions a move, 16 are the most");
    expect(declined(one(1, 4097), [])).toBe("4097 components, 4096 are the most");
    expect(declined(one(1, 4096), new Array(900).fill(denoising(1, 1, 0)))).toContain("bytes of constants");
  });

  it("refuses more samples at once than there is room for", () => {
    const one = gaussianComponents([{ weight: 1, mean: [2], covariance: 0.5 }], 1, "components");
    const run = answerOf(kernelMixtureSampler(compiledKernels(), { pair: gaussianPair(one, one), moves: [], start: 1, prefix }));
    for (const count of [AT_ONCE + 1, -1, 0.5]) {
      expect(() => run(0, count)).toThrow(BadInput);
      expect(() => run(0, count)).toThrow(`count must be an integer from 0 to ${AT_ONCE}, got ${count}`);
    }
    expect(run(0, 0).points.length).toBe(0);
  });
});
