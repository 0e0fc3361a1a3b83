import { describe, expect, it } from "vitest";
import type { ContinuousClasses } from "../../../src/worlds/continuous/classes.ts";
import {
  autoguidancePlane,
  mirroredIntervals,
  rings,
  splittingThree,
  swissRoll,
  twoGaussians,
  twoRectangles,
} from "../../../src/worlds/continuous/presets.ts";
import { expectClose } from "../../../testing/close.ts";
import { evaluated } from "./evaluated.ts";

const named = ({ classes }: ContinuousClasses) => classes.map(({ name, weight }) => [name, weight]);
const extents = ({ classes }: ContinuousClasses) => classes.map(({ law }) => [[...law.extent.low], [...law.extent.high]]);

describe("twoGaussians", () => {
  it("with separation 2 and sd 1 is N(±1, 1): score −x + tanh x", () => {
    const world = twoGaussians({ separation: 2, sd: 1 });
    expect(named(world)).toEqual([
      ["left", 0.5],
      ["right", 0.5],
    ]);
    expectClose(evaluated(world.unconditional.at(1, 0), [0.7], 1).score, [-0.7 + Math.tanh(0.7)], { relative: 1e-14 });
  });

  it("has the variance sd² in each class and (separation/2)² between", () => {
    const { classes, unconditional } = twoGaussians({ separation: 3, sd: 0.5 });
    expectClose([classes[1].law.mean[0], classes[1].law.covariance[0], unconditional.covariance[0]], [1.5, 0.25, 2.5], { relative: 1e-15 });
  });
});

describe("mirroredIntervals", () => {
  it("are [near, far] and its mirror image", () => {
    const world = mirroredIntervals({ near: 1, far: 3 });
    expect(extents(world)).toEqual([
      [[-3], [-1]],
      [[1], [3]],
    ]);
    expect(named(world)).toEqual([
      ["left", 0.5],
      ["right", 0.5],
    ]);
    expect(world.unconditional.breaks).toEqual([[-3, -1, 1, 3]]);
  });
});

describe("twoRectangles", () => {
  it("have opposite corners at (gap, gap) and (−gap, −gap)", () => {
    const world = twoRectangles({ width: 2, height: 1, gap: 0.5 });
    expect(extents(world)).toEqual([
      [
        [0.5, 0.5],
        [2.5, 1.5],
      ],
      [
        [-2.5, -1.5],
        [-0.5, -0.5],
      ],
    ]);
    expect(named(world)).toEqual([
      ["upper", 0.5],
      ["lower", 0.5],
    ]);
  });
});

describe("splittingThree", () => {
  it("has the centres and variances given, weights ⅓", () => {
    const world = splittingThree({ centres: [-1, 0, 1.5], sds: [0.3, 1, 0.5] });
    expect(named(world)).toEqual([
      ["left", 1 / 3],
      ["middle", 1 / 3],
      ["right", 1 / 3],
    ]);
    expectClose(
      world.classes.map(({ law }) => law.mean[0]),
      [-1, 0, 1.5],
      {},
    );
    expectClose(
      world.classes.map(({ law }) => law.covariance[0]),
      [0.09, 1, 0.25],
      { relative: 1e-15 },
    );
  });
});

describe("autoguidancePlane", () => {
  const { classes } = autoguidancePlane({ links: 12, thickness: 0.05 });

  it("has a ridge along an arc of radius 1 around (0, 0), and one around (1, −½) the other way up", () => {
    classes.forEach(({ law }, k) => {
      const [x, y, sign] = k === 0 ? [0, 0, 1] : [1, -0.5, -1];
      for (const angle of [0.5, 1.2, 1.6, 2.5]) {
        const along = (radius: number) => [x + sign * radius * Math.cos(angle), y + sign * radius * Math.sin(angle)];
        const { logDensity } = evaluated(law.at(1, 0), [0.85, 1, 1.15].flatMap(along), 2);
        expect(logDensity[1]).toBeGreaterThan(logDensity[0] + 2);
        expect(logDensity[1]).toBeGreaterThan(logDensity[2] + 2);
      }
    });
  });

  it("is as thick as asked, at right angles to the arc", () => {
    // At the angle of the seventh of twelve links, 6.5/12 π, the curvature across is −1/thickness² but for the neighbours.
    const angle = (Math.PI * 6.5) / 12;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const { hessian } = evaluated(classes[0].law.at(1, 0), [c, s], 2);
    const across = c * c * hessian[0] + 2 * c * s * hessian[1] + s * s * hessian[3];
    expectClose(across, -400, { relative: 0.05 });
  });
});

describe("swissRoll and rings", () => {
  const options = { perClass: 30, noise: 0, bandwidth: 0, seed: 3 };
  const draws = (law: ContinuousClasses["classes"][number]["law"]): number[][] => {
    const out = new Float64Array(2);
    return Array.from({ length: 30 }, (_, j) => {
      law.draw(() => (j + 0.5) / 30, out, 0);
      return [...out];
    });
  };

  it("rings without noise lie on circles of radius 1/rings, …, 1, one point in each arc", () => {
    const world = rings({ ...options, rings: 2 });
    expect(named(world)).toEqual([
      ["ring1", 0.5],
      ["ring2", 0.5],
    ]);
    world.classes.forEach(({ law }, k) => {
      const points = draws(law);
      expectClose(
        points.map(([x, y]) => Math.hypot(x, y)),
        new Array<number>(30).fill((k + 1) / 2),
        { relative: 1e-14 },
      );
      const arcs = points.map(([x, y]) => Math.floor(((Math.atan2(y, x) / (2 * Math.PI) + 1) % 1) * 30));
      expect(arcs).toEqual(Array.from({ length: 30 }, (_, j) => j));
    });
  });

  it("a swiss roll without noise has radius φ/(2π turns), turn by turn", () => {
    const world = swissRoll({ ...options, turns: 3 });
    expect(named(world)).toEqual([1, 2, 3].map((turn) => [`turn${turn}`, 1 / 3]));
    world.classes.forEach(({ law }, turn) => {
      for (const [x, y] of draws(law)) {
        const share = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1;
        expectClose(Math.hypot(x, y), (turn + share) / 3, { relative: 1e-12 });
      }
    });
  });

  it("depend on the seed, and only then", () => {
    for (const make of [
      (seed: number) => swissRoll({ ...options, turns: 2, seed }),
      (seed: number) => rings({ ...options, rings: 2, seed }),
    ]) {
      expect(make(3).unconditional.mean).toEqual(make(3).unconditional.mean);
      expect(make(3).unconditional.mean).not.toEqual(make(4).unconditional.mean);
      expect(make(3).classes[0].law.mean).not.toEqual(make(3).classes[1].law.mean);
    }
  });

  it("have noise of the standard deviation asked for", () => {
    const clean = rings({ ...options, rings: 1, perClass: 2000 }).unconditional.covariance;
    const noisy = rings({ ...options, rings: 1, perClass: 2000, noise: 2 }).unconditional.covariance;
    // Variance 4 of 2000 draws: standard error 4 √(2/2000) = 0.13; 6.1 of them for 1e-9.
    expectClose([noisy[0] - clean[0], noisy[3] - clean[3]], [4, 4], { absolute: 6.1 * 0.14 });
  });
});

describe("presets", () => {
  const cloud = { perClass: 5, noise: 0, bandwidth: 0, seed: 0 };
  it.each([
    [() => twoGaussians({ separation: 0, sd: 1 }), "world.parameters.separation must be a finite number above 0, got 0"],
    [() => twoGaussians({ separation: 1, sd: -1 }), "world.parameters.sd must be a finite number above 0, got -1"],
    [() => mirroredIntervals({ near: Number.NaN, far: 1 }), "world.parameters.near must be a finite number, got NaN"],
    [() => mirroredIntervals({ near: 0, far: Infinity }), "world.parameters.far must be a finite number, got Infinity"],
    [() => mirroredIntervals({ near: 2, far: 1 }), "world.parameters.far must be above near, 2, got 1"],
    [() => twoRectangles({ width: 0, height: 1, gap: 0 }), "world.parameters.width must be a finite number above 0, got 0"],
    [() => twoRectangles({ width: 1, height: -1, gap: 0 }), "world.parameters.height must be a finite number above 0, got -1"],
    [() => splittingThree({ centres: [0, 1], sds: [1, 1, 1] }), "world.parameters.centres must be a list of 3 numbers, got 2"],
    [() => splittingThree({ centres: [0, 1, 2], sds: [1] }), "world.parameters.sds must be a list of 3 numbers, got 1"],
    [() => splittingThree({ centres: [0, 1, 1], sds: [1, 1, 1] }), "world.parameters.centres[2] must be above centres[1], 1, got 1"],
    [() => splittingThree({ centres: [0, 1, 2], sds: [1, 0, 1] }), "world.parameters.sds[1] must be a finite number above 0, got 0"],
    [() => autoguidancePlane({ links: 1, thickness: 1 }), "world.parameters.links must be an integer of at least 2, got 1"],
    [() => autoguidancePlane({ links: 3, thickness: 0 }), "world.parameters.thickness must be a finite number above 0, got 0"],
    [() => swissRoll({ ...cloud, turns: 0 }), "world.parameters.turns must be an integer of at least 1, got 0"],
    [() => rings({ ...cloud, rings: 1.5 }), "world.parameters.rings must be an integer of at least 1, got 1.5"],
    [() => rings({ ...cloud, rings: 1, perClass: 0 }), "world.parameters.perClass must be an integer of at least 1, got 0"],
    [() => rings({ ...cloud, rings: 1, noise: -1 }), "world.parameters.noise must be a finite number of at least 0, got -1"],
    [() => rings({ ...cloud, rings: 1, seed: 0.5 }), "world.parameters.seed must be a safe integer, got 0.5"],
    [() => rings({ ...cloud, rings: 1, bandwidth: -1 }), "world.bandwidth must be a finite number of at least 0, got -1"],
  ])("%s is refused", (make, message) => expect(make).toThrow(message));
});
