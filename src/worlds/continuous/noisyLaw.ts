/**
 * @file A law on R^d and its noised versions, the continuous twin of a denoiser. Mixtures of Gaussians, boxes, point clouds, laws with an
 * error and (above the line) networks answer the same questions; nothing downstream knows which it holds.
 */
import type { Rng } from "../../random/stream.ts";

/** What is wanted at n points; only what is given is computed. All arrays are overwritten. */
export interface Evaluation {
  /** log p(x), nats; shape [n]. −∞ off the support of a law without noise. */
  readonly logDensity?: Float64Array;
  /** ∇ log p(x); shape [n, d]. Keeps its relative accuracy as b → 0. */
  readonly score?: Float64Array;
  /** ∇∇ᵀ log p(x), the Jacobian of the score, symmetric; shape [n, d, d]. Keeps its relative accuracy as b → 0. */
  readonly hessian?: Float64Array;
  /** Denoised mean E[x₀ | x]; shape [n, d]. Keeps its relative accuracy as a → 0. */
  readonly denoised?: Float64Array;
  /** Cov[x₀ | x], symmetric; shape [n, d, d]. Keeps its relative accuracy as a → 0. */
  readonly spread?: Float64Array;
}

/** One noise level: the law of x = a x₀ + b ε. */
export interface LawAt {
  /** @param points shape [n, d] or longer: the first n points are read */
  readonly evaluate: (points: Float64Array, n: number, out: Evaluation) => void;
}

/**
 * Predictions at every noise level. For a law: score s = ∇ log p, denoised mean D = (x + b² s)/a, Jacobians H = ∇s and ∇D = (a/b²) Cov[x₀|x] =
 * (I + b² H)/a. A field with an error keeps these relations between score and denoised mean, but need not be the gradient of anything.
 */
export interface ScoreField {
  /** d. */
  readonly dimension: number;
  /**
   * The noised law at x = a x₀ + b ε, ε ~ N(0, I). Costs what the components' constants cost; the points' cost is in `evaluate`.
   *
   * @param a ≥ 0, kept signal. a = 0 is pure noise: `denoised` is the mean, whatever x
   * @param b ≥ 0, noise. b = 0 is the law itself, scaled, where it has a density; a and b are not both 0
   */
  readonly at: (a: number, b: number) => LawAt;
}

/** An exact law. */
export interface NoisyLaw extends ScoreField {
  /** E[x₀], shape [d]. */
  readonly mean: Float64Array;
  /** Cov[x₀], shape [d, d]. */
  readonly covariance: Float64Array;
  /**
   * Corners of a box outside which the law has less than 1e-15 of its mass: exact for a law of compact support. Shape [d] each.
   */
  readonly extent: { readonly low: Float64Array; readonly high: Float64Array };
  /** Whether the support is bounded: true for boxes, and for point clouds without bandwidth. */
  readonly compact: boolean;
  /** Along each coordinate where density or slope may jump (edges of boxes), ascending: d lists, all empty for smooth laws. */
  readonly breaks: readonly (readonly number[])[];
  /** Writes one draw of x₀, d numbers from `offset` on. Consumption of uniforms is the law's own, the same for every draw of it. */
  readonly draw: (rng: Rng, out: Float64Array, offset: number) => void;
}
