import { describe, expect, it } from "vitest";
import type { ProcessSpec } from "../../../src/continuous/process.ts";
import type { SamplerSpec } from "../../../src/continuous/sampling/sampler.ts";
import { given, limitOf, momentsOf } from "./gaussians.ts";

const vp: ProcessSpec = { kind: "vp", schedule: "ou", horizon: 2 };
const ve: ProcessSpec = { kind: "ve", sigmaMax: 5, sigmaMin: 0.01 };

const flow: ProcessSpec = { kind: "flow" };

type StepSpec = Exclude<SamplerSpec, { kind: "dopri5" }>;
type Kind = StepSpec["kind"];

/** Errors of mean and variance together, at each number of steps. */
function errors(kind: Kind, at: ProcessSpec, end: number, counts: readonly number[]): number[] {
  const noise = kind === "ddpm" || kind === "euler-maruyama" || kind === "exponential";
  const exact = limitOf(given, at, { end, noise });
  return counts.map((steps) => {
    const spec: StepSpec = { kind, steps, spacing: "uniform", end };
    const { mean, variance } = momentsOf(spec, given, at);
    return Math.hypot(mean - exact.mean, variance - exact.variance);
  });
}

/** Slope of the least-squares line through (log2 N, −log2 error). */
function order(counts: readonly number[], sizes: readonly number[]): number {
  const x = counts.map(Math.log2);
  const y = sizes.map((size) => -Math.log2(size));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, value, k) => sum + (value - mx) * (y[k] - my), 0) / x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
}

const first = [256, 512, 1024, 2048];
const second = [64, 128, 256, 512];
/** Where errors are above rounding and below the end of the power law. */
const fourth = [48, 96, 192, 384];
const fourthFlow = [24, 48, 96, 192];

describe("orders of convergence on a guided pair of Gaussians, by exact moments", () => {
  it.each<[Kind, number, readonly number[], readonly ProcessSpec[]]>([
    ["euler", 1, first, [vp, ve, flow]],
    ["ddim", 1, first, [vp, ve, flow]],
    ["heun", 2, second, [vp, ve, flow]],
    ["rk4", 4, fourth, [vp, ve]],
    ["rk4", 4, fourthFlow, [flow]],
    ["ddpm", 1, first, [vp, ve, flow]],
    ["euler-maruyama", 1, first, [vp, ve]],
    ["exponential", 1, first, [vp, ve]],
  ])("%s has order %d at noise and to noise 0", (kind, expected, counts, processes) => {
    for (const at of processes) {
      for (const end of [0.1, 0]) {
        // With the denoised mean held, even steps in s, σ ~ √s, make the error at the data N⁻¹ ln N: no power to be measured.
        if (end === 0 && at === vp && kind.startsWith("dd")) continue;
        const sizes = errors(kind, at, end, counts);
        expect(Math.abs(order(counts, sizes) - expected), `${at.kind} to ${end}: ${sizes}`).toBeLessThan(0.15);
      }
    }
  });

  it("heun with an Euler step put in for its second stage would be seen: euler fails the check of order 2", () => {
    expect(Math.abs(order(second, errors("euler", ve, 0.1, second)) - 2)).toBeGreaterThan(0.5);
  });
});
