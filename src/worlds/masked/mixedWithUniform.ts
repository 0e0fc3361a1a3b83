import { BadInput } from "../../numerics/badInput.ts";
import { changedConditionals } from "./changedConditionals.ts";
import type { Denoiser } from "./denoiser.ts";

/**
 * Score error by mixing: (1 − ε) p(v|S) + ε/K in place of p(v|S), so that every token becomes possible. ε = 0 changes no bit.
 *
 * States that were impossible become reachable; there p(·|S) does not exist and the uniform law takes its place.
 *
 * @param epsilon ε, in [0, 1]
 * @throws BadInput for ε out of range
 */
export function mixedWithUniform(denoiser: Denoiser, epsilon: number): Denoiser {
  if (!(epsilon >= 0 && epsilon <= 1)) throw new BadInput("epsilon", "a number from 0 to 1", epsilon, "mixedWithUniform");
  if (epsilon === 0) return denoiser;
  const { alphabet } = denoiser;
  const share = epsilon / alphabet;
  return changedConditionals(denoiser, (out, offset) => {
    let possible = false;
    for (let v = offset; v < offset + alphabet; v++) if (out[v] > -Infinity) possible = true;
    for (let v = offset; v < offset + alphabet; v++) {
      out[v] = possible ? Math.log((1 - epsilon) * Math.exp(out[v]) + share) : -Math.log(alphabet);
    }
  });
}
