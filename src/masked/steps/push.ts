import { descend } from "../descend.ts";
import type { Dynamics } from "../dynamics.ts";
import { type SiteConditionals, siteConditionalsOf } from "../siteConditionals.ts";
import { addComplete, BRANCHES_BYTES, branches } from "./branches.ts";

/** Bytes per state that {@link push} adds: its result and the branches. */
export const PUSH_BYTES = 8 + BRANCHES_BYTES;

/**
 * What the k-th masked site of a state of probability `mass` does: returns its probability to stay masked. It may overwrite the site's
 * row of `sites.token`.
 */
export type SiteMove = (sites: SiteConditionals, k: number, mass: number) => number;

/**
 * One step of a law in which all masked sites of a state move independently given the state:
 *   law'(S′) = Σ_S law(S) Π_i (stay_i if S′ keeps i masked, else (1 − stay_i) q_i(v|S)/Z_i)
 *
 * About (2K+1)^L transitions. Exact.
 *
 * @param law  shape [(K+1)^L]
 * @returns shape [(K+1)^L]
 * @throws BadInput at a dead end of positive probability
 */
export function push(process: Dynamics, law: Float64Array, move: SiteMove): Float64Array {
  const { space } = process;
  const sitesFrom = siteConditionalsOf(process);
  const { begin, branch, addTo } = branches(space);
  const next = new Float64Array(law.length);
  descend(space, (state, strides, count) => {
    const mass = law[state];
    if (mass === 0) return;
    const sites = sitesFrom(state, strides, count);
    begin(state, mass);
    for (let k = 0; k < count; k++) {
      const stay = move(sites, k, mass);
      branch(strides[k], sites.token, k * space.alphabet, stay);
    }
    addTo(next, 1);
  });
  addComplete(space, law, next);
  return next;
}
