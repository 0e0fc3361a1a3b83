import { describe, expect, it } from "vitest";
import { constantGuidance } from "../../../src/continuous/guidedWeight.ts";
import { type ProcessSpec, process } from "../../../src/continuous/process.ts";
import { drive } from "../../../src/continuous/sampling/drive.ts";
import { flowMoves, flowSampler } from "../../../src/continuous/sampling/flowLimit.ts";
import { sampler } from "../../../src/continuous/sampling/sampler.ts";
import { continuousRule } from "../../../src/guidance/continuous/continuousRule.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { normal } from "../../../src/random/normal.ts";
import { stream } from "../../../src/random/stream.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { given, lawsOf, limitOf, samplingOf } from "./gaussians.ts";
import { planeSampling } from "./planes.ts";

const processes: readonly ProcessSpec[] = [
  { kind: "vp", schedule: "ou", horizon: 5 },
  { kind: "ve", sigmaMax: 20, sigmaMin: 0.01 },
  { kind: "flow" },
];
const stated = /^Dormand-Prince of order 8, (\d+) steps; paths at \d+ and \d+ steps differ by (\S+) of the spread$/;

describe("flowSampler", () => {
  it.each(processes)("takes each start to the end of the flow, for %j: an affine map of the first normal of its stream", (at) => {
    const { mean, variance } = limitOf(given, at, { end: 0, noise: false });
    const { sampler: chosen, method } = flowSampler(samplingOf(given, at), lawsOf(given), { seed: 3 });
    const [{ points, status }] = [...drive({ sampler: chosen, seed: 3, count: 8, pair: lawsOf(given) })];
    const exact = Float64Array.from({ length: 8 }, (_, i) => mean + Math.sqrt(variance) * normal(stream(3, "sample", i)));
    // 1e-6 of the spread, root of the mean square; a single path may be some times that.
    expectClose(points, exact, { absolute: 5e-6 * Math.sqrt(variance) });
    expect(status.every((s) => s === 0)).toBe(true);
    expect(Number(stated.exec(method)?.[2])).toBeLessThanOrEqual(1e-6);
  });

  it("agrees with the adaptive integrator on mixtures and on boxes, sample by sample", () => {
    const g = (mean: number, covariance: number, weight = 1) => ({ weight, mean: [mean], covariance });
    const box = (low: number, high: number) => ({ weight: 1, low: [low], high: [high] });
    const pairs = [
      { conditional: gaussianMixture([g(1, 0.3)], 1), unconditional: gaussianMixture([g(1, 0.3), g(-1, 0.5)], 1) },
      { conditional: boxMixture([box(1, 2)], 1), unconditional: boxMixture([box(1, 2), box(-2, -1)], 1) },
    ];
    for (const pair of pairs) {
      const sampling = { dimension: 1, process: process({ kind: "vp", schedule: "ou", horizon: 5 }), weight: constantGuidance(3) };
      const adaptive = sampler({ kind: "dopri5", rtol: 1e-9, atol: 1e-11 }, sampling);
      const { sampler: chosen } = flowSampler(sampling, pair, { seed: 1 });
      const [one, other] = [chosen, adaptive].map((s) => [...drive({ sampler: s, seed: 1, count: 32, pair })][0].points);
      expectClose(one, other, { absolute: 1e-5 });
    }
  });

  it("puts corners of the schedule on the grid: a weight that jumps costs no accuracy, the Gaussian closed form piece by piece", () => {
    const pair = lawsOf({ cond: { mean: 0, variance: 1 }, uncond: { mean: 0, variance: 2 }, w: 0 });
    const corner = 0.6;
    const weight = { at: (theta: number) => (theta > corner ? 1 : 4), corners: [corner] };
    const at = process({ kind: "flow" });
    const sampling = { dimension: 1, process: at, weight };
    expect(flowMoves(sampling, 8).map(({ to }) => at.angle(to))).toContainEqual(expect.closeTo(corner, 12));
    const { sampler: chosen, method } = flowSampler(sampling, pair, { seed: 2 });
    const [{ points }] = [...drive({ sampler: chosen, seed: 2, count: 4, pair })];
    // In terms of σ = tan θ, x/√((1+σ²)^{1+w} (2+σ²)^{−w}) is constant in each piece; x ~ N(0, σ²) as σ → ∞.
    const size = (sigma: number, w: number): number => Math.sqrt((1 + sigma ** 2) ** (1 + w) * (2 + sigma ** 2) ** -w);
    const factor = (size(Math.tan(corner), 1) * size(0, 4)) / size(Math.tan(corner), 4);
    const exact = Float64Array.from({ length: 4 }, (_, i) => factor * normal(stream(2, "sample", i)));
    expectClose(points, exact, { absolute: 5e-6 });
    expect(Number(stated.exec(method)?.[1])).toBeLessThanOrEqual(32);
  });

  it("draws the same samples in any batch", () => {
    const { sampler: chosen } = flowSampler(samplingOf(given, processes[0]), lawsOf(given), { seed: 5 });
    const [whole, single] = [7, 1].map((batch) =>
      [...drive({ sampler: chosen, seed: 5, count: 7, pair: lawsOf(given), batch })].flatMap(({ points }) => [...points]),
    );
    expect(single).toEqual(whole);
  });

  it("says so where the tolerance was not reached", () => {
    const { method } = flowSampler(samplingOf(given, processes[0]), lawsOf(given), { tolerance: 1e-15, mostSteps: 16, seed: 1 });
    expect(method).toMatch(/^Dormand-Prince of order 8, 16 steps; .* of the spread; the tolerance 1e-15 was not reached$/);
  });

  it("refuses a tolerance that is not positive, and rules with memory", () => {
    const make = (): unknown => flowSampler(samplingOf(given, processes[0]), lawsOf(given), { tolerance: 0, seed: 1 });
    expect(make).toThrow(BadInput);
    expect(make).toThrow("flowSampler: tolerance must be a finite number above 0, got 0");
    const apg = continuousRule({ rule: "apg", momentum: 0.5 });
    expect(() => flowSampler(planeSampling(1, processes[0], apg), lawsOf(given), { seed: 1 })).toThrow(
      "guidance.momentum must be 0 in continuous time",
    );
  });
});
