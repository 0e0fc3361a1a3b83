import type { NoisyLaw } from "../../worlds/continuous/noisyLaw.ts";
import { ARRIVED, LEFT, UNRESOLVED } from "../blockFlow.ts";
import type { GuidedField, Start } from "../guidedField.ts";
import type { FlowDensityOptions } from "./flowDensity.ts";
import { flowGridDensity } from "./flowGridDensity.ts";
import { gridPoints, integrateGrid, type PlaneGrid, type PlaneLaw } from "./planeLaw.ts";

/** How a flow ends in a compact support. */
export interface FlowEnds {
  /** Moves points (shape [n, 2], changed in place) that lie on an edge of the support to its inside: see `insideOf`. */
  readonly nudge: (points: Float64Array) => void;
  /** Law in whose support the flow is known to end: elsewhere the density is 0, and nothing is followed. Null where it is not known. */
  readonly within: NoisyLaw | null;
}

/**
 * Law of the guided probability flow on a grid.
 *
 * @param field in the plane
 */
export function flowPlaneLaw(
  field: GuidedField,
  start: Start,
  grid: PlaneGrid,
  options: FlowDensityOptions,
  { nudge, within }: FlowEnds = { nudge: () => {}, within: null },
): PlaneLaw {
  const points = gridPoints(grid);
  nudge(points);
  const reached = within ? onSupport(within, points) : null;
  const { logDensity, status, error } = flowGridDensity(field, start, grid, points, reached, options);
  const density = logDensity.map(Math.exp);
  const count = (kind: number): number => status.reduce((sum, value) => sum + (value === kind ? 1 : 0), 0);
  const counts = { resolved: count(ARRIVED), outside: count(LEFT), unresolved: count(UNRESOLVED) };
  const left =
    counts.unresolved > 0 ? `${counts.unresolved} points unresolved, no bound` : `error ≤ ${error.toExponential(1)} of the maximum`;
  const method = `quadrature (${left}): backward flow with log-determinant${options.stop > 0 ? `, stopped at noise ${options.stop}` : ""}`;
  return { grid, density, logDensity, mass: integrateGrid(grid, (i) => density[i]), error, method, counts };
}

/** 1 for points where the law has a density without noise, else 0. */
function onSupport(law: NoisyLaw, points: Float64Array): Uint8Array {
  const logDensity = new Float64Array(points.length / 2);
  law.at(1, 0).evaluate(points, logDensity.length, { logDensity });
  return Uint8Array.from(logDensity, (log) => (log > -Infinity ? 1 : 0));
}
