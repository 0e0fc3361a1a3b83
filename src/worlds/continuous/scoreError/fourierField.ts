import { normal } from "../../../random/normal.ts";
import { stream } from "../../../random/stream.ts";
import type { UnitField } from "./unitField.ts";

/** Number of waves M. */
const WAVES = 32;

/**
 * A smooth random field by random Fourier features, the same at all noise levels but for its scale:
 *   u_i(x) = √(2/(M d)) Σ_m A_im cos(ω_m·x/ℓ + φ_m),   A ~ N(0,1), ω_m ~ N(0, I), φ_m uniform, M = 32.
 * For many waves a Gaussian field of covariance e^{−|x−y|²/2ℓ²} δ_ij / d (Rahimi and Recht, NIPS 2007).
 *
 * The stream is (seed, "smooth score error", name).
 *
 * @param length ℓ at angle θ, > 0
 * @param name   two fields of one name are the same, of different names independent
 */
export function fourierField(
  dimension: number,
  length: (theta: number) => number,
  { seed, name }: { seed: number; name: string },
): UnitField {
  const rng = stream(seed, "smooth score error", name);
  const normals = (size: number): Float64Array => Float64Array.from({ length: size }, () => normal(rng));
  const amplitudes = normals(WAVES * dimension);
  const frequencies = normals(WAVES * dimension);
  const phases = Float64Array.from({ length: WAVES }, () => 2 * Math.PI * rng());
  const scale = Math.sqrt(2 / (WAVES * dimension));
  const at: UnitField["at"] = (theta) => {
    const inverse = 1 / length(theta);
    return (points, n, { value, jacobian }) => {
      value.fill(0, 0, n * dimension);
      jacobian?.fill(0, 0, n * dimension * dimension);
      for (let k = 0; k < n * dimension; k += dimension) {
        for (let m = 0; m < WAVES * dimension; m += dimension) {
          let phase = 0;
          for (let i = 0; i < dimension; i++) phase += frequencies[m + i] * points[k + i];
          phase = phase * inverse + phases[m / dimension];
          const wave = scale * Math.cos(phase);
          for (let i = 0; i < dimension; i++) value[k + i] += amplitudes[m + i] * wave;
          if (jacobian === null) continue;
          const slope = -scale * inverse * Math.sin(phase);
          for (let i = 0; i < dimension; i++) {
            const factor = slope * amplitudes[m + i];
            for (let j = 0; j < dimension; j++) jacobian[(k + i) * dimension + j] += factor * frequencies[m + j];
          }
        }
      }
    };
  };
  return {
    differentiable: true,
    at,
    squared: (theta, points, n) => {
      const value = new Float64Array(n * dimension);
      at(theta)(points, n, { value, jacobian: null });
      return Float64Array.from({ length: n }, (_, k) => {
        let total = 0;
        for (let i = k * dimension; i < (k + 1) * dimension; i++) total += value[i] * value[i];
        return total;
      });
    },
  };
}
