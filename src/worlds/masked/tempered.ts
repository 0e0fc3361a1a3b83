import { BadInput } from "../../numerics/badInput.ts";
import { logNormalise } from "../../numerics/logNormalise.ts";
import { changedConditionals } from "./changedConditionals.ts";
import type { Denoiser } from "./denoiser.ts";

/**
 * Score error by tempering: p(v|S)^{1/T} / Σ_v′ p(v′|S)^{1/T} in place of p(v|S). T < 1 sharpens, T > 1 flattens, T = 1 changes no bit.
 * Impossible tokens stay impossible.
 *
 * @param temperature T, above 0, finite
 * @throws BadInput for a temperature out of range
 */
export function tempered(denoiser: Denoiser, temperature: number): Denoiser {
  if (!(temperature > 0 && temperature < Infinity)) throw new BadInput("temperature", "a finite number above 0", temperature, "tempered");
  if (temperature === 1) return denoiser;
  const { alphabet } = denoiser;
  return changedConditionals(denoiser, (out, offset) => {
    // The largest entry is taken out first: log p / T alone overflows to −∞ for all tokens at tiny T.
    let largest = -Infinity;
    for (let v = offset; v < offset + alphabet; v++) if (out[v] > largest) largest = out[v];
    if (largest === -Infinity) return;
    for (let v = offset; v < offset + alphabet; v++) out[v] = (out[v] - largest) / temperature;
    logNormalise(out, offset, alphabet);
  });
}
