import { describe, expect, it } from "vitest";
import { answerFrom } from "../../../src/continuous/sampling/answer.ts";
import { drive, driveAsync } from "../../../src/continuous/sampling/drive.ts";
import { mapOf } from "../../../src/continuous/sampling/kernels.ts";
import { movesOf, type SamplerSpec, sampler } from "../../../src/continuous/sampling/sampler.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { normal } from "../../../src/random/normal.ts";
import { stream } from "../../../src/random/stream.ts";
import type { FieldPair } from "../../../src/worlds/continuous/pair.ts";
import { drawn, plane, planeSampling, processes } from "./planes.ts";

const kinds: readonly SamplerSpec[] = [
  { kind: "heun", steps: 10 },
  { kind: "ddpm", steps: 10 },
  { kind: "euler-maruyama", steps: 20 },
  { kind: "ddim", steps: 10, eta: 0.5 },
  { kind: "dopri5", rtol: 1e-4, atol: 1e-6 },
];

describe("drive", () => {
  it.each(kinds)("$kind: sample i depends on the seed and i only, to the bit", (spec) => {
    const sampling = planeSampling(2);
    const whole = drawn(spec, sampling, { count: 7 });
    const parts = drawn(spec, sampling, { count: 7, batch: 2 });
    const late = drawn(spec, sampling, { count: 3, first: 4 });
    expect(parts.points).toEqual(whole.points);
    expect(parts.nfe).toEqual(whole.nfe);
    expect(late.points).toEqual(whole.points.slice(8));
    expect(late.first).toBe(4);
    expect(drawn(spec, sampling, { count: 7, seed: 2 }).points[0]).not.toBe(whole.points[0]);
    expect(new Set(whole.points).size).toBe(14);
  });

  it.each<[SamplerSpec, number, number]>([
    [{ kind: "euler", steps: 12 }, 2, 24],
    [{ kind: "euler", steps: 12 }, 0, 12],
    [{ kind: "euler", steps: 12 }, -1, 12],
    [{ kind: "heun", steps: 12 }, 2, 46],
    [{ kind: "heun", steps: 12, end: 0.1 }, 2, 48],
    [{ kind: "rk4", steps: 12 }, 0, 47],
    [{ kind: "ddpm", steps: 12 }, 2, 24],
    [{ kind: "exponential", steps: 12 }, -1, 12],
  ])("%j at w = %d costs %d evaluations", (spec, w, nfe) => {
    expect(Array.from(drawn(spec, planeSampling(w), { count: 3 }).nfe)).toEqual([nfe, nfe, nfe]);
  });

  it("dopri5 counts for each sample: one evaluation, six per step tried and one at the end, twice when guided", () => {
    const spec: SamplerSpec = { kind: "dopri5", rtol: 1e-4, atol: 1e-6 };
    const { nfe } = drawn(spec, planeSampling(2), { count: 5 });
    for (const count of nfe) expect((count / 2 - 2) % 6).toBe(0);
    expect(new Set(nfe).size).toBeGreaterThan(1);
  });

  it("keeps trajectories from the start to the end, the same samples as without", () => {
    const spec: SamplerSpec = { kind: "ddpm", steps: 4 };
    const sampling = planeSampling(1, processes[1]);
    const kept = drawn(spec, sampling, { count: 3, trajectories: true });
    expect(kept.points).toEqual(drawn(spec, sampling, { count: 3 }).points);
    expect(kept.trajectories?.length).toBe(5 * 3 * 2);
    expect(kept.trajectories?.slice(-6)).toEqual(kept.points);
    const first = stream(1, "sample", 0);
    expect(kept.trajectories?.slice(0, 2)).toEqual(Float64Array.of(20 * normal(first), 20 * normal(first)));
    expect(Array.from(sampler(spec, sampling).times)[4]).toBe(0);
    expect(drawn(spec, sampling, { count: 3 }).trajectories).toBeNull();
  });

  it("goes through the moves that engines of exact laws use", () => {
    for (const spec of [{ kind: "heun", steps: 6 } as const, { kind: "ddim", steps: 6 } as const, kinds[4]]) {
      const sampling = planeSampling(1.5);
      const { points, trajectories } = drawn(spec, sampling, { count: 4, trajectories: true });
      const mapped = trajectories?.slice(0, 8) ?? new Float64Array(0);
      mapOf(movesOf(spec, sampling), sampling, plane)(mapped, 4);
      expect(mapped).toEqual(points);
    }
  });

  it("gives the same with answers that take their time", async () => {
    const made = sampler({ kind: "heun", steps: 5 }, planeSampling(2));
    const answer = answerFrom(plane);
    const slow = [];
    for await (const samples of driveAsync({ sampler: made, seed: 1, count: 5, batch: 2, answer: async (question) => answer(question) }))
      slow.push(samples);
    expect(slow).toEqual([...drive({ sampler: made, seed: 1, count: 5, batch: 2, pair: plane })]);
  });

  it.each([
    [{ count: -1 }, "drive: count must be an integer of at least 0, got -1"],
    [{ first: 0.5 }, "drive: first must be an integer of at least 0, got 0.5"],
    [{ batch: 0 }, "drive: batch must be an integer of at least 1, got 0"],
  ])("refuses %j", (draws, message) => {
    const run = (): unknown => drawn({ kind: "euler", steps: 2 }, planeSampling(1), draws);
    expect(run).toThrow(BadInput);
    expect(run).toThrow(message);
  });
});

describe("a sample that diverges", () => {
  /** Denoised mean x² 1e200: overflows in the second step where x > 0, and stays put at 0. */
  const explosive: FieldPair["conditional"] = {
    dimension: 2,
    at: () => ({
      evaluate: (points, n, { denoised }) => {
        for (let i = 0; i < 2 * n; i++) if (denoised) denoised[i] = points[2 * Math.floor(i / 2)] > 0 ? points[i] ** 2 * 1e200 : 0;
      },
    }),
  };

  it("has a status, stays where it was last finite, and leaves the others alone", () => {
    const sampling = planeSampling(0);
    const { points, status, nfe, trajectories } = drawn({ kind: "euler", steps: 10 }, sampling, {
      count: 40,
      pair: { conditional: explosive, unconditional: explosive },
      trajectories: true,
    });
    for (let k = 0; k < 40; k++) {
      const lost = (trajectories?.[2 * k] ?? 0) > 0;
      expect(status[k]).toBe(lost ? 1 : 0);
      expect(nfe[k] < 10).toBe(lost);
      expect(trajectories?.[10 * 80 + 2 * k]).toBe(points[2 * k]);
    }
    expect(points.every(Number.isFinite)).toBe(true);
    expect(trajectories?.every(Number.isFinite)).toBe(true);
    expect(new Set(status)).toEqual(new Set([0, 1]));
  });

  it("takes nothing from the streams of the others", () => {
    const pair = { conditional: explosive, unconditional: explosive };
    const spec: SamplerSpec = { kind: "ddpm", steps: 4 };
    const { points, status } = drawn(spec, planeSampling(0), { count: 20, pair });
    expect(new Set(status)).toEqual(new Set([0, 1]));
    for (let k = 0; k < 20; k++) {
      const alone = drawn(spec, planeSampling(0), { count: 1, first: k, pair });
      expect(alone.points).toEqual(points.slice(2 * k, 2 * k + 2));
    }
  });

  it.each<SamplerSpec>([...kinds, { kind: "euler", steps: 3 }, { kind: "exponential", steps: 30 }, { kind: "rk4", steps: 10 }])(
    "$kind at w = 1024 ends with a result or a status, never NaN",
    (spec) => {
      for (const at of processes.slice(0, 2)) {
        const { points, status } = drawn(spec, planeSampling(1024, at), { count: 20 });
        expect(points.every(Number.isFinite)).toBe(true);
        expect(status.every((s) => s <= 2)).toBe(true);
      }
    },
  );
});
