import type { ButcherTableau } from "./butcher.ts";

/** y′(x), written to `out`; shapes [n]. */
export type Derivative = (x: number, y: Float64Array, out: Float64Array) => void;

/** One step's work space and result; buffers that the next call overwrites. */
export interface RungeKuttaStep {
  /**
   * Takes a step of size h from (x, y), whose slope is in `slopes[0]`.
   *
   * @returns ‖Σ_j h e_j k_j‖₁, the estimated error of the embedded solution in the L1 norm; `next` holds the solution of higher order
   */
  readonly take: (x: number, y: Float64Array, h: number) => number;
  readonly next: Float64Array;
  /** k_j, shape [stages][n]. */
  readonly slopes: readonly Float64Array[];
}

/** The step of an explicit tableau: k_j = f(x + c_j h, y + h Σ_{l<j} a_jl k_l), y_next = y + h Σ_j b_j k_j. */
export function rungeKuttaStep(tableau: ButcherTableau, derivative: Derivative, n: number): RungeKuttaStep {
  const { nodes, matrix, weights, errorWeights, firstSameAsLast } = tableau;
  const slopes = nodes.map(() => new Float64Array(n));
  const point = new Float64Array(n);
  const next = new Float64Array(n);
  const combine = (coefficients: readonly number[], y: Float64Array | null, h: number, out: Float64Array): void => {
    if (y) out.set(y);
    else out.fill(0);
    for (let j = 0; j < coefficients.length; j++) {
      const factor = h * coefficients[j];
      const slope = slopes[j];
      if (factor !== 0) for (let i = 0; i < n; i++) out[i] += factor * slope[i];
    }
  };
  const take = (x: number, y: Float64Array, h: number): number => {
    for (let j = 1; j < nodes.length; j++) {
      combine(matrix[j], y, h, point);
      derivative(x + nodes[j] * h, point, slopes[j]);
    }
    // The last stage's point is the solution itself where the first slope is the same as the last.
    if (firstSameAsLast) next.set(point);
    else combine(weights, y, h, next);
    combine(errorWeights, null, h, point);
    let error = 0;
    for (let i = 0; i < n; i++) error += Math.abs(point[i]);
    return error;
  };
  return { take, next, slopes };
}
