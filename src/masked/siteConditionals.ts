import type { Dynamics } from "./dynamics.ts";
import { siteWeightsOf } from "./siteWeights.ts";

/** What every masked site of a state would become, in buffers that the next call overwrites. */
export interface SiteConditionals {
  /** Number of masked sites. */
  count: number;
  /** Index of each child S+iv, the k-th masked site's from k·K on, shape [≥ count, K]. */
  readonly child: Int32Array;
  /** q_i(v|S)/Z_i(S), shape [≥ count, K], each row sums to 1. The caller may overwrite it. */
  readonly token: Float64Array;
  /** Z_i(S) = Σ_v A[S+iv]/A[S] of each masked site, whatever the pace, shape [≥ count]; may be infinite when guidance is. */
  readonly total: Float64Array;
}

/** Fills and returns one shared record for a state, given the strides of its masked sites and their number. */
export type SiteConditionalsFrom = (state: number, strides: Int32Array, count: number) => SiteConditionals;

/**
 * The guided conditionals of a state, site by site: for samplers that let its masked sites move independently of each other.
 *
 * @returns a function that throws BadInput at a dead end
 */
export function siteConditionalsOf(process: Dynamics): SiteConditionalsFrom {
  const { space, weights, form } = process;
  const { alphabet, length } = space;
  const sitesFrom = siteWeightsOf(process);
  const total = new Float64Array(length);
  let sites: SiteConditionals | null = null;
  return (state, strides, count) => {
    const { child, weight, sum, logUnit } = sitesFrom(state, strides, count);
    let j = 0;
    for (let k = 0; k < count; k++) {
      for (const end = j + alphabet; j < end; j++) weight[j] /= sum[k];
      total[k] = form === "log" ? sum[k] * Math.exp(logUnit[k] - weights[state]) : sum[k] / weights[state];
    }
    sites ??= { count: 0, child, token: weight, total };
    sites.count = count;
    return sites;
  };
}
