/** @file Noise schedules of masked diffusion, by their masked fraction m(t) = 1 − α(t): m(0) = 0, m(1) = 1, increasing. */
import type { Axis } from "../guidance/weightSchedule.ts";
import { BadInput } from "../numerics/badInput.ts";

export type NoiseSpec =
  | { readonly schedule: "linear" | "log-linear" | "cosine" }
  | { readonly schedule: "polynomial"; readonly power: number }
  | { readonly schedule: "ou"; readonly horizon: number };

/** A schedule as the masked fraction and on the unmask clock u = −ln m. */
export interface Noise {
  /** m(t), for t in [0, 1]. */
  readonly maskedFraction: (t: number) => number;
  /** u at t, to relative accuracy also near t = 1, where rates may be so large that it matters. */
  readonly clock: (t: number) => number;
  /** t at u: the inverse of `clock`. */
  readonly time: (u: number) => number;
  /** β(t) = −α′/(1−α) = d ln m/dt, per unit t; ∞ at t = 0. */
  readonly unmaskRate: (t: number) => number;
}

/**
 * - `linear` (= `log-linear`): α = 1 − t, β = 1/t
 * - `cosine`: α = cos(πt/2), so m = 2 sin²(πt/4), β = (π/2) cot(πt/4)
 * - `polynomial`, power n > 0: α = 1 − t^n, β = n/t
 * - `ou`, horizon T > 0: s = tT, m = (1 − e^{−s})/(1 − e^{−T}), β = T/(e^s − 1); the start "all masked" at T stands for m = 1
 *   (arXiv:2506.10971)
 */
export function noise(spec: NoiseSpec): Noise {
  switch (spec.schedule) {
    case "cosine":
      return {
        maskedFraction: (t) => 2 * Math.sin((Math.PI * t) / 4) ** 2,
        clock: (t) => (t < 0.5 ? -Math.log(2 * Math.sin((Math.PI * t) / 4) ** 2) : -Math.log1p(-Math.sin((Math.PI * (1 - t)) / 2))),
        time: (u) => (u > 0.5 ? (4 / Math.PI) * Math.asin(Math.sqrt(Math.exp(-u) / 2)) : 1 - (2 / Math.PI) * Math.asin(-Math.expm1(-u))),
        unmaskRate: (t) => Math.PI / 2 / Math.tan((Math.PI * t) / 4),
      };
    case "polynomial": {
      const { power } = spec;
      if (!(power > 0 && power < Infinity)) throw new BadInput("process.power", "a finite number above 0", power);
      return {
        maskedFraction: (t) => t ** power,
        clock: (t) => -power * Math.log(t),
        time: (u) => Math.exp(-u / power),
        unmaskRate: (t) => power / t,
      };
    }
    case "ou":
      return ouNoise(spec.horizon);
    default:
      return { maskedFraction: (t) => t, clock: (t) => -Math.log(t), time: (u) => Math.exp(-u), unmaskRate: (t) => 1 / t };
  }
}

/** α e^{s} is 1 − e^{s−T}, up to the normalisation 1 − e^{−T}; and e^{−s} = 1 − m(1 − e^{−T}) = (1 − e^{−u}) + e^{−u−T}. */
function ouNoise(horizon: number): Noise {
  if (!(horizon > 0 && horizon < Infinity)) throw new BadInput("process.horizon", "a finite number above 0", horizon);
  const full = -Math.expm1(-horizon);
  const fraction = (t: number): number => -Math.expm1(-t * horizon) / full;
  const kept = (t: number): number => (Math.exp(-t * horizon) * -Math.expm1((t - 1) * horizon)) / full;
  return {
    maskedFraction: fraction,
    clock: (t) => (fraction(t) < 0.5 ? -Math.log(fraction(t)) : -Math.log1p(-kept(t))),
    time: (u) => (u > 0.5 ? -Math.log1p(-Math.exp(-u) * full) / horizon : -Math.log(-Math.expm1(-u) + Math.exp(-u - horizon)) / horizon),
    unmaskRate: (t) => horizon / Math.expm1(t * horizon),
  };
}

/** Clock u at a value of an axis; log-SNR is x = ln(α/m), so u = ln(1 + e^x). */
export function clockAt(schedule: Noise, axis: Axis, x: number): number {
  if (axis === "u") return x;
  return axis === "log-snr" ? Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))) : schedule.clock(x);
}

/** Value on an axis at a clock u > 0: the inverse of {@link clockAt}. */
export function axisValue(schedule: Noise, axis: Axis, u: number): number {
  if (axis === "u") return u;
  return axis === "log-snr" ? u + Math.log(-Math.expm1(-u)) : schedule.time(u);
}
