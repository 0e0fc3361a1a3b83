import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boxPair } from "../../src/kernels/boxLevels.ts";
import { type KernelMove, kernelMixtureSampler } from "../../src/kernels/mixtureSampler.ts";
import { normal } from "../../src/random/normal.ts";
import { stream, streamPrefix } from "../../src/random/stream.ts";
import { type BoxSpec, boxComponents } from "../../src/worlds/continuous/boxComponents.ts";
import { boxMixture } from "../../src/worlds/continuous/boxMixture.ts";
import { answerOf, compiledKernels } from "./open.ts";

/** Thousandths, evenly: `fc.double` would mostly be next to 0. */
const between = (low: number, high: number) => fc.integer({ min: 1000 * low, max: 1000 * high }).map((n) => n / 1000);

const COUNT = 6;
const START = 2;

const corner = between(-3, 3);
const size = between(-3, 1).map((x) => 10 ** x);
const boxes = (d: number): fc.Arbitrary<BoxSpec[]> =>
  fc.array(
    fc
      .record({ weight: size, low: fc.array(corner, { minLength: d, maxLength: d }), size: fc.array(size, { minLength: d, maxLength: d }) })
      .map(({ weight, low, size }) => ({ weight, low, high: low.map((x, i) => x + size[i]) })),
    { minLength: 1, maxLength: 4 },
  );
const pairs = fc.integer({ min: 1, max: 3 }).chain((d) => fc.tuple(fc.constant(d), boxes(d), boxes(d), fc.boolean()));
const levels = fc.oneof(
  fc.constant({ a: 0, b: 1 }),
  fc.record({ a: fc.constantFrom(1, 0.7, 1e-3), b: between(-2, 2).map((x) => 10 ** x) }),
);
const weights = fc.oneof(fc.constantFrom(0, -1, -0.5, 1, 64), between(-1, 8));

describe("boxPair", () => {
  it("guides with the definition's denoised means: narrow and wide boxes, inside, outside and far away, shared or not", () => {
    fc.assert(
      fc.property(pairs, levels, weights, ([d, target, others, shared], { a, b }, w) => {
        const unconditional = shared ? [...others, ...target] : others;
        const points = new Float64Array(COUNT * d);
        for (let k = 0; k < COUNT; k++) {
          const rng = stream(1, "sample", k);
          for (let i = 0; i < d; i++) points[k * d + i] = START * normal(rng);
        }
        const [c, u] = [target, unconditional].map((parts) => {
          const denoised = new Float64Array(COUNT * d);
          boxMixture(parts, d).at(a, b).evaluate(points, COUNT, { denoised });
          return denoised;
        });
        const needs = w === 0 ? "cond" : w === -1 ? "uncond" : "both";
        const move: KernelMove = { questions: [{ a, b, w, needs, ofX: 1, ofGiven: [] }], ofX: 0, ofGiven: [1], sd: 0 };
        const pair = boxPair(boxComponents(target, d, "c"), boxComponents(unconditional, d, "u"));
        const sampling = { pair, moves: [move], start: START, prefix: streamPrefix(1, ["sample"]) };
        const found = answerOf(kernelMixtureSampler(compiledKernels(), sampling))(0, COUNT);
        expect(found.left).toEqual([]);
        // A posterior is known to 2^−52 of the squared distance to an edge in units of the noise; the far corner is at most 23 away.
        const tolerance = (1e-13 + 4e-16 * d * (23 / b) ** 2) * 13 * (1 + 2 * Math.abs(w));
        found.points.forEach((x, i) => {
          expect(Math.abs(x - (w === 0 ? c[i] : w === -1 ? u[i] : c[i] + w * (c[i] - u[i])))).toBeLessThan(tolerance);
        });
      }),
      { numRuns: 400 },
    );
  });

  it("keeps its accuracy where its three formulas meet: h = 1, 2uh = 3, the edges, and far away", () => {
    const box: BoxSpec[] = [{ weight: 1, low: [0], high: [2] }];
    const pair = boxPair(boxComponents(box, 1, "boxes"), boxComponents(box, 1, "boxes"));
    const question = { b: 1, w: 0, needs: "cond" } as const;
    for (const b of [0.2, 0.999, 1, 1.001, 5]) {
      for (const x of [1, 1 + 1e-9, 0, 2 - 2e-15, 2, 2 + 2e-15, 2.5, 2.4999999999999996, -0.5, 31, -3e4, 1e15]) {
        const denoised = new Float64Array(1);
        boxMixture(box, 1).at(1, b).evaluate(Float64Array.of(x), 1, { denoised });
        // At a = 0 the denoised mean is the centre, 1: the first move leads to x.
        const moves: KernelMove[] = [
          { questions: [{ ...question, a: 0, ofX: 0, ofGiven: [] }], ofX: 0, ofGiven: [x], sd: 0 },
          { questions: [{ ...question, a: 1, b, ofX: 1, ofGiven: [] }], ofX: 0, ofGiven: [1], sd: 0 },
        ];
        const sampling = { pair, moves, start: 1, prefix: streamPrefix(1, ["sample"]) };
        const [found] = answerOf(kernelMixtureSampler(compiledKernels(), sampling))(0, 1).points;
        expect(Math.abs(found - denoised[0])).toBeLessThan(2e-15);
      }
    }
  });
});
