import { describe, expect, it } from "vitest";
import { inCoordinates, trajectories } from "../../src/continuous/trajectories.ts";
import { classAxis, fan, largestMonotoneWeight, overshoot, pullback, pulledBackShare } from "../../src/measures/trajectoryFan.ts";
import { bend, nearerFirst, remaining } from "../../src/measures/trajectoryShape.ts";
import { gaussianMixture } from "../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../testing/close.ts";
import { guidedPlaneField } from "../../testing/planeMixture.ts";
import { broad, narrow, noise } from "../continuous/plane/worlds.ts";

const paths = (times: number, n: number, dimension: number, points: number[]) => ({
  times,
  n,
  dimension,
  points: Float64Array.from(points),
});

describe("trajectories", () => {
  it("of a Gaussian shrink with its noised deviation, and their denoised means are a λ x / V", () => {
    const angles = Float64Array.of(Math.PI / 2, 1, 0.3, 0);
    const start = Float64Array.of(1, -2, 0.5, 0.25);
    const found = trajectories(guidedPlaneField(narrow, broad, 0), noise, start, angles);
    expect([...found.status]).toEqual([0, 0]);
    angles.forEach((theta, k) => {
      const noised = [0.5, 1.5].map((v) => Math.cos(theta) ** 2 * v + Math.sin(theta) ** 2);
      start.forEach((z, e) => {
        const x = z * Math.sqrt(noised[e % 2]);
        expectClose(found.points[k * 4 + e], x, { absolute: 1e-9 });
        expectClose(found.denoised[k * 4 + e], (Math.cos(theta) * [0.5, 1.5][e % 2] * x) / noised[e % 2], { absolute: 1e-9 });
      });
    });
    const exploding = inCoordinates(found, (theta) => 1 / Math.cos(theta));
    expectClose(exploding[4], found.points[4] / Math.cos(1), { relative: 1e-15 });
    expectClose(exploding[15], found.points[15], { relative: 1e-15 });
  });

  it("keeps a lost path where it was, with a status, and the rest of its block unharmed", () => {
    const field = {
      dimension: 1,
      corners: [],
      at: () => ({
        evaluate: (points: Float64Array, n: number, { velocity }: { velocity?: Float64Array }) => {
          for (let i = 0; i < n; i++) if (velocity) velocity[i] = points[i] > 5 ? Number.NaN : 1;
        },
      }),
    };
    const found = trajectories(field, { theta: 1, sd: 1 }, Float64Array.of(9, 0), Float64Array.of(1, 0.5, 0));
    expect([...found.status]).toEqual([2, 0]);
    expectClose(found.points, [9, 0, 9, -0.5, 9, -1], { absolute: 1e-12 });
  });

  it("refuses angles that rise or are above the start", () => {
    const run = (angles: number[]) =>
      trajectories(guidedPlaneField(narrow, broad, 0), { theta: 1, sd: 1 }, new Float64Array(2), Float64Array.from(angles));
    expect(() => run([1.2])).toThrow("angles[0] must be from 0 to 1, falling, got 1.2");
    expect(() => run([0.5, 0.6])).toThrow("angles[1] must be from 0 to 0.5, falling, got 0.6");
  });
});

describe("the fan", () => {
  it("projects, averages and spreads, by hand", () => {
    const two = paths(2, 2, 2, [1, 0, 3, 0, 0, 1, 0, 5]);
    expect(fan(two, [1, 0])).toEqual({ mean: Float64Array.of(2, 0), sd: Float64Array.of(Math.SQRT2, 0) });
    expect(fan(two, [0, 1]).mean).toEqual(Float64Array.of(0, 3));
    expect(fan(paths(1, 1, 1, [4]), [1]).sd).toEqual(Float64Array.of(0));
  });

  it("takes its axis from the mean to the class mean", () => {
    const law = (mean: number[]) => gaussianMixture([{ weight: 1, mean, covariance: 1 }], 2);
    expectClose(classAxis({ dimension: 2, conditional: law([3, 5]), unconditional: law([0, 1]), targetWeight: null }), [0.6, 0.8], {
      absolute: 1e-14,
    });
    expect(() => classAxis({ dimension: 2, conditional: law([1, 1]), unconditional: law([1, 1]), targetWeight: null })).toThrow(
      "world must be one whose class mean differs from the mean, got [1, 1]",
    );
  });

  it("pullback is the largest later decrease, overshoot the largest excess", () => {
    expect(pullback([0, 1, 2, 2, 3])).toBe(0);
    expect(pullback([0, 5, 3, 4, 1, 6, 4])).toBe(4);
    expect(pullback([5, 0, 9, 8])).toBe(5);
    expect(overshoot([0, 5, 3], 4)).toBe(1);
    expect(overshoot([0, 1], 4)).toBe(0);
    expect(pulledBackShare(paths(3, 3, 1, [0, 0, 0, 2, 2, 1, 1, 3, 1]), [1], 1)).toBe(1 / 3);
  });

  it("finds the largest monotone weight by bisection, with both ends and every status", () => {
    const curve = (edge: number) => (w: number) => [0, 1, 1 - Math.max(0, w - edge)];
    const search = { low: 0, high: 16, tolerance: 1e-6, allowance: 0 };
    const found = largestMonotoneWeight(curve(Math.PI), search);
    expect(found.status).toBe("found");
    expect(found.w).toBeLessThanOrEqual(Math.PI);
    expect(found.above).toBeGreaterThan(Math.PI);
    expect((found.above ?? 99) - found.w).toBeLessThanOrEqual(1e-6);
    expectClose(largestMonotoneWeight(curve(1), { ...search, allowance: 0.5 }).w, 1.5, { absolute: 1e-6 });
    expect(largestMonotoneWeight(curve(20), search)).toEqual({ status: "all", w: 16, above: null, pullbackAtW: 0 });
    expect(largestMonotoneWeight(curve(-1), search)).toEqual({ status: "none", w: 0, above: 0, pullbackAtW: 1 });
    expect(() => largestMonotoneWeight(curve(1), { ...search, high: 0 })).toThrow(
      "largestMonotoneWeight: high must be above low (0), got 0",
    );
    expect(() => largestMonotoneWeight(curve(1), { ...search, tolerance: 0 })).toThrow("tolerance must be above 0, got 0");
  });
});

describe("shapes", () => {
  it("bend: straight 0, a right angle ½, a closed path +∞, a point 0", () => {
    const four = paths(3, 4, 2, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 3, 3, 2, 0, 0, 0, 1, 1]);
    expectClose(bend(four), [0, 0.5, Infinity, 0], { absolute: 1e-12 });
  });

  it("says which of two families is nearer to the end first", () => {
    const second = paths(3, 2, 1, [0, 0, 1, 1, 4, 4]);
    const first = paths(3, 2, 1, [3, -1, 4, 2, 4, 4]);
    expect([...remaining(first, second)]).toEqual([1, 5, 0, 2, 0, 0]);
    expect(nearerFirst(first, second)).toBe(0.75);
  });
});
