import type { GuidedField, Start } from "../guidedField.ts";
import type { FlowMoments, Observed } from "./flowMoments.ts";
import { flowPlaneLaw } from "./flowPlaneLaw.ts";
import { evenGrid, gridPoints, integrateGrid } from "./planeLaw.ts";

/** Standard deviations around the mean that the grid covers, and its lines along each axis. */
const [REACH, LINES] = [5, 101];

/**
 * Mean, covariance, entropy and expectations by the trapezoidal rule over the flow's density on a grid around what is roughly known of the law: spectrally
 * accurate for smooth densities that the grid covers and resolves, however torn the map from noise is. Each error is the rule's, what the density's
 * own error adds where the law has its mass, and what the mass that is not on the grid can be worth there.
 *
 * @param rough mean and covariance that place the grid
 */
export function gridMoments(
  field: GuidedField,
  start: Start,
  rough: Pick<FlowMoments, "mean" | "covariance">,
  observe: Observed = { count: 0, at: () => {} },
): FlowMoments {
  const axis = (name: string, k: number): Float64Array => {
    const reach = REACH * Math.sqrt(rough.covariance[3 * k]);
    return evenGrid(name, rough.mean[k] - reach, rough.mean[k] + reach, LINES);
  };
  const grid = { x: axis("x", 0), y: axis("y", 1) };
  const law = flowPlaneLaw(field, start, grid, { stop: 0 });
  const { density, logDensity, mass } = law;
  const points = gridPoints(grid);
  const seen = new Float64Array((points.length / 2) * observe.count);
  observe.at(points, points.length / 2, seen);
  const lost = Math.abs(1 - mass.value) + law.error;
  const expectation = (of: (i: number) => number): { readonly value: number; readonly error: number } => {
    let largest = 0;
    const sum = integrateGrid(grid, (i) => {
      if (!(density[i] > 0)) return 0;
      const value = of(i);
      if (logDensity[i] > top - SEEN) largest = Math.max(largest, Math.abs(value));
      return density[i] * value;
    });
    return { value: sum.value / mass.value, error: sum.error / mass.value + lost * largest };
  };
  const top = logDensity.reduce((a, b) => Math.max(a, b), -Infinity);
  const [x, y] = [expectation((i) => points[2 * i]), expectation((i) => points[2 * i + 1])];
  const off = (i: number, k: number): number => points[2 * i + k] - (k === 0 ? x.value : y.value);
  const [xx, xy, yy] = [
    [0, 0],
    [0, 1],
    [1, 1],
  ].map(([k, l]) => expectation((i) => off(i, k) * off(i, l)));
  const entropy = expectation((i) => -logDensity[i]);
  const others = Array.from({ length: observe.count }, (_, k) => expectation((i) => seen[i * observe.count + k]));
  const errors = {
    mean: Math.max(x.error, y.error),
    covariance: Math.max(xx.error, xy.error, yy.error),
    entropy: entropy.error,
    observed: Float64Array.from(others, ({ error }) => error),
  };
  return {
    mean: Float64Array.of(x.value, y.value),
    covariance: Float64Array.of(xx.value, xy.value, xy.value, yy.value),
    entropy: entropy.value,
    observed: Float64Array.from(others, ({ value }) => value),
    errors,
    method: `quadrature (error ≤ ${errors.mean.toExponential(1)} of the mean) over the density on ${LINES} × ${LINES} points`,
    unresolved: law.counts.unresolved,
  };
}

/** Observations count towards the error where the log density is within this of the largest. */
const SEEN = 20;
