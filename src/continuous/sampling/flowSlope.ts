import type { Process } from "../process.ts";
import type { Guide, Rows } from "./guide.ts";
import type { Asking } from "./protocol.ts";

/**
 * dx/dτ of the guided probability flow at t, in the process's own coordinates and clock; shape [n, d]. From x̂₀ and ε̂ through the velocity on the noise circle
 * v = (a ε̂ − b x̂₀)/r, finite at the noisy end of every process.
 */
export function* flowSlope(process: Process, guide: Guide, rows: Rows, t: number): Asking<Float64Array> {
  const { denoised, noise } = yield* guide(rows, t);
  const { a, b } = process.at(t);
  const { fromX, fromV } = process.clock.flow(process.clock.at(t));
  const [signal, fresh] = [(-fromV * b) / process.radius(t), (fromV * a) / process.radius(t)];
  // noise is a buffer of this evaluation alone.
  for (let i = 0; i < noise.length; i++) noise[i] = fromX * rows.points[i] + signal * denoised[i] + fresh * noise[i];
  return noise;
}
