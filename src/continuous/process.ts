/**
 * @file Gaussian noising processes x = a(t) x₀ + b(t) ε, t from 1 (noise) to 0 (data), and their place on the noise circle: angle
 * θ = atan2(b, a), radius r = √(a² + b²).
 */
import { BadInput } from "../numerics/badInput.ts";
import type { Start } from "./guidedField.ts";
import { ddpmLevels } from "./processes/ddpmLevels.ts";
import { rectifiedFlow } from "./processes/rectifiedFlow.ts";
import { varianceExploding } from "./processes/varianceExploding.ts";
import { type OuTime, variancePreserving } from "./processes/variancePreserving.ts";

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

/** As written in the experiment file. */
export type ProcessSpec =
  | {
      readonly kind: "vp";
      readonly schedule: "ou" | "ddpm";
      readonly horizon?: number | undefined;
      readonly steps?: number | undefined;
      readonly betaMin?: number | undefined;
      readonly betaMax?: number | undefined;
      readonly shape?: DdpmShape | undefined;
    }
  | { readonly kind: "ve"; readonly sigmaMax?: number | undefined; readonly sigmaMin?: number | undefined }
  | { readonly kind: "flow" };

/**
 * - `vp`, `ou`: s = tT, a = e^{−s}, b² = 1 − e^{−2s}; horizon T = 10 when left out (arXiv:2409.13074)
 * - `vp`, `ddpm`: levels ᾱ_k = Π_{i ≤ k}(1 − βᵢ) at t = k/steps, a = √ᾱ (arXiv:2006.11239, eq. 4); left out: 1000 steps, β from 1e-4 to
 * 0.02,
 *   `linear`. Between levels s = −½ ln ᾱ is straight in t
 * - `ve`: a = 1, b = σ = t σmax; left out: σmax 80, σmin 0.002 (arXiv:2206.00364)
 * - `flow`: a = 1 − t, b = t (arXiv:2209.03003)
 * @throws BadInput naming the field of `process`
 */
export function process(spec: ProcessSpec): Process {
  switch (spec.kind) {
    case "ve":
      return varianceExploding(spec.sigmaMax ?? 80, spec.sigmaMin ?? 0.002);
    case "flow":
      return rectifiedFlow();
    default:
      return variancePreserving(spec.schedule === "ou" ? ouTime(spec) : ddpmTime(spec));
  }
}

type VpSpec = Extract<ProcessSpec, { kind: "vp" }>;

function ouTime(spec: VpSpec): OuTime {
  for (const field of ["steps", "betaMin", "betaMax", "shape"] as const) leftOut(spec, field, "ou");
  const horizon = spec.horizon ?? 10;
  if (!(horizon > 0 && horizon < Infinity)) throw new BadInput("process.horizon", "a finite number above 0", horizon);
  return { at: (t) => t * horizon, time: (s) => s / horizon, finest: 0 };
}

function ddpmTime(spec: VpSpec): OuTime {
  leftOut(spec, "horizon", "ddpm");
  const shape = spec.shape ?? "linear";
  if (shape === "cosine") for (const field of ["betaMin", "betaMax"] as const) leftOut(spec, field, "ddpm with shape cosine");
  return ddpmLevels(spec.steps ?? 1000, spec.betaMin ?? 1e-4, spec.betaMax ?? 0.02, shape);
}

function leftOut(spec: VpSpec, field: "horizon" | "steps" | "betaMin" | "betaMax" | "shape", of: string): void {
  if (spec[field] !== undefined) throw new BadInput(`process.${field}`, `left out for ${of}`, spec[field]);
}
