import { BadInput } from "../../numerics/badInput.ts";
import type { Pair } from "./pair.ts";

/** A finite mixture of classes on {0..K-1}^L: p = Σ_k a_k p_k. */
export interface ClassMixture {
  readonly alphabet: number;
  readonly length: number;
  /** In the order given; at least one. */
  readonly classes: readonly ClassLaw[];
  /** Names of sites and of their tokens, for output; a site may have fewer levels than the alphabet. */
  readonly labels?: readonly SiteLabels[];
}

export interface ClassLaw {
  readonly name: string;
  /** a_k > 0; the weights need not sum to 1. */
  readonly weight: number;
  /** p_k, shape [K^L], sums to 1. */
  readonly law: Float64Array;
}

export interface SiteLabels {
  readonly site: string;
  readonly levels: readonly string[];
}

/**
 * The target class's law and the mixture. The sum runs over the classes in the order of their names, so that the order in which they
 * were written (which a JSON parser may change when names look like integers) changes no bit.
 *
 * @throws BadInput when the target is no class of the mixture
 */
export function pairOf(mixture: ClassMixture, target: string): Pair {
  const aim = mixture.classes.find(({ name }) => name === target);
  if (!aim) throw new BadInput("target", `one of ${mixture.classes.map(({ name }) => name).join(", ")}`, target);
  const sorted = [...mixture.classes].sort((a, b) => (a.name < b.name ? -1 : 1));
  let total = 0;
  for (const { weight } of sorted) total += weight;
  const unconditional = new Float64Array(aim.law.length);
  for (const { weight, law } of sorted) {
    const share = weight / total;
    for (let x = 0; x < law.length; x++) unconditional[x] += share * law[x];
  }
  return { alphabet: mixture.alphabet, length: mixture.length, conditional: aim.law, unconditional, targetWeight: aim.weight / total };
}
