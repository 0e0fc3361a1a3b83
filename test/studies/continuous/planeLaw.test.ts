import { beforeAll, describe, expect, it } from "vitest";
import { runContinuousLaw } from "../../../src/studies/continuous/law.ts";
import type { PlaneLawRecord } from "../../../src/studies/continuous/planeRecord.ts";
import { expectClose } from "../../../testing/close.ts";
import { lent, type Written } from "../given.ts";
import { onSpace } from "./onSpace.ts";

const part = (weight: number, mean: readonly number[], covariance: unknown): Written => ({
  weight,
  components: [{ weight: 1, mean, covariance }],
});
const experiment = {
  world: {
    kind: "gaussian-mixture",
    dimension: 2,
    classes: {
      a: part(
        0.4,
        [1, 0.5],
        [
          [0.5, 0.2],
          [0.2, 0.3],
        ],
      ),
      b: part(
        0.6,
        [-0.5, 0],
        [
          [1, -0.3],
          [-0.3, 0.6],
        ],
      ),
    },
  },
  target: "a",
  guidance: { rule: "cfg", w: 2 },
};
const axes = [
  { low: 1, high: 2, count: 3 },
  { low: 0.5, high: 1, count: 2 },
];

/**
 * NumPy 2.4.6 and SciPy 1.17.1: y = x/a carried back from σ = 1e-9 to σ(T = 10) by dy/dlnσ = y − 3 D_c + 2 D_u with its divergence (DOP853, rtol 1e-12); density
 * N(y; 0, e^{20} I) times the factor of contraction. Tilted: p_c³ p^{−2} over its sum on 201 × 201 points of [−3, 5] × [−3, 4].
 */
const DENSITY = { "1, 0.5": 0.24729787120945987, "1.5, 1": 0.7775020688379524, "2, 1": 0.7033782130798533 };
const TILTED = { "1, 0.5": 0.6129477520287234, "1.5, 1": 0.45406542119072024, "2, 1": 0.26128844867360246 };
/** Places of those points in the record: y slowest. */
const PLACES = [0, 4, 5];
/** Above the largest density, 0.91 near (1.6, 0.7). */
const LARGEST = 1;

describe("the law of the flow in the plane", () => {
  let found: PlaneLawRecord;
  beforeAll(() => {
    found = runContinuousLaw(onSpace(experiment), lent(), axes) as PlaneLawRecord;
  });

  it("has the density of an independent integration, row-major with y slowest, within the error it states", () => {
    expect([[...found.x], [...found.y], found.density.length]).toEqual([[1, 1.5, 2], [0.5, 1], 6]);
    Object.values(DENSITY).forEach((value, k) => {
      const error = Math.abs(found.density[PLACES[k]] - value);
      expect(error).toBeLessThan(1e-5 * LARGEST);
      expect(error).toBeLessThanOrEqual(found.error * LARGEST);
    });
  });

  it("is beside the tilted law, p_c^{1+w} p^{−w} normalised", () => {
    Object.values(TILTED).forEach((value, k) => {
      expectClose(found.tilted?.[PLACES[k]] ?? Number.NaN, value, { absolute: 1e-7 });
    });
  });

  it("has moments of the whole law, and no NaN anywhere", () => {
    for (const value of [...found.mean, ...found.covariance, found.mass, found.error]) expect(Number.isFinite(value)).toBe(true);
    expect(found.mean[0]).toBeGreaterThan(1.2);
    expect(found.covariance[1]).toBe(found.covariance[2]);
  });
});
