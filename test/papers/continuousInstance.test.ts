import { describe, expect, it } from "vitest";
import { continuousExperimentOf, continuousInstance, lineInstance } from "../../src/papers/continuousInstance.ts";

const world = { kind: "preset", name: "two-gaussians" };

describe("continuousInstance", () => {
  it("fills in cfg, the Ornstein-Uhlenbeck process to horizon 10 and the exact flow", () => {
    expect(continuousExperimentOf({ world, target: "right", w: 3 }, "name")).toEqual({
      schema: "guidelab/experiment@1",
      name: "name",
      world,
      target: "right",
      guidance: { rule: "cfg", w: 3 },
      process: { kind: "vp", schedule: "ou", horizon: 10 },
      sampler: { kind: "flow" },
    });
    const { run } = continuousInstance({ world, target: "right", w: 3, seed: 4 });
    expect(run.w).toBe(3);
    expect(run.start.theta).toBeCloseTo(Math.acos(Math.exp(-10)), 12);
  });

  it("computes the laws on the line", () => {
    const { law, tilted } = lineInstance({ world, target: "right", w: 0 });
    expect(law.mean).toBeCloseTo(1, 3);
    expect(tilted?.mean).toBeCloseTo(1, 9);
  });

  it("refuses a world of tokens, and one that reads a file", () => {
    const tokens = { kind: "preset", name: "overlapping-squares" };
    expect(() =>
      continuousInstance({
        world: tokens,
        target: "z1",
        w: 1,
        rule: "rates",
        process: { kind: "masked", schedule: "log-linear" },
        sampler: { kind: "exact" },
      }),
    ).toThrow(/must be one on R\^d/);
    const file = { kind: "points", file: "a.csv", coordinates: ["x"], class: "c", bandwidth: 1 };
    expect(() => continuousInstance({ world: file, target: "a", w: 1 })).toThrow(/must not read files/);
  });
});
