import type { Denoiser } from "./denoiser.ts";

/** What guidance is given where there is no table: two denoisers of the same alphabet and length. */
export interface DenoiserPair {
  readonly cond: Denoiser;
  readonly uncond: Denoiser;
}
