import { BadInput } from "../../numerics/badInput.ts";
import { multinomial } from "../../random/multinomial.ts";
import { stream } from "../../random/stream.ts";
import type { ClassMixture } from "./mixture.ts";

export interface Learning {
  /** n, samples drawn from each class; a positive integer. */
  readonly samples: number;
  /** κ, added to the count of every cell, ≥ 0; at 0 an unseen cell is impossible. */
  readonly smoothing: number;
  readonly seed: number;
}

/**
 * Score error by learning: each class law replaced by (count + κ) / (n + κ K^L) of n samples from it; class weights are kept.
 *
 * These are laws again, so that a learned mixture is a world like any other: its unconditional law is the mixture of the learned class laws, and
 * the lattice sweeps for tables apply to it. A class's samples are the stream (seed, "learned", class name): other classes do not change them.
 *
 * @throws BadInput for a sample size or smoothing out of range
 */
export function learnedMixture(mixture: ClassMixture, { samples, smoothing, seed }: Learning): ClassMixture {
  if (!(Number.isSafeInteger(samples) && samples >= 1)) {
    throw new BadInput("samples", "an integer of at least 1", samples, "learnedMixture");
  }
  if (!(smoothing >= 0 && smoothing < Infinity)) {
    throw new BadInput("smoothing", "a finite number of at least 0", smoothing, "learnedMixture");
  }
  return {
    ...mixture,
    classes: mixture.classes.map(({ name, weight, law }) => {
      const counts = multinomial(samples, law, stream(seed, "learned", name));
      const total = samples + smoothing * law.length;
      return { name, weight, law: counts.map((count) => (count + smoothing) / total) };
    }),
  };
}
