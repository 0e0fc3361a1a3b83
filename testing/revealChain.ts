/** @file A process that only reveals masked sites: its rates, and the three guided rules as such processes. */
import { siteConditional } from "./completionMass.ts";
import { checkWeight, guidedConditional, type LawPair } from "./guidedConditional.ts";
import { tiltedLaw } from "./tiltedLaw.ts";

/** A jump process in the clock u = -ln m that starts with every site masked and reveals one site per jump. */
export interface RevealChain {
  readonly alphabet: number;
  readonly length: number;
  /** Rates S → S+iv per unit u, shape [alphabet] over v; site i is masked in S (the mask is the value `alphabet`). */
  readonly rates: (state: readonly number[], site: number) => Float64Array;
}

/** `rates`: q_i(v|S). `tokens`: q_i(v|S) / Z_i(S). `oracle`: p_w(v|S), the conditionals of the normalised tilted law. */
export type RevealRule = "rates" | "tokens" | "oracle";

/** A state visited with smaller probability is not followed: beyond it the rates themselves may leave double range. */
export const negligibleVisit = 1e-290;

/**
 * The guided process of a rule. Source: THEORY §1 "Rules" and "Towards the tilted law".
 *
 * @param w guidance weight, finite, at least -1
 * @throws RangeError if w is out of range; its `rates` throw for a state that the process cannot reach
 */
export function guidedChain(pair: LawPair, w: number, rule: RevealRule): RevealChain {
  checkWeight("guidedChain", w);
  const { alphabet, length } = pair;
  if (rule === "oracle") {
    const tilted = tiltedLaw(pair, w);
    return { alphabet, length, rates: (state, site) => siteConditional(tilted, alphabet, state, site) };
  }
  if (rule === "rates") return { alphabet, length, rates: (state, site) => guidedConditional(pair, w, state, site) };
  return {
    alphabet,
    length,
    rates: (state, site) => {
      const q = guidedConditional(pair, w, state, site);
      const z = q.reduce((sum, value) => sum + value, 0);
      return q.map((value) => value / z);
    },
  };
}

/** All the ways out of one state. */
export interface Exits {
  /** Rate of S → S+iv at [i][v], shape [length][alphabet]; 0 at unmasked sites. */
  readonly rates: readonly Float64Array[];
  /** Σ_i Σ_v rates[i][v], per unit u. */
  readonly total: number;
}

/** Rates of every jump out of a state, and their total. */
export function exitsFrom(chain: RevealChain, state: readonly number[]): Exits {
  const rates = state.map((token, site) => (token === chain.alphabet ? chain.rates(state, site) : new Float64Array(chain.alphabet)));
  const total = rates.reduce((sum, row) => row.reduce((partial, rate) => partial + rate, sum), 0);
  return { rates, total };
}
