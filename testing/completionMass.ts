/** @file Marginals of a raw law by adding up its entries: no cube, no pass per axis. */
import { rowMajor } from "./rowMajor.ts";

/**
 * Mass of all completions of a partially masked state: P[S] = Σ { p(x) : x agrees with S wherever S is unmasked }.
 *
 * @param law      complete law, shape [alphabet^length], row-major, site 0 slowest, probabilities
 * @param alphabet number of tokens K; the value K in `state` is the mask
 * @param state    shape [length], integers in [0, K]
 * @returns the sum, relative error a few roundings (all terms are non-negative)
 */
export function completionMass(law: Float64Array, alphabet: number, state: readonly number[]): number {
  const site = state.indexOf(alphabet);
  if (site < 0) return law[rowMajor(state, alphabet)];
  let mass = 0;
  for (let token = 0; token < alphabet; token++) mass += completionMass(law, alphabet, state.with(site, token));
  return mass;
}

/**
 * One-site conditional p_i(v|S) = P[S+iv] / P[S], shape [alphabet].
 *
 * @throws RangeError if `site` is not masked in `state` or no completion of `state` has positive mass
 */
export function siteConditional(law: Float64Array, alphabet: number, state: readonly number[], site: number): Float64Array {
  if (state[site] !== alphabet) throw new RangeError(`siteConditional: site must be masked, got site ${site} of [${state}]`);
  const whole = completionMass(law, alphabet, state);
  if (!(whole > 0)) throw new RangeError(`siteConditional: state must have positive mass, got ${whole} for [${state}]`);
  return Float64Array.from({ length: alphabet }, (_, token) => completionMass(law, alphabet, state.with(site, token)) / whole);
}
