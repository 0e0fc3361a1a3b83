import { describe, expect, it } from "vitest";
import { describeFigure } from "../../../../src/figures/describe.ts";
import type { CurveFigure, HeatFigure } from "../../../../src/studies/figureData.ts";
import { type MaskedMoment, answer as moment } from "../../../../src/web/engine/answers/maskedMoment.ts";
import { type StillMasked, answer as still } from "../../../../src/web/engine/answers/stillMasked.ts";
import { type Way, answer as wayOf } from "../../../../src/web/engine/answers/way.ts";
import { lawCommand, maskedTakeaway, siteAxes } from "../../../../src/web/panels/dynamics/maskedTakeaway.ts";
import { edgeLine, planePaths, planeScale } from "../../../../src/web/panels/dynamics/planePaths.ts";
import { stillMaskedFigure } from "../../../../src/web/panels/dynamics/stillMaskedFigure.ts";
import { wayTakeaway } from "../../../../src/web/panels/dynamics/wayTakeaway.ts";
import type { ExperimentFile } from "../../../../src/web/state/labState.ts";
import { continuous, masked } from "./given.ts";

const quiet = { progress: () => {} };
const at = (experiment: ExperimentFile, u: number | null): MaskedMoment =>
  moment({ experiment, at: u, axes: [0, 1] }, quiet) as MaskedMoment;
const stillOf = (experiment: ExperimentFile): StillMasked => still({ experiment }, quiet) as StillMasked;
const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

describe("what can be carried away of the masked dynamics", () => {
  it.each([
    ["one site", { kind: "preset", name: "three-class-line" }, ["categories", "curves"]],
    ["two sites", { kind: "preset", name: "overlapping-squares" }, ["heat", "curves"]],
    ["three sites", { kind: "preset", name: "overlapping-cubes", parameters: { side: 2, length: 3 } }, ["heat", "categories", "curves"]],
  ])("%s: figures that can be drawn, arrays of their shapes, the command", (_, world, kinds) => {
    const experiment = masked({ world });
    const found = maskedTakeaway(at(experiment, 0.5), at(experiment, null), stillOf(experiment));
    expect(found.figures.map(({ kind }) => kind)).toEqual(kinds);
    for (const figure of found.figures) expect(describeFigure(figure).panels.length).toBeGreaterThan(0);
    for (const { data, shape } of Object.values(found.arrays)) expect(data).toHaveLength(sizeOf(shape));
    expect(found.command).toBe("law EXP --at 0.5");
  });

  it("shows the mask as the last token and the difference to the end", () => {
    const [now, end] = [at(masked({}), 1), at(masked({}), null)];
    const [heat] = maskedTakeaway(now, end, null).figures as readonly HeatFigure[];
    expect(heat?.sites[0]).toEqual({ label: "x₀", ticks: ["0", "1", "2", "3", "4", "M"] });
    expect(heat?.panels[0]?.values).toEqual([...now.cells]);
    expect(heat?.difference.values[0]).toBe((now.cells[0] ?? 0) - (end.cells[0] ?? 0));
  });

  it("names sites and tokens as their world does, levels that are missing by number", () => {
    const named = { ...at(masked({}), 1), labels: [{ site: "Hair", levels: ["a", "b"] }] };
    expect(siteAxes(named)).toEqual([
      { label: "Hair", ticks: ["a", "b", "2", "3", "4"] },
      { label: "x₁", ticks: ["0", "1", "2", "3", "4"] },
    ]);
  });

  it("asks the command line for the end without a clock, else with all its digits", () => {
    expect([lawCommand(null), lawCommand(1 / 3)]).toEqual(["law EXP", "law EXP --at 0.3333333333333333"]);
  });
});

describe("the figure of how long masks stay", () => {
  const series = (figure: CurveFigure): readonly string[] => figure.series.map(({ name }) => name);

  it("draws both processes, m^Z, the steps and the moment", () => {
    const stepped = stillOf(masked({ sampler: { kind: "tau-leaping", steps: 6 } }));
    const figure = stillMaskedFigure(stepped, { u: 1, probability: 0.5 });
    expect(series(figure)).toEqual([
      "law, guided, in continuous time",
      "conditional, w = 0",
      "m^Z, smallest rate Z = 1",
      "law after the sampler's steps",
      "the moment shown",
    ]);
    expect(figure.series[2]?.y[10]).toBe(Math.exp(-(stepped.u[10] ?? 0)));
  });

  it("draws no moment where nothing or everything is masked, no m^Z without one rate, and breaks lines below doubles", () => {
    const found = stillOf(masked({}));
    expect(series(stillMaskedFigure(found, { u: 0, probability: 1 }))).not.toContain("the moment shown");
    expect(series(stillMaskedFigure(found, { u: 900, probability: 0 }))).not.toContain("the moment shown");
    expect(series(stillMaskedFigure({ ...found, slowest: null }, null))).toHaveLength(2);
    expect(stillMaskedFigure({ ...found, guided: [-1, -1000] }, null).series[0]?.y).toEqual([Math.exp(-1), null]);
  });
});

describe("the plane", () => {
  const way = wayOf(
    {
      experiment: continuous({ kind: "preset", name: "two-rectangles" }, "upper", {
        process: { kind: "flow" },
        sampler: { kind: "heun", steps: 10 },
      }),
    },
    quiet,
  ) as Way;
  const axes = [0, 1] as const;
  const scale = planeScale(way, axes, 400);
  const frame = { row: 5, share: 0 };

  it("holds every point, with one scale for both axes and y upwards", () => {
    for (let e = 0; e < way.points.length; e += 2) {
      const [x, y] = [scale.x(way.points[e] ?? 0), scale.y(way.points[e + 1] ?? 0)];
      expect(x >= 0 && x <= scale.width && y >= 0 && y <= scale.height).toBe(true);
    }
    expect(scale.y(1) - scale.y(0)).toBeCloseTo(scale.x(0) - scale.x(1), 9);
    expect(scale.y(1)).toBeLessThan(scale.y(0));
  });

  it("draws each particle once, as a triangle where it is past the far edge and comes back", () => {
    const paths = planePaths(way, frame, axes, scale);
    const far = way.edges[0]?.y ?? Number.NaN;
    const back = Array.from({ length: way.n }, (_, i) => i).filter((i) => way.returns?.[i] === 1 && (way.along[5 * way.n + i] ?? 0) > far);
    expect(back.length).toBeGreaterThan(0);
    expect(paths.returning.split("M")).toHaveLength(back.length + 1);
    expect(paths.particles.split("M")).toHaveLength(way.n - back.length + 1);
    const [x, y] = [0, 1].map((axis) => way.points[5 * way.n * 2 + axis] ?? 0);
    const tenth = (value: number): number => Math.round(10 * value) / 10;
    const first =
      way.returns?.[0] === 1 && (way.along[5 * way.n] ?? 0) > far
        ? `M${tenth(scale.x(x ?? 0))} `
        : `M${tenth(scale.x(x ?? 0))} ${tenth(scale.y(y ?? 0))}h0`;
    expect(paths.returning + paths.particles).toContain(first);
    expect(paths.trajectories.split("M")).toHaveLength(17);
    expect(paths.trajectories.split("L").length - 1).toBe(16 * 6);
  });

  it("draws the far edge at right angles to the class axis", () => {
    const far = way.edges[0]?.y ?? 0;
    const [x1, y1, x2, y2] = edgeLine(way.axis, far, scale);
    const [a = 0, b = 0] = way.axis;
    expect(Math.abs((x2 - x1) * a - (y2 - y1) * b)).toBeLessThan(0.5);
    const [px, py] = [scale.x(far * a), scale.y(far * b)];
    expect(Math.abs((px - x1) * a - (py - y1) * b)).toBeLessThan(0.5);
  });

  it("can be carried away: trajectories, the portrait at the moment, arrays", () => {
    const found = wayTakeaway(way, frame, 0.1, axes);
    expect(found.figures.map(({ kind }) => kind)).toEqual(["fan", "portrait"]);
    for (const figure of found.figures) expect(describeFigure(figure).panels.length).toBeGreaterThan(0);
    for (const { data, shape } of Object.values(found.arrays)) expect(data).toHaveLength(sizeOf(shape));
    expect(found.arrays.moment?.data).toEqual(way.points.slice(5 * way.n * 2, 6 * way.n * 2));
    expect(found.command).toBe("figures EXP");
  });
});
