import type { Rng } from "./stream.ts";

/** A standard normal draw by Box and Muller: √(−2 ln(1 − U₁)) cos(2πU₂). Exactly two uniforms per call. */
export function normal(rng: Rng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - rng()));
  return radius * Math.cos(2 * Math.PI * rng());
}
