import { BadInput } from "../../numerics/badInput.ts";
import type { ClassMixture } from "./mixture.ts";
import { checkedClassWeight } from "./table.ts";

export interface ProductSetsSpec {
  readonly alphabet: number;
  readonly length: number;
  /** Per class the allowed tokens of every site, without repetition. */
  readonly classes: Readonly<Record<string, { readonly weight: number; readonly tokens: readonly (readonly number[])[] }>>;
}

/** Each class is uniform on a product of token sets. */
export function productSetsWorld({ alphabet, length, classes }: ProductSetsSpec): ClassMixture {
  return {
    alphabet,
    length,
    classes: Object.entries(classes).map(([name, { weight, tokens }]) => {
      checkTokens(name, tokens, alphabet, length);
      return { name, weight: checkedClassWeight(name, weight), law: uniformOnProduct(alphabet, tokens) };
    }),
  };
}

/** Uniform law on the product of the sites' token sets; shape [alphabet^(number of sites)]. */
export function uniformOnProduct(alphabet: number, tokens: readonly (readonly number[])[]): Float64Array {
  let law: Float64Array = Float64Array.of(1);
  for (const allowed of tokens) {
    const next = new Float64Array(law.length * alphabet);
    for (let x = 0; x < law.length; x++) for (const token of allowed) next[x * alphabet + token] = law[x];
    law = next;
  }
  const share = 1 / tokens.reduce((product, allowed) => product * allowed.length, 1);
  return law.map((allowed) => allowed * share);
}

function checkTokens(name: string, tokens: readonly (readonly number[])[], alphabet: number, length: number): void {
  const field = `world.classes.${name}.tokens`;
  if (tokens.length !== length) throw new BadInput(field, `a list with one entry per site (${length})`, tokens.length);
  tokens.forEach((allowed, site) => {
    if (allowed.length === 0) throw new BadInput(`${field}[${site}]`, "a list of at least one token", allowed);
    allowed.forEach((token, j) => {
      if (!(Number.isInteger(token) && token >= 0 && token < alphabet)) {
        throw new BadInput(`${field}[${site}][${j}]`, `a token from 0 to ${alphabet - 1}`, token);
      }
      if (allowed.indexOf(token) !== j) throw new BadInput(`${field}[${site}]`, "a list that names each token once", allowed);
    });
  });
}
