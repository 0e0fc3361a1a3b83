import { describe, expect, it } from "vitest";
import { gridMoments } from "../../../src/continuous/plane/gridMoments.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidedPlaneField } from "../../../testing/planeMixture.ts";
import { broad, narrow, noise, scaled } from "./worlds.ts";

describe("gridMoments", () => {
  it("of Gaussians are in closed form, within the stated errors, from a rough idea of where the law is", () => {
    const [vx, vy] = scaled(2);
    const rough = { mean: Float64Array.of(0.02, -0.05), covariance: Float64Array.of(1.2 * vx, 0, 0, 1.1 * vy) };
    const fourth = (points: Float64Array, n: number, out: Float64Array): void => {
      for (let i = 0; i < n; i++) out[i] = points[2 * i] ** 4;
    };
    const found = gridMoments(guidedPlaneField(narrow, broad, 2), noise, rough, { count: 1, at: fourth });
    expectClose(found.mean, [0, 0], { absolute: found.errors.mean });
    expectClose(found.covariance, [vx, 0, 0, vy], { absolute: found.errors.covariance });
    expectClose(found.entropy, Math.log(2 * Math.PI * Math.E * Math.sqrt(vx * vy)), { absolute: found.errors.entropy });
    expectClose(found.observed, [3 * vx * vx], { absolute: found.errors.observed[0] });
    expect(Math.max(found.errors.mean, found.errors.covariance, found.errors.entropy)).toBeLessThan(1e-4);
  });

  it("says so where the grid misses mass", () => {
    const [vx, vy] = scaled(2);
    const rough = { mean: Float64Array.of(0, 0), covariance: Float64Array.of(vx / 9, 0, 0, vy / 9) };
    const found = gridMoments(guidedPlaneField(narrow, broad, 2), noise, rough);
    expectClose(found.covariance, [vx, 0, 0, vy], { absolute: found.errors.covariance });
    expect(found.errors.covariance).toBeGreaterThan(1e-2 * vx);
  });
});
