/** What a unit field is asked for at n points; all arrays are overwritten. */
export interface UnitEvaluation {
  /** u(x), shape [n, d]. */
  readonly value: Float64Array;
  /** ∂u_i/∂x_j at [i, j], shape [n, d, d]; null where not wanted. */
  readonly jacobian: Float64Array | null;
}

/**
 * A random vector field on the noise circle, fixed by a seed, of unit size: in the mean over seeds E‖u(x)‖² = 1 at every x and θ.
 * The shape of a score error, before it is placed and sized.
 */
export interface UnitField {
  /** Whether `jacobian` can be asked for. */
  readonly differentiable: boolean;
  /** @param theta noise angle, in [0, π/2] */
  readonly at: (theta: number) => (points: Float64Array, n: number, out: UnitEvaluation) => void;
  /**
   * ‖u(x)‖² as the size of the field is measured: of this very field where it is smooth, its mean over seeds (1) where it is white; shape [n].
   */
  readonly squared: (theta: number, points: Float64Array, n: number) => Float64Array;
}
