import { describe, expect, it } from "vitest";
import type { ProcessSpec } from "../../../src/continuous/process.ts";
import { kernelsOf } from "../../../src/continuous/sampling/kernels.ts";
import { sdeMoves, sdeSampler } from "../../../src/continuous/sampling/limits.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { given, lawsOf, limitOf, samplingOf, throughKernels } from "./gaussians.ts";

const processes: readonly ProcessSpec[] = [
  { kind: "vp", schedule: "ou", horizon: 5 },
  { kind: "ve", sigmaMax: 20, sigmaMin: 0.01 },
  { kind: "flow" },
];

describe("sdeSampler", () => {
  it.each(processes)("has as many steps as bring its law within the tolerance of the limit, for %j", (at) => {
    const sampling = samplingOf(given, at);
    const exact = limitOf(given, at, { end: 0, noise: true });
    const spread = Math.sqrt(exact.variance);
    for (const tolerance of [0.1, 0.02]) {
      const { sampler, method } = sdeSampler(sampling, lawsOf(given), { tolerance, seed: 1 });
      const steps = sampler.times.length - 1;
      expect(method).toMatch(
        new RegExp(`^ddpm kernels, ${steps} steps; paths at ${steps / 2} and ${steps} steps differ by 0\\.0\\d+ of the spread$`),
      );
      const kernels = kernelsOf(sdeMoves(sampling.process, steps), sampling, lawsOf(given));
      const { mean, variance } = throughKernels(kernels, { mean: 0, variance: sampling.process.start.sd ** 2 });
      // W1 of two normal laws is at most |Δmean| + |Δsd|.
      expect((Math.abs(mean - exact.mean) + Math.abs(Math.sqrt(variance) - spread)) / spread).toBeLessThan(2 * tolerance);
    }
  });

  it("drives steps and double steps by one Brownian motion: paths at N and 2N differ by order 1/N, not N^−½", () => {
    for (const at of processes) {
      const difference = (mostSteps: number): number => {
        const { method } = sdeSampler(samplingOf(given, at), lawsOf(given), { tolerance: 1e-9, mostSteps, seed: 1 });
        return Number(/differ by (\S+) of/.exec(method)?.[1]);
      };
      const ratio = difference(128) / difference(1024);
      // 64 against 512 steps: 8 in first order, 2.8 for order ½.
      expect(ratio).toBeGreaterThan(5);
      expect(ratio).toBeLessThan(12);
    }
  });

  it("says so where the tolerance was not reached", () => {
    const { sampler, method } = sdeSampler(samplingOf(given, processes[0]), lawsOf(given), { tolerance: 1e-9, mostSteps: 256, seed: 1 });
    expect(sampler.times.length).toBe(257);
    expect(method).toMatch(/ddpm kernels, 256 steps; .* of the spread; the tolerance 1e-9 was not reached$/);
  });

  it("refuses a tolerance that is not positive", () => {
    const make = (): unknown => sdeSampler(samplingOf(given, processes[0]), lawsOf(given), { tolerance: 0, seed: 1 });
    expect(make).toThrow(BadInput);
    expect(make).toThrow("sdeSampler: tolerance must be a finite number above 0, got 0");
  });
});
