import { describe, expect, it } from "vitest";
import { evenGrid, gridPoints, integrateGrid, type PlaneLaw } from "../../../src/continuous/plane/planeLaw.ts";
import { planeEntropy, planeKullbackLeibler, planeMoments, planeTotalVariation } from "../../../src/measures/plane/planeDistances.ts";
import { expectClose } from "../../../testing/close.ts";

const grid = { x: evenGrid("x", -8, 9, 171), y: evenGrid("y", -8, 8, 161) };
function normal(mean: number, on = grid): PlaneLaw {
  const points = gridPoints(on);
  const logDensity = Float64Array.from(
    { length: points.length / 2 },
    (_, i) => -((points[2 * i] - mean) ** 2 + points[2 * i + 1] ** 2) / 2 - Math.log(2 * Math.PI),
  );
  const density = logDensity.map(Math.exp);
  const counts = { resolved: density.length, outside: 0, unresolved: 0 };
  return { grid: on, density, logDensity, mass: integrateGrid(on, (i) => density[i]), error: 0, method: "exact", counts };
}

describe("distances on a grid", () => {
  it("between unit normals one apart: TV = 2Φ(½) − 1, KL = ½, within the stated errors", () => {
    const tv = planeTotalVariation(normal(0), normal(1));
    expectClose(tv.value, 0.3829249225480262, { absolute: tv.error });
    expect(tv.error).toBeLessThan(5e-3);
    expect(tv.method).toMatch(/^quadrature \(error ≤/);
    expectClose(planeKullbackLeibler(normal(0), normal(1)).value, 0.5, { absolute: 1e-10 });
    expect(planeTotalVariation(normal(0), normal(0)).value).toBe(0);
  });

  it("KL is +∞ where only the second law is 0", () => {
    const q = normal(0);
    const cut = {
      ...q,
      density: q.density.map((v, i) => (i === 13_000 ? 0 : v)),
      logDensity: q.logDensity.map((v, i) => (i === 13_000 ? -Infinity : v)),
    };
    expect(planeKullbackLeibler(q, cut)).toMatchObject({ value: Infinity, error: 0 });
    expect(planeKullbackLeibler(cut, q).value).toBeLessThan(Infinity);
  });

  it("entropy ln 2πe and moments of a normal", () => {
    expectClose(planeEntropy(normal(1)).value, Math.log(2 * Math.PI * Math.E), { absolute: 1e-9 });
    const { mean, covariance, error } = planeMoments(normal(1));
    expectClose(mean, [1, 0], { absolute: 1e-10 });
    expectClose(covariance, [1, 0, 0, 1], { absolute: 1e-10 });
    expect(error).toBeLessThan(1e-6);
  });

  it("counts what lies outside the grid in the error of TV, and refuses different grids", () => {
    const half = { x: evenGrid("x", 0, 8, 81), y: evenGrid("y", -8, 8, 161) };
    expect(planeTotalVariation(normal(0, half), normal(0, half)).error).toBeGreaterThan(0.49);
    expect(() => planeTotalVariation(normal(0), normal(0, half))).toThrow(
      'grid must be the same for both laws (171 x 161), got "81 x 161"',
    );
  });
});
