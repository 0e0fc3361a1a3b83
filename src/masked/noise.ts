/** @file Noise schedules of masked diffusion, by their masked fraction m(t) = 1 − α(t): m(0) = 0, m(1) = 1, increasing. */
import type { Axis } from "../guidance/weightSchedule.ts";
import { BadInput } from "../numerics/badInput.ts";

export type NoiseSpec =
  | { readonly schedule: "linear" | "log-linear" | "cosine" }
  | { readonly schedule: "polynomial"; readonly power: number }
  | { readonly schedule: "ou"; readonly horizon: number };

/** m(t) and its inverse, both on [0, 1]. */
export interface Noise {
  readonly maskedFraction: (t: number) => number;
  readonly time: (m: number) => number;
}

/**
 * - `linear` (= `log-linear`): α = 1 − t
 * - `cosine`: α = cos(πt/2), so m = 2 sin²(πt/4)
 * - `polynomial`, power n > 0: α = 1 − t^n
 * - `ou`, horizon T > 0: s = tT, m = (1 − e^{−s})/(1 − e^{−T}); the start "all masked" at T stands for m = 1 (arXiv:2506.10971)
 */
export function noise(spec: NoiseSpec): Noise {
  switch (spec.schedule) {
    case "cosine":
      return { maskedFraction: (t) => 2 * Math.sin((Math.PI * t) / 4) ** 2, time: (m) => (4 / Math.PI) * Math.asin(Math.sqrt(m / 2)) };
    case "polynomial": {
      const { power } = spec;
      if (!(power > 0 && power < Infinity)) throw new BadInput("process.power", "a finite number above 0", power);
      return { maskedFraction: (t) => t ** power, time: (m) => m ** (1 / power) };
    }
    case "ou": {
      const { horizon } = spec;
      if (!(horizon > 0 && horizon < Infinity)) throw new BadInput("process.horizon", "a finite number above 0", horizon);
      const full = Math.expm1(-horizon);
      return { maskedFraction: (t) => Math.expm1(-t * horizon) / full, time: (m) => -Math.log1p(m * full) / horizon };
    }
    default:
      return { maskedFraction: (t) => t, time: (m) => m };
  }
}

/** Clock u = −ln m at a value of an axis, to relative accuracy on `u` and `log-snr`; log-SNR is x = ln(α/m), so u = ln(1 + e^x). */
export function clockAt(schedule: Noise, axis: Axis, x: number): number {
  if (axis === "u") return x;
  if (axis === "log-snr") return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
  return -Math.log(schedule.maskedFraction(x));
}

/** Value on an axis at a clock u > 0: the inverse of {@link clockAt}. */
export function axisValue(schedule: Noise, axis: Axis, u: number): number {
  if (axis === "u") return u;
  return axis === "log-snr" ? u + Math.log(-Math.expm1(-u)) : schedule.time(Math.exp(-u));
}
