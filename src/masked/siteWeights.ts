import { type Dynamics, deadEnd } from "./dynamics.ts";

/** What the children of a state weigh, site by site, in buffers that the next call overwrites. */
export interface SiteWeights {
  /** Number of children: |masked| · K. */
  size: number;
  /** Index of each child S+iv, the k-th masked site's from k·K on, shape [≥ size]. */
  readonly child: Int32Array;
  /** A[S+iv] in units of e^{logUnit} of its site, shape [≥ size]. The caller may normalise it in place. */
  readonly weight: Float64Array;
  /** Σ_v weight of each masked site, > 0, shape [L]. */
  readonly sum: Float64Array;
  /** nats, shape [L]: 0 in linear form; in log form the site's own largest log A[S+iv], so that none is lost beside another. */
  readonly logUnit: Float64Array;
}

/** Fills and returns one shared record for a state, given the strides of its masked sites and their number. */
export type SiteWeightsFrom = (state: number, strides: Int32Array, count: number) => SiteWeights;

/**
 * A[S+iv] for every masked site i of a state and every token v.
 *
 * @returns a function that throws BadInput at a dead end: a masked site without a token of positive weight
 */
export function siteWeightsOf(process: Dynamics): SiteWeightsFrom {
  const { alphabet, length } = process.space;
  const sites: SiteWeights = {
    size: 0,
    child: new Int32Array(length * alphabet),
    weight: new Float64Array(length * alphabet),
    sum: new Float64Array(length),
    logUnit: new Float64Array(length),
  };
  return process.form === "linear" ? linearWeights(process, sites) : logWeights(process, sites);
}

function linearWeights({ space, weights }: Dynamics, sites: SiteWeights): SiteWeightsFrom {
  const { alphabet } = space;
  const { child, weight, sum } = sites;
  return (state, strides, count) => {
    let j = 0;
    for (let k = 0; k < count; k++) {
      const stride = strides[k];
      let total = 0;
      for (let next = state - alphabet * stride; next < state; next += stride) {
        const value = weights[next];
        child[j] = next;
        weight[j++] = value;
        total += value;
      }
      if (!(total > 0)) throw deadEnd(space, state);
      sum[k] = total;
    }
    sites.size = j;
    return sites;
  };
}

function logWeights({ space, weights }: Dynamics, sites: SiteWeights): SiteWeightsFrom {
  const { alphabet } = space;
  const { child, weight, sum, logUnit } = sites;
  return (state, strides, count) => {
    let j = 0;
    for (let k = 0; k < count; k++) {
      const stride = strides[k];
      let largest = -Infinity;
      for (let next = state - alphabet * stride; next < state; next += stride) if (weights[next] > largest) largest = weights[next];
      if (largest === -Infinity) throw deadEnd(space, state);
      let total = 0;
      for (let next = state - alphabet * stride; next < state; next += stride) {
        const value = Math.exp(weights[next] - largest);
        child[j] = next;
        weight[j++] = value;
        total += value;
      }
      logUnit[k] = largest;
      sum[k] = total;
    }
    sites.size = j;
    return sites;
  };
}
