import { describe, expect, it } from "vitest";
import { guidedWeight } from "../../../src/continuous/guidedWeight.ts";
import { type ProcessSpec, process } from "../../../src/continuous/process.ts";
import { type AdaptiveOptions, adaptiveMove } from "../../../src/continuous/sampling/adaptiveMove.ts";
import { drive } from "../../../src/continuous/sampling/drive.ts";
import { mapOf } from "../../../src/continuous/sampling/kernels.ts";
import { movesOf, type SamplerSpec } from "../../../src/continuous/sampling/sampler.ts";
import { samplerOf } from "../../../src/continuous/sampling/samplerOf.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";
import { gaussianReverse } from "../../../testing/gaussianReverse.ts";
import { given, lawsOf, limitOf, momentsOf, samplingOf } from "./gaussians.ts";

const processes: readonly ProcessSpec[] = [
  { kind: "vp", schedule: "ou", horizon: 3 },
  { kind: "ve", sigmaMax: 10, sigmaMin: 0.01 },
  { kind: "flow" },
];

describe("dopri5", () => {
  it.each(processes)("reaches the flow of %j to its tolerance, at noise 0.1 and at noise 0", (at) => {
    for (const end of [0.1, 0]) {
      const exact = limitOf(given, at, { end, noise: false });
      const { mean, variance } = momentsOf({ kind: "dopri5", rtol: 1e-10, atol: 1e-10, end }, given, at);
      // Global errors are at most some hundred local ones.
      expectClose([mean, variance], [exact.mean, exact.variance], { absolute: 1e-7 });
      const rough = momentsOf({ kind: "dopri5", rtol: 1e-4, atol: 1e-4, end }, given, at);
      expect(Math.abs(rough.mean - exact.mean)).toBeLessThan(1e-2);
      expect(Math.abs(rough.mean - exact.mean)).toBeGreaterThan(10 * Math.abs(mean - exact.mean));
    }
  });

  it("stops where w jumps: an interval of guidance is three exact pieces, none of it lost", () => {
    const at = processes[1];
    const spec: SamplerSpec = { kind: "dopri5", rtol: 1e-9, atol: 1e-9 };
    const weight = guidedWeight({ kind: "interval", in: "t", w: given.w, from: 0.3, to: 0.05 }, process(at));
    const sampling = { ...samplingOf(given, at), weight };
    const moves = movesOf(spec, sampling);
    expectClose(
      moves.map(({ to }) => to),
      [0.3, 0.05, 0],
      { absolute: 1e-12 },
    );
    const ends = Float64Array.of(0, 1);
    mapOf(moves, sampling, lawsOf(given))(ends, 2);
    const piece = (w: number, from: number, to: number, mean: number): number =>
      gaussianReverse({ ...given, w }, { mean, variance: 1 }, { from, to, noise: false }).mean;
    const exact = [0, 1].map((x) => piece(0, 0.25, 0, piece(given.w, 9, 0.25, piece(0, 100, 9, x))));
    expectClose(ends, exact, { absolute: 1e-6 });
  });

  it("gives up after its number of steps with a status, at a finite place", () => {
    const sampling = samplingOf(given, processes[0]);
    const move = adaptiveMove({ rtol: 1e-8, atol: 1e-8, mostSteps: 5 })(sampling.process, 1, 0);
    const made = samplerOf([move], sampling);
    const [batch] = [...drive({ sampler: made, seed: 0, count: 3, pair: lawsOf(given) })];
    expect(Array.from(batch.status)).toEqual([2, 2, 2]);
    expect(batch.points.every(Number.isFinite)).toBe(true);
    expect(Array.from(batch.nfe)).toEqual([62, 62, 62]);
    const points = Float64Array.of(0.5);
    mapOf([move], sampling, lawsOf(given))(points, 1);
    expect(points[0]).toBeNaN();
  });

  it.each<[AdaptiveOptions, string]>([
    [{ rtol: 0, atol: 1e-6 }, "sampler.rtol must be above 0 and below 1, got 0"],
    [{ rtol: 1e-6, atol: Number.NaN }, "sampler.atol must be above 0 and below 1, got NaN"],
    [{ rtol: 1e-6, atol: 1e-6, mostSteps: 0 }, "sampler.mostSteps must be an integer of at least 1, got 0"],
  ])("refuses %j", (options, message) => {
    expect(() => adaptiveMove(options)).toThrow(BadInput);
    expect(() => adaptiveMove(options)).toThrow(message);
  });
});
