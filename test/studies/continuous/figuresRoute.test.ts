import { describe, expect, it } from "vitest";
import { continuousRun } from "../../../src/studies/continuous/continuousRun.ts";
import { routeOf } from "../../../src/studies/continuous/figuresRoute.ts";
import type { ContinuousExperiment } from "../../../src/studies/continuous/schema.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent } from "../given.ts";

describe("a route in parts", () => {
  it.each([
    ["flow", { kind: "flow" }],
    ["heun", { kind: "heun", steps: 8 }],
    ["ddpm", { kind: "ddpm", steps: 8 }],
  ])("%s: from the fourth path on it is the fourth path on of the whole", (_, sampler) => {
    const experiment = parseExperiment({
      schema: "guidelab/experiment@1",
      world: { kind: "preset", name: "two-gaussians" },
      target: "left",
      guidance: { rule: "cfg", w: 2 },
      sampler,
    }) as ContinuousExperiment;
    const run = continuousRun(experiment, lent());
    const whole = routeOf(experiment, run, 5, { times: 6 });
    const part = routeOf(experiment, run, 2, { times: 6, first: 3 });
    expect(part.angles).toEqual(whole.angles);
    if (sampler.kind === "flow") expect(part.angles).toHaveLength(7);
    for (let k = 0; k < part.angles.length; k++)
      // The flow's steps are chosen for all paths together, to 1e-7 each.
      expectClose(part.paths.points.slice(2 * k, 2 * k + 2), whole.paths.points.slice(5 * k + 3, 5 * k + 5), { absolute: 1e-5 });
  });
});
