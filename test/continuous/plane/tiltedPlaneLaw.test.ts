import { describe, expect, it } from "vitest";
import { cubature } from "../../../src/continuous/plane/cubature.ts";
import { evenGrid, integrateGrid } from "../../../src/continuous/plane/planeLaw.ts";
import { tiltedPlaneLaw } from "../../../src/continuous/plane/tiltedPlaneLaw.ts";
import { boxMixture } from "../../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../../testing/close.ts";
import { densityOf, target, whole } from "./worlds.ts";

const gaussian = (mean: number[], covariance: number | number[]) => gaussianMixture([{ weight: 1, mean, covariance }], mean.length);
const pairOf = (conditional: ReturnType<typeof gaussian>, unconditional: ReturnType<typeof gaussian>) => ({
  dimension: conditional.dimension,
  conditional,
  unconditional,
  targetWeight: null,
});
const spec = (parts: typeof target) =>
  gaussianMixture(
    parts.map(({ weight, mean, covariance: [xx, xy, yy] }) => ({
      weight,
      mean: [...mean],
      covariance: [
        [xx, xy],
        [xy, yy],
      ],
    })),
    2,
  );

describe("tiltedPlaneLaw", () => {
  it.each([0.5, 3, 100])("of Gaussians is the Gaussian of precision (1+w)/λ_c − w/λ_u, w = %d", (w) => {
    const found = tiltedPlaneLaw(pairOf(gaussian([1, 0], [1, 0.5]), gaussian([0, 0], [2, 0.75])), w);
    const precision = [(1 + w) / 1 - w / 2, (1 + w) / 0.5 - w / 0.75];
    const mean = [(1 + w) / precision[0], 0];
    expectClose(found.mean, mean, { absolute: 1e-8 });
    expectClose(found.covariance, [1 / precision[0], 0, 0, 1 / precision[1]], { absolute: 1e-7 });
    const top = Math.sqrt(precision[0] * precision[1]) / (2 * Math.PI);
    expectClose(Math.exp(found.logDensity(Float64Array.from(mean))[0]), top, { relative: 1e-8 });
    // ln Z: Gaussian integrals of (1+w) ln p_c − w ln p.
    const constant = -(1 + w) * Math.log(2 * Math.PI * Math.sqrt(0.5)) + w * Math.log(2 * Math.PI * Math.sqrt(1.5));
    const square = (1 + w) ** 2 / precision[0] / 2 - (1 + w) / 2;
    expectClose(found.logNormaliser, constant + square - Math.log(top), { absolute: 1e-7 });
    expect(found.error).toBeLessThan(1e-7);
  });

  it("at w = 0 is p_c, at w = −1 p, with normaliser 1", () => {
    const pair = pairOf(spec(target), spec(whole));
    for (const [w, parts] of [
      [0, target],
      [-1, whole],
    ] as const) {
      const found = tiltedPlaneLaw(pair, w);
      expectClose(found.logNormaliser, 0, { absolute: 1e-9 });
      expectClose(Math.exp(found.logDensity(Float64Array.of(0.3, 0.6))[0]), densityOf(parts, 0.3, 0.6), { relative: 1e-9 });
    }
  });

  it("of mixtures integrates to 1 on a fine grid, is ∝ p_c^{1+w} p^{−w}, and has the grid's mean", () => {
    const found = tiltedPlaneLaw(pairOf(spec(target), spec(whole)), 2);
    const law = found.onGrid({ x: evenGrid("x", -4, 5, 181), y: evenGrid("y", -4, 5, 181) });
    expectClose(law.mass.value, 1, { absolute: 1e-8 });
    const mean = integrateGrid(law.grid, (i) => law.density[i] * law.grid.x[i % 181]).value;
    expectClose(found.mean[0], mean, { absolute: 1e-7 });
    const cross = integrateGrid(law.grid, (i) => law.density[i] * law.grid.x[i % 181] * law.grid.y[Math.floor(i / 181)]).value;
    expectClose([found.covariance[1], found.covariance[2]], new Array(2).fill(cross - found.mean[0] * found.mean[1]), { absolute: 1e-7 });
    const ratio = (x: number, y: number): number =>
      Math.exp(found.logDensity(Float64Array.of(x, y))[0]) / (densityOf(target, x, y) ** 3 * densityOf(whole, x, y) ** -2);
    expectClose(ratio(1, 1), ratio(0.2, 0.4), { relative: 1e-9 });
  });

  it("of overlapping boxes is piecewise constant, exact with cuts at the edges, with the value inside on an edge", () => {
    const boxes = [
      { weight: 0.5, low: [0, 0], high: [1, 1] },
      { weight: 0.5, low: [0.7, 0.7], high: [2, 2] },
    ];
    const pair = pairOf(boxMixture([boxes[0]], 2), boxMixture(boxes, 2));
    const w = 3;
    const overlap = 0.5 + 0.5 / 1.69;
    const mass = 0.91 * 0.5 ** -w + 0.09 * overlap ** -w;
    const found = tiltedPlaneLaw(pair, w);
    expectClose(found.logNormaliser, Math.log(mass), { absolute: 1e-13 });
    const law = found.onGrid({ x: Float64Array.of(-0.1, 0, 0.5, 1, 1.1), y: Float64Array.of(0.5, 0.9, 1) });
    const [alone, both] = [0.5 ** -w / mass, overlap ** -w / mass];
    expectClose(law.density, [0, alone, alone, alone, 0, 0, alone, alone, both, 0, 0, alone, alone, both, 0], { relative: 1e-12 });
    expect(law.counts).toEqual({ resolved: 9, outside: 6, unresolved: 0 });
  });

  it("says so where the rectangles do not suffice", () => {
    const pair = pairOf(spec(target), spec(whole));
    const [fine, rough] = [tiltedPlaneLaw(pair, 2), tiltedPlaneLaw(pair, 2, { mostCells: 70 })];
    expect(rough.method).toContain("tolerance not reached");
    expect(Math.abs(Math.exp(rough.logNormaliser - fine.logNormaliser) - 1)).toBeLessThan(rough.error);
  });

  it("refuses a w below −1, a line, tails that cannot be integrated, and p = 0 < p_c", () => {
    const good = pairOf(gaussian([0, 0], 1), gaussian([0, 0], 2));
    expect(() => tiltedPlaneLaw(good, -1.5)).toThrow("tiltedPlaneLaw: guidance.w must be finite and at least -1, got -1.5");
    expect(() => tiltedPlaneLaw(pairOf(gaussian([0], 1), gaussian([0], 2)), 1)).toThrow("world.dimension must be 2, got 1");
    expect(() => tiltedPlaneLaw(pairOf(gaussian([0, 0], 2), gaussian([0, 0], 1)), 3)).toThrow(/guidance.w must be such that .* got 3/);
    const [left, right] = [
      boxMixture([{ weight: 1, low: [0, 0], high: [2, 2] }], 2),
      boxMixture([{ weight: 1, low: [0, 0], high: [1, 1] }], 2),
    ];
    expect(() => tiltedPlaneLaw(pairOf(left, right), 1)).toThrow(/world.unconditional must be above 0 wherever conditional is, got 0 at/);
    const apart = boxMixture([{ weight: 1, low: [5, 5], high: [6, 6] }], 2);
    expect(() => tiltedPlaneLaw(pairOf(left, apart), -0.5)).toThrow(
      "world.unconditional must be above 0 somewhere on the support of conditional, got 0",
    );
  });
});

describe("cubature", () => {
  it("integrates polynomials exactly and a peak of width 1e-3 to its tolerance, and says when it does not", () => {
    const poly = cubature(
      (p, n, out) => {
        for (let i = 0; i < n; i++) out.set([p[2 * i] ** 6 * p[2 * i + 1] ** 3, p[2 * i]], 2 * i);
      },
      2,
      [[0, 1, 0, 2]],
      { relative: 1e-12, mostCells: 10 },
    );
    expectClose(poly.value, [4 / 7, 1], { relative: 1e-14 });
    const peak = (mostCells: number) =>
      cubature(
        (p, n, out) => {
          for (let i = 0; i < n; i++) out[i] = Math.exp(-((p[2 * i] - 0.3) ** 2 + (p[2 * i + 1] - 0.6) ** 2) / 2e-6);
        },
        1,
        [[0, 1, 0, 1]],
        { relative: 1e-9, mostCells },
      );
    const good = peak(4000);
    expect(good.status).toBe("done");
    expectClose(good.value, [2 * Math.PI * 1e-6], { relative: 1e-9 });
    expect(peak(5).status).toBe("cell limit");
  });
});

describe("evenGrid", () => {
  it("has both ends, and refuses one point and ends out of order", () => {
    expect([...evenGrid("x", -1, 1, 5)]).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(() => evenGrid("x", 0, 1, 1)).toThrow("x.count must be an integer, at least 2, got 1");
    expect(() => evenGrid("y", 1, 1, 3)).toThrow("y.high must be finite and above low (1), got 1");
  });
});
