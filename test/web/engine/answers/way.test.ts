import { describe, expect, it } from "vitest";
import { fan, projected } from "../../../../src/measures/trajectoryFan.ts";
import { continuousRun } from "../../../../src/studies/continuous/continuousRun.ts";
import { arrowsOf, boxOf } from "../../../../src/studies/continuous/figuresPortrait.ts";
import { routeOf } from "../../../../src/studies/continuous/figuresRoute.ts";
import type { ContinuousExperiment } from "../../../../src/studies/continuous/schema.ts";
import { parseExperiment } from "../../../../src/studies/parse.ts";
import { answer, type Way } from "../../../../src/web/engine/answers/way.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";
import { expectClose } from "../../../../testing/close.ts";
import { continuous, lent, masked } from "../../panels/dynamics/given.ts";

const ask = (experiment: ExperimentFile, told: (share: number, partial?: Way) => void = () => {}): Way =>
  answer({ experiment }, { progress: told }) as Way;
const line = continuous({ kind: "preset", name: "two-gaussians" }, "left");

describe("a way of the flow on the line", () => {
  const told: [number, number][] = [];
  const way = ask(line, (share, partial) => told.push([share, partial?.n ?? 0]));

  it("is told in parts, each beginning with the same paths", () => {
    expect(told[0]).toEqual([24 / 400, 24]);
    expect(told.map(([share]) => share)).toEqual(told.map(([, n]) => n / 400));
    expect([way.n, way.lost, way.wanted, way.smooth, way.dimension]).toEqual([400, 0, 400, true, 1]);
  });

  it("has the paths of the figures, to the tolerance of a picture", () => {
    const experiment = parseExperiment(line) as ContinuousExperiment;
    const route = routeOf(experiment, continuousRun(experiment, lent), 30, { times: 60 });
    expect(way.angles).toEqual(route.angles);
    for (const k of [0, 30, 60])
      expectClose(way.points.slice(k * 400, k * 400 + 30), route.paths.points.slice(k * 30, k * 30 + 30), { absolute: 1e-4 });
  });

  it("has mean and standard deviation of all its paths, and the class's density at each noise", () => {
    const paths = { points: way.points, times: way.angles.length, n: way.n, dimension: 1 };
    expect([way.mean, way.sd]).toEqual([fan(paths, [1]).mean, fan(paths, [1]).sd]);
    const { x, density } = way.conditional ?? { x: new Float64Array(), density: new Float64Array() };
    // Standard deviation 1 at every noise: cos² + sin². Mean −1 cos θ, or 1 for the other class.
    const mean = Math.cos(way.angles[30] ?? 0) * Math.sign(way.mean.at(-1) ?? 0);
    const normal = Array.from(x, (value) => Math.exp(-((value - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI));
    expectClose(density.slice(30 * x.length, 31 * x.length), normal, { absolute: 1e-12 });
  });

  it("has no edges without a bounded support", () => {
    expect([way.edges, way.returns, way.overshoot, way.arrows]).toEqual([[], null, null, null]);
  });
});

describe.each([
  ["right", 1],
  ["left", -1],
] as const)("a way with a bounded support, its class on the %s", (target, outward) => {
  const steps = { sampler: { kind: "heun", steps: 12 }, process: { kind: "flow" }, guidance: { rule: "cfg", w: 8 } };
  const way = ask(continuous({ kind: "preset", name: "mirrored-intervals" }, target, steps));

  it("has the far edge first", () => {
    expect(way.edges).toEqual([
      { y: 1.5 * outward, label: "far edge" },
      { y: 0.5 * outward, label: "near edge" },
    ]);
    expect(way.outward).toBe(outward);
  });

  it("marks the paths past the far edge that come back, how far they go, and how far the mean comes back", () => {
    const out = way.along.map((x) => outward * x);
    expect(way.overshoot).toBe(out.reduce((a, b) => Math.max(a, b), -Infinity) - 1.5);
    const last = out.subarray(out.length - way.n);
    way.returns?.forEach((flag, i) => {
      const went = Array.from({ length: way.angles.length }, (_, k) => out[k * way.n + i] ?? 0).some((x) => x > 1.5);
      expect(flag === 1).toBe(went && (last[i] ?? 0) <= 1.5);
    });
    expect(way.returns?.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
    const mean = way.mean.map((x) => outward * x);
    expect(way.pullback).toBe(Math.max(...Array.from(mean, (x, k) => Math.max(...mean.subarray(0, k + 1)) - x)));
  });

  it("is known at the sampler's own steps only", () => {
    expect([way.smooth, way.angles.length]).toEqual([false, 13]);
  });
});

describe("a way in the plane", () => {
  const plane = (fields: ExperimentFile): ExperimentFile =>
    continuous({ kind: "preset", name: "two-rectangles" }, "upper", { sampler: { kind: "euler", steps: 6 }, ...fields });

  it("has the arrows of the figures at each of its angles, and projections on the class axis", () => {
    const way = ask(plane({}));
    const experiment = parseExperiment(plane({})) as ContinuousExperiment;
    const run = continuousRun(experiment, lent);
    const paths = { points: way.points, times: way.angles.length, n: way.n, dimension: 2 };
    const box = boxOf({ angles: way.angles, paths, lost: 0, method: "" });
    expect(way.arrows).toHaveLength(way.angles.length);
    expect(way.arrows?.[3]).toEqual(Float32Array.from(arrowsOf(way.angles[3] ?? 0, run, box).flat()));
    expect(way.along).toEqual(projected(paths, way.axis));
    expect([way.n, way.arrowsNote]).toEqual([300, ""]);
  });

  it("says why there are no arrows, and whose they are where the sampler has noise", () => {
    const white = ask(plane({ scoreError: { kind: "white", size: 0.1, on: "both" } }));
    expect([white.arrows, white.arrowsNote]).toEqual([null, "No arrows: the guided field is not a function of place and time alone."]);
    const noisy = ask(plane({ sampler: { kind: "euler-maruyama", steps: 6 } }));
    expect(noisy.arrowsNote).toContain("without the sampler's own noise");
  });
});

it("a way is refused for tokens", () => {
  expect(() => ask(masked({}))).toThrow("way: the experiment must be continuous, got one of tokens");
});
