import { describe, expect, it } from "vitest";
import { UNRESOLVED } from "../../../src/continuous/blockFlow.ts";
import type { GuidedField } from "../../../src/continuous/guidedField.ts";
import { flowMap } from "../../../src/continuous/plane/flowMap.ts";
import { flowMoments } from "../../../src/continuous/plane/flowMoments.ts";
import { flowPlaneLaw } from "../../../src/continuous/plane/flowPlaneLaw.ts";
import { insideOf } from "../../../src/continuous/plane/insideOf.ts";
import { evenGrid, gridPoints } from "../../../src/continuous/plane/planeLaw.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { bulirschStoer } from "../../../testing/bulirschStoer.ts";
import { expectClose } from "../../../testing/close.ts";
import { guidedPlaneField, noisedMixture } from "../../../testing/planeMixture.ts";
import { broad, densityOf, guided, narrow, noise, scaled, target, whole } from "./worlds.ts";

const square = (low: number, high: number, count: number) => ({ x: evenGrid("x", low, high, count), y: evenGrid("y", low, high, count) });

/** The same velocities, point by point, for the independent solver. */
function velocity(w: number): (theta: number, y: readonly number[]) => number[] {
  return (theta, [x, y]) => {
    const at = (parts: typeof target) => noisedMixture(parts, Math.cos(theta), Math.sin(theta), x, y).velocity;
    const [c, u] = [at(target), at(whole)];
    return [0, 1].map((k) => (1 + w) * c[k] - w * u[k]);
  };
}
const starts = [
  [0, 0],
  [1.3, -0.4],
  [-2, 1.5],
  [0.2, 3],
];

describe("flowMap", () => {
  it.each([0, 1, 3, 8])("ends where an independent solver of order 16 does, to 1e-9, at w = %d, with its Jacobian determinant", (w) => {
    const { points, logDeterminant, status } = flowMap(guided(w), noise, Float64Array.from(starts.flat()), { stop: 0, determinant: true });
    expect([...status]).toEqual([0, 0, 0, 0]);
    const end = (y: readonly number[]): number[] => bulirschStoer(velocity(w), y, noise.theta, 0, 30);
    expectClose(points, starts.flatMap(end), { absolute: 1e-9 });
    const h = 1e-4;
    starts.forEach(([x, y], i) => {
      const [dx, dy] = [
        [h, 0],
        [0, h],
      ].map(([a, b]) => {
        const [up, down] = [end([x + a, y + b]), end([x - a, y - b])];
        return [(up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)];
      });
      // Central differences of step 1e-4: relative error of order 1e-8 times third derivatives.
      expectClose(logDeterminant[i], Math.log(dx[0] * dy[1] - dx[1] * dy[0]), { absolute: 1e-4 });
    });
  });
});

describe("flowPlaneLaw", () => {
  it.each([0, 1, 4])("of two centred Gaussians has variances λ_c^{1+w} λ_u^{−w}, within the stated error, at w = %d", (w) => {
    const [vx, vy] = scaled(w);
    const grid = square(-3, 3, 25);
    const law = flowPlaneLaw(guidedPlaneField(narrow, broad, w), noise, grid, { stop: 0 });
    const top = 1 / (2 * Math.PI * Math.sqrt(vx * vy));
    const points = gridPoints(grid);
    const expected = law.density.map((_, i) => top * Math.exp(-(points[2 * i] ** 2) / (2 * vx) - points[2 * i + 1] ** 2 / (2 * vy)));
    expect(law.error).toBeLessThan(1e-5);
    expectClose(law.density, expected, { absolute: law.error * top });
    expect(law.counts.unresolved).toBe(0);
    expect(law.method).toMatch(/^quadrature \(error ≤ .* of the maximum\): backward flow/);
  });

  it("of a Gaussian started at another angle and width scales with them", () => {
    const start = { theta: 1.2, sd: 0.7 };
    const law = flowPlaneLaw(guidedPlaneField(narrow, broad, 0), start, square(-1, 1, 3), { stop: 0 });
    const stretch = (v: number): number => v / (Math.cos(1.2) ** 2 * v + Math.sin(1.2) ** 2);
    const [vx, vy] = [0.49 * stretch(0.5), 0.49 * stretch(1.5)];
    expectClose(law.density[4], 1 / (2 * Math.PI * Math.sqrt(vx * vy)), { relative: 1e-6 });
    expectClose(law.logDensity[2] - law.logDensity[4], -1 / (2 * vx) - 1 / (2 * vy), { absolute: 1e-5 });
  });

  it("is the conditional law at w = 0, within its stated error, and integrates to 1", () => {
    const grid = square(-2, 4.5, 61);
    const law = flowPlaneLaw(guided(0), noise, grid, { stop: 0 });
    const points = gridPoints(grid);
    const expected = law.density.map((_, i) => densityOf(target, points[2 * i], points[2 * i + 1]));
    const top = Math.max(...expected);
    expectClose(law.density, expected, { absolute: law.error * top });
    expect(law.error).toBeLessThan(5e-6);
    expect(Math.abs(law.mass.value - 1)).toBeLessThan(law.mass.error + 1e-5);
  });

  it("is what the forward map says, φ(z)/|det|, at w = 3", () => {
    const z = Float64Array.from(starts.flat());
    const { points, logDeterminant } = flowMap(guided(3), noise, z, { stop: 0, determinant: true });
    for (let i = 0; i < 3; i++) {
      const [x, y] = [points[2 * i], points[2 * i + 1]];
      const law = flowPlaneLaw(guided(3), noise, { x: Float64Array.of(x, x + 0.1), y: Float64Array.of(y, y + 0.1) }, { stop: 0 });
      const expected = Math.exp(-(z[2 * i] ** 2 + z[2 * i + 1] ** 2) / 2 - logDeterminant[i]) / (2 * Math.PI);
      expectClose(law.density[0], expected, { absolute: 2 * law.error * Math.max(...law.density) });
    }
  });

  it("answers with numbers or a status at w = 1024, never NaN", () => {
    const law = flowPlaneLaw(guided(1024), noise, square(-2, 3, 5), { stop: 0, mostSteps: 60 });
    expect([...law.density, ...law.logDensity].some(Number.isNaN)).toBe(false);
    expect(law.counts.resolved + law.counts.outside + law.counts.unresolved).toBe(25);
    if (law.counts.unresolved > 0) expect(law.error).toBe(Infinity);
  });

  it("says so where points are unresolved", () => {
    const law = flowPlaneLaw(guided(3), noise, square(-1, 2, 3), { stop: 0, mostSteps: 2 });
    expect(law.counts.unresolved).toBe(9);
    expect(law.error).toBe(Infinity);
    expect(law.method).toContain("9 points unresolved");
    expect(UNRESOLVED).toBe(2);
  });

  it("of a box at w = 0 is uniform inside, 0 outside, and the value inside on edges and corners", () => {
    const box = boxMixture([{ weight: 1, low: [0, 0], high: [1, 0.5] }], 2);
    const field = {
      dimension: 2,
      corners: [],
      at: (theta: number) => {
        const [a, b] = [Math.cos(theta), Math.sin(theta)];
        const level = box.at(a, b);
        return {
          evaluate: (points: Float64Array, n: number, out: { velocity?: Float64Array; jacobian?: Float64Array }) => {
            const [denoised, spread] = [new Float64Array(2 * n), new Float64Array(4 * n)];
            level.evaluate(points, n, { denoised, spread });
            // v = a E[ε] − b E[x₀], ε = (x − a x₀)/b; ∂E[x₀]/∂x = (a/b²) Cov.
            for (let e = 0; e < 2 * n; e++) if (out.velocity) out.velocity[e] = (a * points[e] - denoised[e]) / b;
            for (let e = 0; e < 4 * n; e++) {
              if (out.jacobian) out.jacobian[e] = ((e % 4 === 0 || e % 4 === 3 ? a : 0) - (a / b ** 2) * spread[e]) / b;
            }
          },
        };
      },
    };
    const grid = { x: Float64Array.of(-0.1, 0, 0.3, 1, 1.2), y: Float64Array.of(-0.2, 0, 0.2, 0.5, 0.7) };
    const law = flowPlaneLaw(field, noise, grid, { stop: 1e-4 }, { nudge: insideOf(box, 2e-3), within: null });
    const inside = [0, 2, 2, 2, 0];
    const expected = [0, 1, 1, 1, 0].flatMap((row) => inside.map((v) => row * v));
    expectClose(law.density, expected, { absolute: 2 * law.error + 1e-5 });
    expect(law.method).toContain("stopped at noise");
  });

  it("follows nothing off the support that the flow is known to end in, and gets the same there and inside", () => {
    const box = boxMixture([{ weight: 1, low: [0, 0], high: [1, 0.5] }], 2);
    let farthest = 0;
    const field: GuidedField = {
      dimension: 2,
      corners: [],
      at: () => ({
        evaluate: (points, n, { velocity, jacobian }) => {
          for (let e = 0; e < 2 * n; e++) farthest = Math.max(farthest, Math.abs(points[e]));
          velocity?.fill(0);
          jacobian?.fill(0);
        },
      }),
    };
    const grid = { ...square(-3, 3, 9), breaks: box.breaks };
    const [all, within] = [null, box].map((support) =>
      flowPlaneLaw(field, noise, grid, { stop: 1e-4 }, { nudge: () => {}, within: support }),
    );
    expect(farthest).toBe(3);
    farthest = 0;
    flowPlaneLaw(field, noise, grid, { stop: 1e-4 }, { nudge: () => {}, within: box });
    expect(farthest).toBeLessThanOrEqual(1);
    gridPoints(grid).forEach((x, e, points) => {
      if (e % 2 === 1) return;
      const inside = x >= 0 && x <= 1 && points[e + 1] >= 0 && points[e + 1] <= 0.5;
      expect(within.density[e / 2]).toBe(inside ? all.density[e / 2] : 0);
    });
    expect(within.counts).toEqual({ resolved: 2, outside: 79, unresolved: 0 });
  });

  it("on a fine grid is interpolated, from a fraction of the evaluations, within its stated error of what following every point gives", () => {
    const evaluations = { fine: 0, coarse: 0 };
    const counting = (key: keyof typeof evaluations): GuidedField => {
      const field = guidedPlaneField(narrow, broad, 2);
      return {
        ...field,
        at: (theta) => ({
          evaluate: (points, n, out) => {
            evaluations[key] += n;
            field.at(theta).evaluate(points, n, out);
          },
        }),
      };
    };
    const fine = flowPlaneLaw(counting("fine"), noise, square(-1, 1, 33), { stop: 0 });
    // Every fourth line: 81 points, too few for a panel.
    const coarse = flowPlaneLaw(counting("coarse"), noise, square(-1, 1, 9), { stop: 0 });
    const top = Math.max(...fine.density);
    for (let j = 0; j < 9; j++) {
      const row = Array.from({ length: 9 }, (_, i) => fine.density[4 * j * 33 + 4 * i]);
      expectClose(row, coarse.density.slice(9 * j, 9 * j + 9), { absolute: (fine.error + coarse.error) * top });
    }
    expect(fine.error).toBeLessThan(1e-5);
    expect(evaluations.fine / 33 ** 2).toBeLessThan(0.7 * (evaluations.coarse / 9 ** 2));
  });
});

describe("flowMoments", () => {
  it("of Gaussians are in closed form: variances, entropy and an observation", () => {
    const [vx, vy] = scaled(2);
    const found = flowMoments(
      guidedPlaneField(narrow, broad, 2),
      noise,
      { stop: 0, tolerance: 1e-6 },
      {
        count: 1,
        at: (points, n, out) => {
          for (let i = 0; i < n; i++) out[i] = points[2 * i] ** 4;
        },
      },
    );
    expectClose(found.mean, [0, 0], { absolute: found.errors.mean });
    expectClose(found.covariance, [vx, 0, 0, vy], { absolute: found.errors.covariance });
    expectClose(found.entropy, Math.log(2 * Math.PI * Math.E * Math.sqrt(vx * vy)), { absolute: found.errors.entropy });
    expectClose(found.observed, [3 * vx * vx], { absolute: found.errors.observed[0] });
    expect(Math.max(found.errors.mean, found.errors.covariance, found.errors.entropy)).toBeLessThan(1e-4);
    expect(found.unresolved).toBe(0);
  });

  it("says so where the points do not suffice", () => {
    const found = flowMoments(guidedPlaneField(narrow, broad, 2), noise, { stop: 0, tolerance: 1e-12, mostPoints: 300 });
    expect(found.method).toContain("tolerance not reached");
  });
});
