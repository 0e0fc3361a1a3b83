import { normal } from "./normal.ts";
import type { Rng } from "./stream.ts";

/**
 * A draw from the symmetric Dirichlet law: normalised Gamma(concentration) variables.
 *
 * @param size          number of entries, ≥ 1
 * @param concentration > 0; 1 is uniform on the simplex, small values are sparse
 * @returns shape [size], sums to 1
 */
export function dirichlet(size: number, concentration: number, rng: Rng): Float64Array {
  const logs = Float64Array.from({ length: size }, () => logGamma(concentration, rng));
  let largest = -Infinity;
  for (const value of logs) largest = Math.max(largest, value);
  let total = 0;
  for (let i = 0; i < size; i++) total += logs[i] = Math.exp(logs[i] - largest);
  for (let i = 0; i < size; i++) logs[i] /= total;
  return logs;
}

/**
 * log of a Gamma(shape, 1) draw: an exponential at shape 1; else Marsaglia and Tsang, ACM TOMS 26 (2000) 363, for shape > 1; below 1 as Gamma(shape + 1) · U^{1/shape},
 * kept as a logarithm because small shapes underflow. Consumes a random number of uniforms.
 */
function logGamma(shape: number, rng: Rng): number {
  if (shape === 1) return Math.log(-Math.log(1 - rng()));
  if (shape < 1) return logGamma(shape + 1, rng) + Math.log(1 - rng()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(rng);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return Math.log(d) + Math.log(v);
  }
}
