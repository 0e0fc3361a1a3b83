import { describe, expect, it } from "vitest";
import { pointsTable } from "../../../src/studies/continuous/pointsTable.ts";
import { buildContinuousWorld } from "../../../src/studies/continuous/world.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent, textTable } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const built = (name: string, target: string, parameters = {}) =>
  buildContinuousWorld(onSpace({ world: { kind: "preset", name, parameters }, target, guidance: { rule: "cfg", w: 1 } }), lent());

describe("presets", () => {
  it.each<[string, number, readonly string[], number]>([
    ["two-gaussians", 1, ["left", "right"], 0.5],
    ["mirrored-intervals", 1, ["left", "right"], 0.5],
    ["two-rectangles", 2, ["upper", "lower"], 0.5],
    ["splitting-three", 1, ["left", "middle", "right"], 1 / 3],
    ["autoguidance-2d", 2, ["outer", "inner"], 0.5],
    ["swiss-roll", 2, ["turn1", "turn2", "turn3"], 1 / 3],
    ["rings", 2, ["ring1", "ring2", "ring3"], 1 / 3],
  ])("%s has dimension %d and the classes %j", (name, dimension, names, weight) => {
    const { classes, pair } = built(name, names[0]);
    expect(pair.dimension).toBe(dimension);
    expect(classes?.classes.map((one) => one.name)).toEqual(names);
    expectClose(pair.targetWeight ?? Number.NaN, weight, { absolute: 1e-15 });
  });

  it("have the moments that their parameters say", () => {
    const two = built("two-gaussians", "right", { separation: 3, sd: 0.5 }).pair;
    expectClose(
      [two.conditional.mean[0], two.conditional.covariance[0], two.unconditional.mean[0], two.unconditional.covariance[0]],
      [1.5, 0.25, 0, 2.5],
      {
        absolute: 1e-12,
      },
    );
    const intervals = built("mirrored-intervals", "left", { near: 1, far: 3 }).pair;
    expectClose([intervals.conditional.mean[0], intervals.conditional.covariance[0]], [-2, 1 / 3], { absolute: 1e-12 });
    const rectangles = built("two-rectangles", "upper", { width: 2, height: 4, gap: -1 }).pair;
    expectClose([...rectangles.conditional.mean], [0, 1], { absolute: 1e-12 });
    const ring = built("rings", "ring3", { noise: 0, bandwidth: 0, perClass: 400 }).pair.conditional;
    expectClose(ring.covariance[0] + ring.covariance[3] + ring.mean[0] ** 2 + ring.mean[1] ** 2, 1, { absolute: 1e-9 });
  });
});

describe("pointsTable", () => {
  const spec = { kind: "points" as const, file: "a.csv", coordinates: ["x", "y"], class: "c", bandwidth: 0.1 };
  it("makes a class of each label, in order of appearance, that weighs its cases", () => {
    const found = pointsTable(spec, textTable("y,c,x\n1,b,2\n3,a,4\n5,b,-6e-1\n"));
    expect(found).toEqual({
      dimension: 2,
      bandwidth: 0.1,
      classes: {
        b: {
          weight: 2,
          points: [
            [2, 1],
            [-0.6, 5],
          ],
        },
        a: { weight: 1, points: [[4, 3]] },
      },
    });
  });

  it.each([
    ["x,y\n1,2\n", 'world.class must be one of the columns x, y, got "c"'],
    ["x,c\n1,a\n", 'world.coordinates[1] must be one of the columns x, c, got "y"'],
    ["x,y,c\n", "world.file must be a table of at least one row, got 0"],
    ["x,y,c\n1,,a\n", 'a.csv row 1, y must be a finite number, got ""'],
    ["x,y,c\n1,2,a\n1,inf,a\n", 'a.csv row 2, y must be a finite number, got "inf"'],
  ])("refuses %j", (csv, message) => {
    expect(() => pointsTable(spec, textTable(csv))).toThrow(message);
  });
});
