/** @file What a Gaussian noising process is to the rest of the house: levels, angles, a start and a clock of its own. */
import type { Start } from "../guidedField.ts";

/** Kept signal a ≥ 0 and noise b ≥ 0. */
export interface Level {
  readonly a: number;
  readonly b: number;
}

/**
 * The process's own clock τ, in which its equations are simplest: s for `vp` (a = e^{−s}), σ for `ve`, t for `flow`. It rises with t.
 * Forward: dx = f x dτ + √g² dB. Probability flow: dx/dτ = f x − ½ g² s. Reverse SDE, τ falling: dx = (f x − g² s) dτ + √g² dB.
 */
export interface Clock {
  /** τ at t. */
  readonly at: (t: number) => number;
  /** t at τ: the inverse of `at`. */
  readonly time: (tau: number) => number;
  /** f at τ, per unit τ. −∞ at the noisy end of `flow`. */
  readonly f: (tau: number) => number;
  /** g² at τ, variance per unit τ. ∞ at the noisy end of `flow`. */
  readonly g2: (tau: number) => number;
  /**
   * The probability flow by the velocity v on the circle: dx/dτ = fromX · x + fromV · v, x and dx in own coordinates. Finite at the noisy
   * end of every process; `fromV` of `vp` is a/b, ∞ at the clean end, where v is proportional to b.
   */
  readonly flow: (tau: number) => { readonly fromX: number; readonly fromV: number };
}

export interface Process {
  readonly kind: "vp" | "ve" | "flow";
  /** (a, b) at t in [0, 1]. */
  readonly at: (t: number) => Level;
  /** θ = atan2(b, a), radians, in [0, π/2]; relative accuracy as t → 0. */
  readonly angle: (t: number) => number;
  /** t at θ in [0, angle(1)]: the inverse of `angle`. Beyond the start it goes on above 1, where the process does. */
  readonly time: (theta: number) => number;
  /** r = √(a² + b²): x = r · (x on the circle), score = (score on the circle)/r. */
  readonly radius: (t: number) => number;
  /** ln(a²/b²) = 2 ln(a/b), nats; falls with t, ∞ at t = 0. (The masked half's is ln(α/m), without a square.) */
  readonly logSnr: (t: number) => number;
  /** Where samplers start: N(0, sd² I) in own coordinates at t = 1, and the same on the circle. */
  readonly start: { readonly sd: number; readonly circle: Start };
  readonly clock: Clock;
  /** Smallest t > 0 that a grid of steps should take: σmin/σmax, 1/steps of `ddpm`, 0 where there is none. Exact limits run to 0 anyway. */
  readonly finest: number;
}

export const DDPM_SHAPES = ["linear", "scaled-linear", "cosine"] as const;
export type DdpmShape = (typeof DDPM_SHAPES)[number];
