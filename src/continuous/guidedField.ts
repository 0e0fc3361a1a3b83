/**
 * @file Guidance as a velocity on the noise circle. Every Gaussian process x = a x₀ + b ε becomes, divided by r = √(a² + b²),
 * x = cos θ · x₀ + sin θ · ε: one coordinate and one angle for all. θ falls from the start (π/2 is pure noise) to 0 (data).
 * On the circle the probability flow is dx/dθ = v with v = E[cos θ · ε − sin θ · x₀ | x], which stays bounded at both ends.
 */

/** What is wanted of the guided field at n points; only what is given is computed. */
export interface FieldEvaluation {
  /** v_w = dx/dθ of the guided probability flow; shape [n, d]. */
  readonly velocity?: Float64Array;
  /** ∂v_w/∂x, entry [i, j] = ∂v_i/∂x_j; shape [n, d, d]. */
  readonly jacobian?: Float64Array;
  /** Guided score s_w on the circle: v_w = −tan θ (x + s_w); shape [n, d]. */
  readonly score?: Float64Array;
  /** Its Jacobian ∂s_w/∂x; shape [n, d, d]. */
  readonly scoreJacobian?: Float64Array;
}

/** The field at one angle. */
export interface FieldAt {
  /** @param points shape [n, d] or longer: the first n are read */
  readonly evaluate: (points: Float64Array, n: number, out: FieldEvaluation) => void;
}

/** A guided pair at every noise angle. */
export interface GuidedField {
  readonly dimension: number;
  /** Angles strictly between 0 and the start where the field is not smooth in θ (w jumps or bends), falling: integrators stop there. */
  readonly corners: readonly number[];
  /** @param theta in [0, π/2]; `score` is not available at 0 for laws without density, nor anything singular there */
  readonly at: (theta: number) => FieldAt;
}

/** Where a sampler starts, on the circle: x ~ N(0, sd² I) at angle θ. */
export interface Start {
  /** In (0, π/2]. */
  readonly theta: number;
  /** > 0: 1 for variance-preserving and rectified flow, σ_max/√(1 + σ_max²) for variance-exploding. */
  readonly sd: number;
}
