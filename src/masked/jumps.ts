import type { Dynamics } from "./dynamics.ts";
import { siteWeightsOf } from "./siteWeights.ts";

/** What a state does next, in buffers that the next call overwrites. */
export interface Jumps {
  /** λ[S]: total rate out of the state per unit of the unmask clock; may be infinite when guidance is. */
  rate: number;
  /** Number of children: |masked| · K. */
  size: number;
  /** Index of each child S+iv, shape [≥ size]. */
  readonly child: Int32Array;
  /** Probability that the next jump leads there, shape [≥ size], sums to 1. */
  readonly probability: Float64Array;
}

/** Fills and returns one shared record for a state, given the strides of its masked sites and their number. */
export type JumpsFrom = (state: number, strides: Int32Array, count: number) => Jumps;

/**
 * The jump chain of a guided process:
 *   rates:  λ = Σ_i Σ_v A[S+iv] / A[S],  P(S → S+iv) = A[S+iv] / Σ_j Σ_v A[S+jv]
 *   tokens: λ = |masked|,                P(S → S+iv) = A[S+iv] / (|masked| · Σ_v A[S+iv])
 *
 * @returns a function that throws BadInput at a dead end
 */
export function jumpsOf(process: Dynamics): JumpsFrom {
  return process.form === "linear" ? linearJumps(process) : logJumps(process);
}

function linearJumps(process: Dynamics): JumpsFrom {
  const { space, weights, pace } = process;
  const sitesFrom = siteWeightsOf(process);
  let jumps: Jumps | null = null;
  return (state, strides, count) => {
    const { size, child, weight, sum } = sitesFrom(state, strides, count);
    jumps ??= { rate: 0, size: 0, child, probability: weight };
    jumps.size = size;
    if (pace === "tokens") {
      for (let k = 0; k < count; k++) scale(weight, k * space.alphabet, (k + 1) * space.alphabet, 1 / (count * sum[k]));
      jumps.rate = count;
      return jumps;
    }
    let total = 0;
    for (let k = 0; k < count; k++) total += sum[k];
    scale(weight, 0, size, 1 / total);
    jumps.rate = total / weights[state];
    return jumps;
  };
}

/** As above with each site's weights in a unit of its own. */
function logJumps(process: Dynamics): JumpsFrom {
  const { space, weights, pace } = process;
  const sitesFrom = siteWeightsOf(process);
  let jumps: Jumps | null = null;
  return (state, strides, count) => {
    const { size, child, weight, sum, logUnit } = sitesFrom(state, strides, count);
    let top = -Infinity;
    for (let k = 0; k < count; k++) if (logUnit[k] > top) top = logUnit[k];
    let total = 0;
    for (let k = 0; k < count; k++) total += sum[k] * Math.exp(logUnit[k] - top);
    for (let k = 0; k < count; k++) {
      const factor = pace === "tokens" ? 1 / (count * sum[k]) : Math.exp(logUnit[k] - top) / total;
      scale(weight, k * space.alphabet, (k + 1) * space.alphabet, factor);
    }
    jumps ??= { rate: 0, size: 0, child, probability: weight };
    jumps.size = size;
    jumps.rate = pace === "tokens" ? count : total * Math.exp(top - weights[state]);
    return jumps;
  };
}

function scale(values: Float64Array, from: number, to: number, factor: number): void {
  for (let j = from; j < to; j++) values[j] *= factor;
}
