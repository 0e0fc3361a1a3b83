import type { Denoiser } from "./denoiser.ts";

/**
 * A denoiser with each of its conditionals passed through a function of that conditional alone.
 *
 * @param change receives a conditional of the given denoiser at out[offset] … out[offset + K − 1], nats, and overwrites it by a normalised one
 */
export function changedConditionals(denoiser: Denoiser, change: (out: Float64Array, offset: number) => void): Denoiser {
  return {
    alphabet: denoiser.alphabet,
    length: denoiser.length,
    open: () => {
      const reading = denoiser.open();
      return {
        reveal: reading.reveal,
        mask: reading.mask,
        logConditional: (site, out, offset) => {
          reading.logConditional(site, out, offset);
          change(out, offset);
        },
      };
    },
  };
}
