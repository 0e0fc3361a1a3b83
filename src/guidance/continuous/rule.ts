/** @file What a guidance rule of continuous diffusion is: how a conditional and an unconditional prediction become a guided one. */
import type { BadInput } from "../../numerics/badInput.ts";

/**
 * What is predicted at x = a x₀ + b ε, always as an expectation given x:
 * - `score`: ∇ log p(x) = −ε/b, in the process's own coordinates
 * - `eps`: ε
 * - `x0`: x₀, the denoised mean
 * - `v`: a ε − b x₀ (arXiv:2202.00512); on the noise circle the velocity dx/dθ
 * - `velocity`: ε − x₀, the velocity of rectified flow (arXiv:2209.03003), whatever the process
 */
export type PredictionSpace = "score" | "eps" | "x0" | "v" | "velocity";

export const PREDICTION_SPACES: readonly PredictionSpace[] = ["score", "eps", "x0", "v", "velocity"];

/** What two models predict at n points, in the rule's own space. */
export interface Predictions {
  /** c, the conditional prediction; shape [n, d]. */
  readonly cond: Float64Array;
  /** Δ = c − u; shape [n, d]. Given instead of u so that it keeps its accuracy where the two agree. */
  readonly difference: Float64Array;
  /** ln p_c(x) − ln p(x) at this noise level, shape [n]; empty unless the rule needs it. */
  readonly logRatio: Float64Array;
}

/** How strongly a rule is applied, and to how much. */
export interface Application {
  readonly n: number;
  readonly d: number;
  /** Guidance weight, ≥ −1. */
  readonly w: number;
  /** Per-step state of a sampler, shape [n, d], zeros at first: read and overwritten by rules with momentum. Null in continuous time. */
  readonly memory: Float64Array | null;
}

export const CONTINUOUS_RULES = ["cfg", "autoguidance", "apg", "cfg++", "rescaled", "zero-star", "power-law", "feedback"] as const;
export type ContinuousRuleName = (typeof CONTINUOUS_RULES)[number];

/** At w = 0 every rule is the conditional prediction, and is not asked. */
export interface ContinuousRule {
  readonly name: ContinuousRuleName;
  /** Where it was published. */
  readonly source: string;
  /** The space in which it combines. */
  readonly space: PredictionSpace;
  /** Whether the guided prediction is c + w Δ = (1 + w) c − w u: then it is the same in every space. */
  readonly linear: boolean;
  /** Whether w = −1 is the unconditional prediction: then the conditional one is not asked for. */
  readonly unconditionalAtMinusOne: boolean;
  /** Whether it needs `logRatio`, which laws have and networks do not. */
  readonly needsLogRatio: boolean;
  /** The complaint of an engine in continuous time, for what exists in steps only; null when there is none. */
  readonly stepsOnly: (() => BadInput) | null;
  /** The complaint of a process that starts from pure noise, a = 0; null when there is none. */
  readonly pureNoise: (() => BadInput) | null;
  /** Process time t above which its guided prediction is 0 whatever w, unasked; ∞ for rules that never do this. */
  readonly zeroAbove: number;
  /** out = guided − conditional prediction, shape [n, d]; `out` is none of the inputs. */
  readonly combine: (given: Predictions, application: Application, out: Float64Array) => void;
  /** Its derivative along a change of the predictions, shape [n, d], at memory null. Where the rule has a kink: of one side. */
  readonly differentiate: (given: Predictions, tangent: Predictions, application: Application, out: Float64Array) => void;
}

/** What most rules have in common. */
export const PLAIN = {
  linear: false,
  unconditionalAtMinusOne: false,
  needsLogRatio: false,
  stepsOnly: null,
  pureNoise: null,
  zeroAbove: Infinity,
} as const;
