import { counted } from "../../../random/counted.ts";
import { normal } from "../../../random/normal.ts";
import { streamKey } from "../../../random/stream.ts";
import { pointHash } from "./pointHash.ts";
import type { UnitField } from "./unitField.ts";

/**
 * White noise: u(x) ~ N(0, I/d), independent for each point and noise level, yet a function of them, as a network's error is: the same
 * state has the same error, by whatever path it was reached. Not continuous, so that a sampler sees N independent errors in N steps, whose effect falls as N^−½;
 * an adaptive integrator cannot follow it.
 *
 * The stream is (seed, "white score error", name) with the 64-bit hash of the bits of θ and x in its counter; 2d uniforms per point.
 *
 * @param name two fields of one name are the same, of different names independent
 */
export function whiteField(dimension: number, seed: number, name: string): UnitField {
  const key = streamKey(seed, ["white score error", name]);
  const hash = pointHash(key);
  const { restart, next } = counted(key);
  const scale = 1 / Math.sqrt(dimension);
  return {
    differentiable: false,
    at: (theta) => {
      hash.restart();
      hash.add(theta);
      const level = hash.words.slice();
      return (points, n, { value }) => {
        for (let k = 0; k < n * dimension; k += dimension) {
          hash.restart(level);
          for (let i = 0; i < dimension; i++) hash.add(points[k + i]);
          restart(hash.words[0], hash.words[1]);
          for (let i = 0; i < dimension; i++) value[k + i] = scale * normal(next);
        }
      };
    },
    squared: (_, __, n) => new Float64Array(n).fill(1),
  };
}
