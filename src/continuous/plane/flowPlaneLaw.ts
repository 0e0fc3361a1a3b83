import type { GuidedField, Start } from "../guidedField.ts";
import { ARRIVED, LEFT, UNRESOLVED } from "./blockFlow.ts";
import { type FlowDensityOptions, flowDensity } from "./flowDensity.ts";
import { gridPoints, integrateGrid, type PlaneGrid, type PlaneLaw } from "./planeLaw.ts";

/**
 * Law of the guided probability flow on a grid.
 *
 * @param field in the plane
 * @param nudge moves points (shape [n, 2], changed in place) that lie on an edge of a compact support to its inside: see `insideOf`
 */
export function flowPlaneLaw(
  field: GuidedField,
  start: Start,
  grid: PlaneGrid,
  options: FlowDensityOptions,
  nudge: (points: Float64Array) => void = () => {},
): PlaneLaw {
  const points = gridPoints(grid);
  nudge(points);
  const { logDensity, status, error } = flowDensity(field, start, points, tilesOf(grid), options);
  const density = logDensity.map(Math.exp);
  const count = (kind: number): number => status.reduce((sum, value) => sum + (value === kind ? 1 : 0), 0);
  const counts = { resolved: count(ARRIVED), outside: count(LEFT), unresolved: count(UNRESOLVED) };
  const left =
    counts.unresolved > 0 ? `${counts.unresolved} points unresolved, no bound` : `error ≤ ${error.toExponential(1)} of the maximum`;
  const method = `quadrature (${left}): backward flow with log-determinant${options.stop > 0 ? `, stopped at noise ${options.stop}` : ""}`;
  return { grid, density, logDensity, mass: integrateGrid(grid, (i) => density[i]), error, method, counts };
}

const TILE = 8;

/** The grid's indices in tiles of 8 × 8 points. */
export function tilesOf({ x, y }: PlaneGrid): Int32Array[] {
  const tiles: Int32Array[] = [];
  for (let top = 0; top < y.length; top += TILE) {
    for (let left = 0; left < x.length; left += TILE) {
      const tile: number[] = [];
      for (let j = top; j < Math.min(y.length, top + TILE); j++) {
        for (let i = left; i < Math.min(x.length, left + TILE); i++) tile.push(j * x.length + i);
      }
      tiles.push(Int32Array.from(tile));
    }
  }
  return tiles;
}
