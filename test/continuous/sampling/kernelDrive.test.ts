import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constantGuidance } from "../../../src/continuous/guidedWeight.ts";
import { type ProcessSpec, process } from "../../../src/continuous/process.ts";
import { type Draws, drive } from "../../../src/continuous/sampling/drive.ts";
import { flowSampler } from "../../../src/continuous/sampling/flowLimit.ts";
import type { GuidedSampling } from "../../../src/continuous/sampling/guide.ts";
import { kernelDrive } from "../../../src/continuous/sampling/kernelDrive.ts";
import { sdeMoves } from "../../../src/continuous/sampling/limits.ts";
import { type SamplerSpec, sampler } from "../../../src/continuous/sampling/sampler.ts";
import { samplerOf } from "../../../src/continuous/sampling/samplerOf.ts";
import { apg } from "../../../src/guidance/continuous/apg.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import type { FieldPair } from "../../../src/worlds/continuous/pair.ts";
import { withScoreError } from "../../../src/worlds/continuous/scoreError/withScoreError.ts";
import { compiledKernels } from "../../kernels/open.ts";

const target = [{ weight: 1, mean: [1, 0.5], covariance: 0.3 }];
const others = [
  { weight: 0.5, mean: [-1, 0], covariance: [0.1, 0.4] },
  {
    weight: 1,
    mean: [0, -2],
    covariance: [
      [0.3, 0.1],
      [0.1, 0.2],
    ],
  },
];
const pair: FieldPair = { conditional: gaussianMixture(target, 2), unconditional: gaussianMixture([...target, ...others], 2) };
const line: FieldPair = {
  conditional: gaussianMixture([{ weight: 1, mean: [1], covariance: 1 }], 1),
  unconditional: gaussianMixture([{ weight: 1, mean: [-1], covariance: 0.2 }], 1),
};

const processes = fc.constantFrom<ProcessSpec>(
  { kind: "ve", sigmaMax: 20 },
  { kind: "vp", schedule: "ou", horizon: 6 },
  { kind: "vp", schedule: "ddpm" },
  { kind: "flow" },
);
const steps = fc.integer({ min: 1, max: 12 });
const kinds = fc.constantFrom("euler", "heun", "rk4", "ddim", "ddpm", "euler-maruyama", "exponential");
const samplers = fc.oneof(
  fc.record({ kind: kinds, steps }),
  fc.record({ kind: fc.constant("ddim"), eta: fc.constantFrom(0.5, 1), steps }),
) as fc.Arbitrary<SamplerSpec>;
const w = fc.constantFrom(0, -1, -0.5, 0.5, 2);

function sampling(spec: ProcessSpec, weight: number, dimension = 2): GuidedSampling {
  return { dimension, process: process(spec), weight: constantGuidance(weight) };
}

/** The definition's samples and the kernels', points side by side. */
function both(request: Draws & { readonly pair: FieldPair }, of: GuidedSampling) {
  const outcome = kernelDrive(compiledKernels(), of, request);
  if (outcome.status !== "ok") throw new Error(outcome.reason);
  return { plain: [...drive(request)], fast: [...outcome.value] };
}

/** Whether all agree, samples relative to their size. */
function expectAlike({ plain, fast }: ReturnType<typeof both>, tolerance: number): void {
  expect(fast.length).toBe(plain.length);
  fast.forEach((batch, j) => {
    expect(batch.first).toBe(plain[j].first);
    expect(batch.nfe).toEqual(plain[j].nfe);
    expect(batch.status).toEqual(plain[j].status);
    batch.points.forEach((x, i) => {
      expect(Math.abs(x - plain[j].points[i])).toBeLessThan(tolerance * (1 + Math.abs(x)));
    });
  });
}

describe("kernelDrive", () => {
  it("draws the definition's samples to 1e-11: any process, sampler of given steps and weight, evaluations and batches included", () => {
    fc.assert(
      fc.property(processes, samplers, w, fc.boolean(), fc.nat(1000), (spec, kind, weight, onLine, first) => {
        const of = sampling(spec, weight, onLine ? 1 : 2);
        // Euler and Maruyama's step has no start where there is only noise.
        fc.pre(spec.kind !== "flow" || !["euler-maruyama", "exponential"].includes(kind.kind));
        expectAlike(both({ pair: onLine ? line : pair, sampler: sampler(kind, of), seed: 4, count: 9, first, batch: 5 }, of), 1e-11);
      }),
      { numRuns: 120 },
    );
  });

  it("draws the limits too: the flow by steps of order 8, the stochastic equation", () => {
    const of = sampling({ kind: "vp", schedule: "ou" }, 2);
    const flow = flowSampler(of, pair, { seed: 0 }).sampler;
    expectAlike(both({ pair, sampler: flow, seed: 1, count: 20 }, of), 1e-11);
    const sde = samplerOf(sdeMoves(of.process, 64), of);
    expectAlike(both({ pair, sampler: sde, seed: 1, count: 20 }, of), 1e-11);
  });

  it("draws them for boxes, on the line and in the plane", () => {
    const box = (low: number[], high: number[]) => ({ weight: 1, low, high });
    const intervals = [box([1], [2]), box([-2], [-1])];
    const rectangles = [box([0, 0], [2, 1]), box([-2, -1], [0.5, 0.5])];
    const worlds = [intervals, rectangles].map((parts, k) => ({
      conditional: boxMixture(parts.slice(0, 1), k + 1),
      unconditional: boxMixture(parts, k + 1),
    }));
    fc.assert(
      fc.property(processes, samplers, w, fc.boolean(), (spec, kind, weight, onLine) => {
        fc.pre(spec.kind !== "flow" || !["euler-maruyama", "exponential"].includes(kind.kind));
        const of = sampling(spec, weight, onLine ? 1 : 2);
        expectAlike(both({ pair: worlds[onLine ? 0 : 1], sampler: sampler(kind, of), seed: 4, count: 5 }, of), 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("follows a weight that changes on the way", () => {
    const of = {
      ...sampling({ kind: "ve" }, 0),
      weight: { at: (theta: number) => (theta > 1 ? 0 : theta > 0.5 ? -1 : 3 * theta), corners: [1, 0.5] },
    };
    expectAlike(both({ pair, sampler: sampler({ kind: "heun", steps: 20 }, of), seed: 1, count: 20 }, of), 1e-11);
  });

  it("hands the definition what goes too far, and says what became of it", () => {
    const of = sampling({ kind: "ve", sigmaMax: 1e120 }, 1);
    const request = { pair, sampler: sampler({ kind: "euler", grid: [1, 0.5, 0.1] }, of), seed: 1, count: 6 };
    const { plain, fast } = both(request, of);
    expect(fast[0].points).toEqual(plain[0].points);
    expect(fast[0].status).toEqual(plain[0].status);
  });

  it("declines laws, rules, samplers and trajectories that it has no kernel for", () => {
    const of = sampling({ kind: "ve" }, 1);
    const request = { pair, sampler: sampler({ kind: "euler", steps: 3 }, of), seed: 1, count: 1 };
    const reason = (change: Partial<typeof request & Draws>, how = of) => {
      const outcome = kernelDrive(compiledKernels(), how, { ...request, ...change });
      return outcome.status === "declined" ? outcome.reason : "not declined";
    };
    const mixed = { ...pair, conditional: boxMixture([{ weight: 1, low: [0, 0], high: [1, 1] }], 2) };
    expect(reason({ pair: mixed })).toBe("the laws are not both mixtures of Gaussians, or both of boxes");
    const law = gaussianMixture(target, 2);
    const mistaken = withScoreError(
      { dimension: 2, conditional: law, unconditional: law, targetWeight: null },
      { kind: "smoothing", sd: 0.5 },
    );
    expect(reason({ pair: mistaken })).toBe("the laws are not both mixtures of Gaussians, or both of boxes");
    expect(reason({ trajectories: true })).toBe("trajectories are kept");
    const notLinear = "the sampler's moves are not linear in its predictions";
    expect(reason({ sampler: sampler({ kind: "dopri5" }, of) })).toBe(notLinear);
    const { moves: _, ...other } = request.sampler;
    expect(reason({ sampler: other })).toBe(notLinear);
    const rule = apg({ parallel: 0 });
    expect(reason({}, { ...of, rule })).toBe(notLinear);
    expect(reason({})).toBe("not declined");
  });

  it("refuses what the definition refuses", () => {
    const of = sampling({ kind: "ve" }, 1);
    const request = { pair, sampler: sampler({ kind: "euler", steps: 3 }, of), seed: 1, count: 1 };
    for (const change of [{ count: 0.5 }, { first: -1 }, { batch: 0 }]) {
      const outcome = kernelDrive(compiledKernels(), of, { ...request, ...change });
      const field = Object.keys(change)[0];
      expect(() => outcome.status === "ok" && [...outcome.value]).toThrow(`${field} must be an integer of at least`);
    }
  });
});
