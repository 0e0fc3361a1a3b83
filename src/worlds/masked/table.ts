import { BadInput } from "../../numerics/badInput.ts";
import type { ClassMixture } from "./mixture.ts";
import { checkedLaw, type Pair } from "./pair.ts";

export interface TableSpec {
  readonly alphabet: number;
  readonly length: number;
  readonly classes: Readonly<Record<string, { readonly weight: number; readonly law: readonly number[] }>>;
}

export interface PairSpec {
  readonly alphabet: number;
  readonly length: number;
  readonly conditional: readonly number[];
  readonly unconditional: readonly number[];
}

/** A mixture of classes given entry by entry. */
export function tableWorld({ alphabet, length, classes }: TableSpec): ClassMixture {
  const size = alphabet ** length;
  return {
    alphabet,
    length,
    classes: Object.entries(classes).map(([name, { weight, law }]) => ({
      name,
      weight: checkedClassWeight(name, weight),
      law: checkedLaw(`world.classes.${name}.law`, law, size),
    })),
  };
}

/** Two laws given entry by entry: independently trained models, autoguidance. Nothing says that p contains p_c. */
export function pairWorld({ alphabet, length, conditional, unconditional }: PairSpec): Pair {
  const size = alphabet ** length;
  return {
    alphabet,
    length,
    conditional: checkedLaw("world.conditional", conditional, size),
    unconditional: checkedLaw("world.unconditional", unconditional, size),
    targetWeight: null,
  };
}

export function checkedClassWeight(name: string, weight: number): number {
  if (!(weight > 0 && weight < Infinity)) throw new BadInput(`world.classes.${name}.weight`, "a finite number above 0", weight);
  return weight;
}
