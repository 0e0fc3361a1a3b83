/** @file The terminal law of a reveal chain as a sum over reveal orders, one product per order. */

import { type Exits, exitsFrom, negligibleVisit, type RevealChain } from "./revealChain.ts";
import { digitsOf, rowMajor } from "./rowMajor.ts";

/**
 * Law of the complete sequence that a reveal chain ends in:
 * law(x) = Σ over orders σ of the L sites of Π_k rate(S_k → S_k + σ_k x_{σ_k}) / (total rate out of S_k), S_0 all masked.
 *
 * K^L · L! · L jump probabilities: meant for (K+1)^L up to about 1300. A path whose probability has fallen below 1e-290 is
 * dropped, so each entry may be too small by up to L! · 1e-290.
 * Source: definition of the embedded jump chain; THEORY §1 "Terminal law".
 *
 * @returns shape [alphabet^length], row-major, site 0 slowest, probabilities
 */
export function bruteForceLaw(chain: RevealChain): Float64Array {
  const { alphabet, length } = chain;
  const orders = permutations(Array.from({ length }, (_, site) => site));
  const exits = remembered(chain);
  return Float64Array.from({ length: alphabet ** length }, (_, index) => {
    const target = digitsOf(index, length, alphabet);
    let probability = 0;
    for (const order of orders) probability += orderProbability(target, order, alphabet, exits);
    return probability;
  });
}

/** Every order of the given items: items.length! arrays. */
export function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, position) => permutations(items.toSpliced(position, 1)).map((rest) => [first, ...rest]));
}

/** Probability that the chain reveals `target` site by site in this very order. */
function orderProbability(
  target: readonly number[],
  order: readonly number[],
  alphabet: number,
  exits: (state: readonly number[]) => Exits,
): number {
  let state: readonly number[] = target.map(() => alphabet);
  let probability = 1;
  for (const site of order) {
    if (!(probability > negligibleVisit)) return 0;
    const { rates, total } = exits(state);
    probability *= rates[site][target[site]] / total;
    state = state.with(site, target[site]);
  }
  return probability;
}

/** `exitsFrom`, each state asked once. */
function remembered(chain: RevealChain): (state: readonly number[]) => Exits {
  const known = new Map<number, Exits>();
  return (state) => {
    const index = rowMajor(state, chain.alphabet + 1);
    const exits = known.get(index) ?? exitsFrom(chain, state);
    known.set(index, exits);
    return exits;
  };
}
