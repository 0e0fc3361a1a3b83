import { normal } from "../../random/normal.ts";
import type { Rng } from "../../random/stream.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
import type { GuidedWeight } from "../guidedWeight.ts";

/** Particles at one angle of the noise circle, with the predictions there. */
export interface Standing {
  readonly theta: number;
  /** Shape [n, d], as the predictions. */
  readonly points: Float64Array;
  /** Conditional denoised mean. */
  readonly cond: Float64Array;
  /** Conditional less unconditional denoised mean. */
  readonly difference: Float64Array;
}

/** Asks for the predictions at an angle in (0, π/2]. */
export function standing({ conditional, unconditional }: FieldPair, theta: number, points: Float64Array): Standing {
  const n = points.length / conditional.dimension;
  const [a, b] = circle(theta);
  const cond = new Float64Array(points.length);
  const difference = new Float64Array(points.length);
  conditional.at(a, b).evaluate(points, n, { denoised: cond });
  unconditional.at(a, b).evaluate(points, n, { denoised: difference });
  for (let i = 0; i < difference.length; i++) difference[i] = cond[i] - difference[i];
  return { theta, points, cond, difference };
}

/** cos θ and sin θ; pure noise exactly at π/2. */
export function circle(theta: number): readonly [a: number, b: number] {
  return theta === Math.PI / 2 ? [0, 1] : [Math.cos(theta), Math.sin(theta)];
}

/**
 * Growth of log W per unit of θ on the guided SDE, shape [n]: on the circle g² dt = 2 dκ = 2 tan θ dθ and s_c − s_u = (cos θ/sin² θ)(D_c − D_u), so
 *   (g²/2) w (1 + w) ‖s_c − s_u‖² dt = w (1 + w) (cos θ/sin³ θ) ‖D_c − D_u‖² dθ.
 */
export function weightRates({ theta, difference }: Standing, weight: GuidedWeight, d: number): Float64Array {
  const [a, b] = circle(theta);
  const w = weight.at(theta);
  const factor = (w * (1 + w) * a) / b ** 3;
  const rates = new Float64Array(difference.length / d);
  for (let i = 0; i < difference.length; i++) rates[Math.floor(i / d)] += factor * difference[i] * difference[i];
  return rates;
}

/**
 * Points after one step of the guided SDE from θ to θ′, its denoised mean held: cos θ′ D + √(sin² θ′ − sd²) ε + sd z, with
 * sd² = sin² θ′ (1 − (tan θ′/tan θ)²). One normal per coordinate from its particle's stream, none for the step to θ′ = 0.
 */
export function advanced({ theta, points, cond, difference }: Standing, to: number, w: number, slots: readonly Rng[]): Float64Array {
  const [a, b] = circle(theta);
  const [aTo, bTo] = circle(to);
  const d = points.length / slots.length;
  const ratio = (a / aTo) * (bTo / b);
  const sd = bTo * Math.sqrt((1 - ratio) * (1 + ratio));
  return points.map((x, i) => {
    const denoised = cond[i] + w * difference[i];
    const mean = aTo * denoised + (bTo * ratio * (x - a * denoised)) / b;
    return sd === 0 ? mean : mean + sd * normal(slots[Math.floor(i / d)]);
  });
}
