import { describe, expect, it } from "vitest";
import { boxPair, boxWorld } from "../../../src/worlds/continuous/boxWorld.ts";
import { continuousPairOf } from "../../../src/worlds/continuous/classes.ts";
import { logClassPosterior } from "../../../src/worlds/continuous/classPosterior.ts";
import { gaussianPair, gaussianWorld } from "../../../src/worlds/continuous/gaussianWorld.ts";
import type { NoisyLaw } from "../../../src/worlds/continuous/noisyLaw.ts";
import { pointsPair, pointsWorld } from "../../../src/worlds/continuous/pointsWorld.ts";
import { expectClose } from "../../../testing/close.ts";
import { evaluated } from "./evaluated.ts";

const a = {
  weight: 3,
  components: [
    { weight: 1, mean: [-1], covariance: 1 },
    { weight: 3, mean: [0], covariance: 0.5 },
  ],
};
const b = { weight: 1, components: [{ weight: 7, mean: [2], covariance: 2 }] };
const density = (law: NoisyLaw, x: readonly number[]): Float64Array => evaluated(law.at(0.8, 0.6), x, 1).logDensity.map(Math.exp);
const xs = [-3, -0.5, 0, 1.5, 6];

describe("gaussianWorld, boxWorld, pointsWorld", () => {
  it("p = Σ a_k p_k with normalised weights, whatever the weights inside the classes", () => {
    const { classes, unconditional, dimension } = gaussianWorld({ dimension: 1, classes: { a, b } });
    expect(classes.map(({ name, weight }) => [name, weight])).toEqual([
      ["a", 0.75],
      ["b", 0.25],
    ]);
    expect(dimension).toBe(1);
    const [pa, pb] = classes.map(({ law }) => density(law, xs));
    expectClose(
      density(unconditional, xs),
      pa.map((value, k) => 0.75 * value + 0.25 * pb[k]),
      { relative: 1e-13 },
    );
  });

  it("the same of boxes and of points", () => {
    const boxes = boxWorld({
      dimension: 1,
      classes: {
        a: { weight: 1, boxes: [{ weight: 5, low: [0], high: [1] }] },
        b: {
          weight: 4,
          boxes: [
            { weight: 1, low: [0], high: [3] },
            { weight: 1, low: [4], high: [5] },
          ],
        },
      },
    });
    const points = pointsWorld({
      dimension: 1,
      bandwidth: 0.1,
      classes: { a: { weight: 1, points: [[0]] }, b: { weight: 4, points: [[1], [2], [5]] } },
    });
    for (const { classes, unconditional } of [boxes, points]) {
      const [pa, pb] = classes.map(({ law }) => density(law, xs));
      expectClose(
        density(unconditional, xs),
        pa.map((value, k) => 0.2 * value + 0.8 * pb[k]),
        { relative: 1e-12 },
      );
    }
  });

  it("the order in which classes are written changes no bit", () => {
    const one = gaussianWorld({ dimension: 1, classes: { a, b } });
    const other = gaussianWorld({ dimension: 1, classes: { b, a } });
    expect(other.classes.map(({ name }) => name)).toEqual(["b", "a"]);
    expect(density(other.unconditional, xs)).toEqual(density(one.unconditional, xs));
    expect(other.unconditional.mean).toEqual(one.unconditional.mean);
    const c = { ...b, weight: 0.1 };
    const three = (classes: Parameters<typeof gaussianWorld>[0]["classes"]) =>
      continuousPairOf(gaussianWorld({ dimension: 1, classes }), "b").targetWeight;
    expect(three({ a: { ...a, weight: 0.7 }, b: { ...b, weight: 0.2 }, c })).toBe(
      three({ c, b: { ...b, weight: 0.2 }, a: { ...a, weight: 0.7 } }),
    );
  });

  it.each([
    [() => gaussianWorld({ dimension: 1, classes: {} }), "world.classes must be at least one class, got []"],
    [
      () => gaussianWorld({ dimension: 1, classes: { a: { ...a, weight: 0 } } }),
      "world.classes.a.weight must be a finite number above 0, got 0",
    ],
    [() => gaussianWorld({ dimension: 2, classes: { a } }), "world.classes.a.components[0].mean must be a list of 2 numbers, got 1"],
    [
      () => boxWorld({ dimension: 1, classes: { z: { weight: 1, boxes: [{ weight: 1, low: [2], high: [1] }] } } }),
      "world.classes.z.boxes[0].high[0] must be above low[0], 2, got 1",
    ],
    [
      () => pointsWorld({ dimension: 1, bandwidth: 0, classes: { z: { weight: 1, points: [[0], [1, 2]] } } }),
      "world.classes.z.points[1] must be a list of 1 numbers, got 2",
    ],
    [
      () => pointsWorld({ dimension: 1, bandwidth: -2, classes: { z: { weight: 1, points: [[0]] } } }),
      "world.bandwidth must be a finite number of at least 0, got -2",
    ],
    [
      () => gaussianPair({ dimension: 1, conditional: a, unconditional: { components: [] } }),
      "world.unconditional.components must be a list of at least one component, got []",
    ],
    [
      () => boxPair({ dimension: 1, conditional: { boxes: [] }, unconditional: { boxes: [] } }),
      "world.conditional.boxes must be a list of at least one box, got []",
    ],
    [
      () => pointsPair({ dimension: 1, bandwidth: 1, conditional: { points: [[0]] }, unconditional: { points: [] } }),
      "world.unconditional.points must be a list of at least one point, got []",
    ],
  ])("%s is refused", (make, message) => expect(make).toThrow(message));
});

describe("continuousPairOf", () => {
  const world = gaussianWorld({ dimension: 1, classes: { a, b } });

  it("gives the target's law, the mixture and the target's normalised weight", () => {
    const pair = continuousPairOf(world, "b");
    expect(pair.targetWeight).toBe(0.25);
    expect([pair.conditional, pair.unconditional, pair.dimension]).toEqual([world.classes[1].law, world.unconditional, 1]);
  });

  it("refuses a target that is no class", () => expect(() => continuousPairOf(world, "c")).toThrow('target must be one of a, b, got "c"'));
});

describe("explicit pairs", () => {
  it("have no target weight, and each law as given", () => {
    const pair = gaussianPair({ dimension: 1, conditional: b, unconditional: a });
    expect(pair.targetWeight).toBeNull();
    expectClose([pair.conditional.mean[0], pair.unconditional.mean[0]], [2, -0.25], { relative: 1e-15 });
    const boxes = boxPair({
      dimension: 1,
      conditional: { boxes: [{ weight: 1, low: [0], high: [1] }] },
      unconditional: { boxes: [{ weight: 1, low: [0], high: [4] }] },
    });
    expect([boxes.conditional.mean[0], boxes.unconditional.mean[0]]).toEqual([0.5, 2]);
    const points = pointsPair({ dimension: 1, bandwidth: 0, conditional: { points: [[1], [3]] }, unconditional: { points: [[7]] } });
    expect([points.conditional.mean[0], points.unconditional.mean[0]]).toEqual([2, 7]);
  });
});

describe("logClassPosterior", () => {
  it("is log a + log p_c − log p: for N(±1, 1) with weights ½ the logistic function of 2x", () => {
    const at = (mean: number) => ({ weight: 1, components: [{ weight: 1, mean: [mean], covariance: 1 }] });
    const { conditional, unconditional, targetWeight } = continuousPairOf(
      gaussianWorld({ dimension: 1, classes: { left: at(-1), right: at(1) } }),
      "right",
    );
    const points = [-400, -2, 0, 1, 30];
    const out = new Float64Array(6).fill(7);
    const [cond, uncond] = [conditional, unconditional].map((law) => evaluated(law.at(1, 0), points, 1).logDensity);
    logClassPosterior(targetWeight ?? Number.NaN, cond, uncond, 5, out);
    // Log densities of 8e4 round by 1e-11.
    expectClose(out, [...points.map((x) => Math.min(0, 2 * x) - Math.log1p(Math.exp(-2 * Math.abs(x)))), 7], {
      relative: 1e-13,
      absolute: 1e-15,
    });
  });

  it("never exceeds 0 by rounding, and is −∞ where the target has no density, also where nothing has", () => {
    const out = new Float64Array(3);
    logClassPosterior(0.5, Float64Array.of(1 + 1e-15, -Infinity, -Infinity), Float64Array.of(1 - Math.LN2, 0, -Infinity), 3, out);
    expect([...out]).toEqual([0, -Infinity, -Infinity]);
  });
});
