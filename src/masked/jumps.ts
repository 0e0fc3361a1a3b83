import { type Dynamics, deadEnd } from "./dynamics.ts";

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

function buffers({ alphabet, length }: Dynamics["space"]): Jumps {
  return { rate: 0, size: 0, child: new Int32Array(length * alphabet), probability: new Float64Array(length * alphabet) };
}

function linearJumps({ space, weights, pace }: Dynamics): JumpsFrom {
  const { alphabet } = space;
  const jumps = buffers(space);
  const { child, probability } = jumps;
  return (state, strides, count) => {
    let total = 0;
    let j = 0;
    for (let k = 0; k < count; k++) {
      const stride = strides[k];
      const first = j;
      let sum = 0;
      for (let next = state - alphabet * stride; next < state; next += stride) {
        const weight = weights[next];
        child[j] = next;
        probability[j++] = weight;
        sum += weight;
      }
      if (!(sum > 0)) throw deadEnd(space, state);
      total += sum;
      if (pace === "tokens") scale(probability, first, j, 1 / (count * sum));
    }
    if (pace === "rates") scale(probability, 0, j, 1 / total);
    jumps.size = j;
    jumps.rate = pace === "tokens" ? count : total / weights[state];
    return jumps;
  };
}

/** As above from log A. Each site is scaled by its own largest weight, so that none is lost beside another. */
function logJumps({ space, weights, pace }: Dynamics): JumpsFrom {
  const { alphabet, length } = space;
  const jumps = buffers(space);
  const { child, probability } = jumps;
  const sums = new Float64Array(length);
  const largest = new Float64Array(length);
  return (state, strides, count) => {
    let top = -Infinity;
    let j = 0;
    for (let k = 0; k < count; k++) {
      const stride = strides[k];
      let reference = -Infinity;
      for (let next = state - alphabet * stride; next < state; next += stride) if (weights[next] > reference) reference = weights[next];
      if (reference === -Infinity) throw deadEnd(space, state);
      if (reference > top) top = reference;
      let sum = 0;
      for (let next = state - alphabet * stride; next < state; next += stride) {
        const weight = Math.exp(weights[next] - reference);
        child[j] = next;
        probability[j++] = weight;
        sum += weight;
      }
      largest[k] = reference;
      sums[k] = sum;
    }
    let total = 0;
    for (let k = 0; k < count; k++) total += sums[k] * Math.exp(largest[k] - top);
    for (let k = 0; k < count; k++) {
      const factor = pace === "tokens" ? 1 / (count * sums[k]) : Math.exp(largest[k] - top) / total;
      scale(probability, k * alphabet, (k + 1) * alphabet, factor);
    }
    jumps.size = j;
    jumps.rate = pace === "tokens" ? count : total * Math.exp(top - weights[state]);
    return jumps;
  };
}

function scale(values: Float64Array, from: number, to: number, factor: number): void {
  for (let j = from; j < to; j++) values[j] *= factor;
}
