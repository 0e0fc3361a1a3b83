import { describe, expect, it } from "vitest";
import { ellipsesOf, outline } from "../../../../src/web/panels/views/ellipse.ts";
import { IN_SPACE, viewsOf } from "./views.ts";

describe("an ellipse", () => {
  it("has every point one standard deviation from the mean", () => {
    const points = outline({ name: "law", mean: [1, -2], covariance: [2, 0.6, 0.6, 0.5] });
    const determinant = 2 * 0.5 - 0.36;
    for (const [x, y] of points) {
      const [dx, dy] = [x - 1, y + 2];
      expect((0.5 * dx * dx - 1.2 * dx * dy + 2 * dy * dy) / determinant).toBeCloseTo(1, 12);
    }
  });

  it("is of the two coordinates asked for, of each law", async () => {
    const views = await viewsOf("moments", IN_SPACE);
    const [conditional, , law] = ellipsesOf(views, [2, 1]);
    expect(conditional).toMatchObject({ name: "conditional", mean: [2, 0], covariance: [0.5, 0, 0, 2] });
    expect(law?.mean[0]).toBe(views.law.mean[2]);
    expect(ellipsesOf({ ...views, tilted: null }, [0, 1])).toHaveLength(2);
  });
});
