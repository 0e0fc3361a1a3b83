import { BadInput } from "../../numerics/badInput.ts";
import { logSumExp } from "../../numerics/logSumExp.ts";
import { deadEndAt } from "../dynamics.ts";
import type { Answer, Question } from "./protocol.ts";

/** Which predictions a weight needs: at w = 0 and w = −1 one law alone decides. */
export function needsOf(w: number): Question["needs"] {
  if (w === 0) return "cond";
  return w === -1 ? "uncond" : "both";
}

/**
 * Guided conditional of one masked site: writes log q_i(v|S) = (1+w) log p_c(v|S) − w log p(v|S) and returns log Z_i = log Σ_v q_i.
 *
 * w = −1 reads the unconditional law only (0^0 = 1), w = 0 the conditional one only; else q = 0 where p_c = 0. Computed as
 * c + w(c − u), as in `PairCubes`; Z may be as large as it likes.
 *
 * @param k    number of the site among those asked
 * @param out  shape [K], written: nats, unnormalised, −∞ for impossible; its length is K
 * @returns log Z_i, −∞ where nothing is possible (see {@link noWayOn})
 * @throws BadInput naming `world.unconditional` where w > 0 meets p = 0 < p_c
 */
export function guidedSite({ logCond, logUncond }: Answer, k: number, w: number, out: Float64Array): number {
  const K = out.length;
  const at = k * K;
  if (w === -1 || w === 0) {
    const only = w === 0 ? logCond : logUncond;
    for (let v = 0; v < K; v++) out[v] = only[at + v];
    return logSumExp(out);
  }
  for (let v = 0; v < K; v++) {
    const c = logCond[at + v];
    out[v] = c === -Infinity ? c : c + w * (c - logUncond[at + v]);
  }
  const logZ = logSumExp(out);
  if (logZ === Infinity) throw new BadInput("world.unconditional", `> 0 where the conditional is, for w > 0 (w = ${w})`, 0);
  return logZ;
}

/** The masked sites of a state, ascending. */
export function maskedSites(state: Int32Array, alphabet: number): number[] {
  const sites: number[] = [];
  for (let i = 0; i < state.length; i++) if (state[i] === alphabet) sites.push(i);
  return sites;
}

/** The refusal of a state in which a masked site has no possible token (Z_i = 0). */
export function noWayOn(state: Int32Array, alphabet: number): BadInput {
  const tokens = Array.from(state.subarray(0, 16), (token) => (token === alphabet ? "M" : String(token))).join(", ");
  return deadEndAt(`[${tokens}${state.length > 16 ? ", …" : ""}]`);
}
