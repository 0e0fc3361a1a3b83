import { describe, expect, it } from "vitest";
import { kernels } from "../../../src/kernels/kernels.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { lineLaws } from "../../../src/studies/continuous/lineRecord.ts";
import { flowLimit } from "../../../src/studies/continuous/lineSampler.ts";
import { runContinuousSampling } from "../../../src/studies/continuous/sampling.ts";
import { cdfDistance, compareCdf, drawsForCdf } from "../../../testing/dkw.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const two: Written = { world: { kind: "preset", name: "two-gaussians" }, target: "right" };
const given = (parts: Written) => onSpace({ ...two, process: { kind: "vp", schedule: "ou", horizon: 3 }, ...parts });
const cfg = (w: number): Written => ({ rule: "cfg", w });

function drawn(parts: Written, count: number, first = 0): Float64Array {
  return Float64Array.from(runContinuousSampling(given(parts), lent(), count, first).draws, ({ point }) => point[0]);
}
/** The exact law; of `dopri5`, whose steps differ from point to point, that of its limit. */
function lawOf(parts: Written) {
  const experiment = given(parts);
  const run = continuousRun(experiment, lent());
  return experiment.sampler.kind === "dopri5" ? flowLimit(run) : lineLaws(experiment, run).law;
}

/** Smallest error of the distribution function that must not pass. */
const DELTA = 0.06;
const RISK = 1e-9;
const n = drawsForCdf(DELTA, RISK);

describe(`samples follow the exact law of their own sampler (n = ${n}: an error of ${DELTA} cannot pass)`, () => {
  it.each<[string, Written]>([
    ["euler", { sampler: { kind: "euler", steps: 3 } }],
    ["heun", { sampler: { kind: "heun", steps: 3 } }],
    ["rk4", { sampler: { kind: "rk4", steps: 3 } }],
    ["ddim", { sampler: { kind: "ddim", steps: 3 } }],
    ["ddim with noise", { sampler: { kind: "ddim", steps: 3, eta: 0.7 } }],
    ["ddpm", { sampler: { kind: "ddpm", steps: 3 } }],
    ["euler-maruyama", { sampler: { kind: "euler-maruyama", steps: 5 } }],
    ["exponential", { sampler: { kind: "exponential", steps: 5 } }],
    ["a tempered score", { sampler: { kind: "heun", steps: 4 }, scoreError: { kind: "tempering", temperature: 1.5 } }],
    ["a blurred score", { sampler: { kind: "ddim", steps: 4 }, scoreError: { kind: "smoothing", sd: 0.8 } }],
    ["a smooth error of the score", { sampler: { kind: "heun", steps: 4 }, scoreError: { kind: "smooth", size: 0.5 } }],
    ["a score by Monte Carlo", { sampler: { kind: "ddim", steps: 4, end: 0.1 }, scoreError: { kind: "monte-carlo", draws: 5 } }],
    ["rectified flow in ddpm steps", { process: { kind: "flow" }, sampler: { kind: "ddpm", steps: 4 } }],
    ["power-law", { sampler: { kind: "heun", steps: 4 }, guidance: { rule: "power-law", w: 2 } }],
  ])("%s, and another weight is rejected", (_, parts) => {
    const x = drawn({ guidance: cfg(2), ...parts }, n);
    const law = lawOf({ guidance: cfg(2), ...parts });
    expect(compareCdf(x, law.cdf, RISK)).toMatchObject({ ok: true });
    const planted = lawOf({ guidance: cfg(1), ...parts, ...("guidance" in parts ? { guidance: { rule: "power-law", w: 1 } } : {}) });
    const [low, high] = [law.quantile(1e-3), law.quantile(1 - 1e-3)];
    const onUnit = (cdf: (at: number) => number) => (share: number) => cdf(low + share * (high - low));
    if (cdfDistance(onUnit(law.cdf), onUnit(planted.cdf)) >= DELTA) expect(compareCdf(x, planted.cdf, RISK).ok).toBe(false);
    else throw new RangeError(`${_}: the planted error is too small`);
  });

  it.each<[string, Written]>([
    ["flow", {}],
    ["dopri5", { sampler: { kind: "dopri5", rtol: 1e-3, atol: 1e-4 } }],
    ["sde, whose sampler is within 0.01 of the spread of its limit,", { sampler: { kind: "sde" } }],
  ])("%s, with 4000 draws (an error of 0.11 cannot pass)", (_, sampler) => {
    const parts = { guidance: cfg(2), ...sampler };
    const x = drawn(parts, 4000);
    expect(compareCdf(x, lawOf(parts).cdf, RISK)).toMatchObject({ ok: true });
    expect(compareCdf(x, lawOf({ ...parts, guidance: cfg(0.5) }).cdf, RISK).ok).toBe(false);
  });
});

describe("sample i depends on the experiment, the seed and i only", () => {
  it.each<[string, Written]>([
    ["flow", {}],
    ["sde", { sampler: { kind: "sde" } }],
    ["dopri5", { sampler: { kind: "dopri5", rtol: 1e-3, atol: 1e-4 } }],
    ["ddpm", { sampler: { kind: "ddpm", steps: 4 } }],
    ["apg with momentum", { guidance: { rule: "apg", w: 2, parallel: 1, momentum: -0.5 }, sampler: { kind: "ddim", steps: 4 } }],
    ["a white error", { sampler: { kind: "heun", steps: 4 }, scoreError: { kind: "white", size: 0.5 } }],
  ])("%s: alone, among 20, and beyond a full batch of 512", (_, parts) => {
    const how = { guidance: cfg(2), ...parts };
    const many = drawn(how, 530);
    expect(drawn(how, 20)).toEqual(many.slice(0, 20));
    expect(drawn(how, 1, 7)).toEqual(many.slice(7, 8));
    expect(drawn(how, 18, 512)).toEqual(many.slice(512));
    expect(drawn({ ...how, seed: 1 }, 1)).not.toEqual(many.slice(0, 1));
    expect(many.every(Number.isFinite)).toBe(true);
  });
});

describe("what becomes of samples", () => {
  it("Euler's steps that throw points out of the numbers' range diverge; they stand where they were last finite", () => {
    const normal = (covariance: number): Written => ({ components: [{ weight: 1, mean: [0], covariance }] });
    // The difference of the scores grows with x: its fourth power runs away.
    const pair = onSpace({
      world: { kind: "gaussian-mixture", dimension: 1, conditional: normal(1), unconditional: normal(2) },
      guidance: { rule: "power-law", w: 1e60, alpha: 3 },
      sampler: { kind: "euler", steps: 30 },
    });
    const run = runContinuousSampling(pair, lent(), 20);
    const all = [...run.draws];
    expect(all.some(({ status }) => status === "diverged")).toBe(true);
    expect(all.every(({ point }) => Number.isFinite(point[0]))).toBe(true);
  });

  it("costs 2 evaluations a guided one, 1 at w = 0 and w = −1", () => {
    const cost = (w: number): number =>
      [...runContinuousSampling(given({ guidance: cfg(w), sampler: { kind: "heun", steps: 3 } }), lent(), 1).draws][0].nfe;
    expect([cost(2), cost(0), cost(-1)]).toEqual([10, 5, 5]);
  });

  it("refuses what no sampler takes: cfg++ without ddim, momentum in continuous time, the clock u", () => {
    const refused: readonly [Written, string][] = [
      [{ guidance: { rule: "cfg++", w: -0.5 }, sampler: { kind: "heun", steps: 2 } }, "sampler.kind must be ddim with eta 0 for cfg++"],
      [{ guidance: { rule: "apg", w: 1, momentum: 0.5 }, sampler: { kind: "dopri5" } }, "guidance.momentum must be 0"],
      [{ guidance: { rule: "cfg", w: { kind: "interval", in: "u", w: 2, from: 0, to: 1 } } }, "guidance.w.in must be t or log-snr"],
      [{ guidance: cfg(2), sampler: { kind: "ddpm", steps: 0 } }, "sampler.steps must be an integer of at least 1, got 0"],
    ];
    for (const [parts, message] of refused) {
      expect(() => drawn(parts, 1)).toThrow(BadInput);
      expect(() => drawn(parts, 1)).toThrow(message);
    }
  });
});

describe("samples by kernels", () => {
  it.each<[string, Written, string]>([
    ["given steps", { sampler: { kind: "heun", steps: 12 } }, "wasm simd"],
    ["the flow", { sampler: { kind: "flow" } }, "of the spread; wasm simd"],
    ["boxes", { world: { kind: "preset", name: "mirrored-intervals" }, sampler: { kind: "ddpm", steps: 12 } }, "wasm simd"],
  ])("are those of the definition to rounding, and say so: %s", (_, parts, method) => {
    const experiment = given({ guidance: cfg(3), ...parts });
    const plain = runContinuousSampling(experiment, lent(), 700);
    const fast = runContinuousSampling(experiment, { ...lent(), kernels }, 700);
    expect(plain.method).not.toContain("wasm");
    expect(fast.method.endsWith(method)).toBe(true);
    const expected = [...plain.draws];
    for (const [k, { point, nfe, status }] of [...fast.draws].entries()) {
      expect(Math.abs(point[0] - expected[k].point[0])).toBeLessThan(1e-10);
      expect({ nfe, status }).toEqual({ nfe: expected[k].nfe, status: expected[k].status });
    }
  });

  it("are the definition's where kernels decline or there are none", () => {
    for (const [kind, offered] of [
      ["dopri5", kernels],
      ["euler", () => null],
    ] as const) {
      const sampler = kind === "euler" ? { kind, steps: 3 } : { kind };
      const run = runContinuousSampling(given({ guidance: cfg(3), sampler }), { ...lent(), kernels: offered }, 3);
      expect(run.method).toBe("");
      expect([...run.draws].length).toBe(3);
    }
  });
});
