import { BadInput } from "../../numerics/badInput.ts";
import { logNormalise } from "../../numerics/logNormalise.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { Denoiser } from "./denoiser.ts";
import { stateHash } from "./stateHash.ts";

export interface LogitNoise {
  /** σ, standard deviation added to each logit, nats; ≥ 0. */
  readonly sd: number;
  readonly seed: number;
  /** Part of the stream's name: two denoisers with the same name get the same noise, with different names independent noise. */
  readonly name: string;
}

/**
 * Score error by noise: log p(v|S) + σ N(0,1), normalised, independent for each state S, site and token. The noise is fixed by seed, name and
 * state, as a network's error is: the same state has the same conditional, by whatever path it was reached. σ = 0 changes no bit.
 * Impossible tokens stay impossible.
 *
 * The stream is (seed, "logit noise", name, 64-bit hash of S, site); 2K uniforms per conditional, none of them carried on.
 *
 * @throws BadInput for σ out of range
 */
export function noisyLogits(denoiser: Denoiser, { sd, seed, name }: LogitNoise): Denoiser {
  if (!(sd >= 0 && sd < Infinity)) throw new BadInput("sd", "a finite number of at least 0", sd, "noisyLogits");
  if (sd === 0) return denoiser;
  const { alphabet, length } = denoiser;
  return {
    alphabet,
    length,
    open: () => {
      const reading = denoiser.open();
      const hash = stateHash();
      const tokens = new Int32Array(length).fill(alphabet);
      return {
        reveal: (site, token) => {
          reading.reveal(site, token);
          hash.toggle(site, token);
          tokens[site] = token;
        },
        mask: (site) => {
          reading.mask(site);
          hash.toggle(site, tokens[site]);
          tokens[site] = alphabet;
        },
        logConditional: (site, out, offset) => {
          reading.logConditional(site, out, offset);
          const rng = stream(seed, "logit noise", name, hash.words[0], hash.words[1], site);
          for (let v = offset; v < offset + alphabet; v++) out[v] += sd * normal(rng);
          logNormalise(out, offset, alphabet);
        },
      };
    },
  };
}
