import { logSumExp } from "../../numerics/logSumExp.ts";
import type { Dynamics } from "../dynamics.ts";

/**
 * log weight of the next reveal, nats, for the masked sites given by their strides; shape [≥ count], one shared buffer:
 *   tokens: log Z_i(S) for site i,   rates: log (Σ_j Z_j(S) / |masked|), the same for every site,
 * with Z_i(S) = Σ_v A[S+iv] / A[S].
 *
 * Proposal times weight is q_i(v|S)/|masked| in both, so that along a path E[W · 1{x}] = A[x]/A[all masked]: sites in uniformly random order, each
 * order with the same numerator. Normalised, that is the tilted law; the normaliser is Σ_x p_c^{1+w} p^{−w}. For `oracle` every weight is 1.
 *
 * The proof needs only that the site is chosen by the state alone: W = Π Z_i is exact for every such choice, that of `rates` included.
 * For `rates` the weight above is the expectation of the clock's weight exp∫(Σ_j Z_j − |masked|) du over the waiting time: λ/|masked| for a wait Exp(λ).
 * (Derivation: here.)
 */
export function revealWeights(process: Dynamics): (state: number, strides: Int32Array, count: number) => Float64Array {
  const { pace, space } = process;
  const logA = logWeights(process);
  const row = new Float64Array(space.alphabet);
  const out = new Float64Array(space.length);
  return (state, strides, count) => {
    const here = logA(state);
    for (let k = 0; k < count; k++) {
      for (let v = 0; v < row.length; v++) row[v] = logA(state - (v + 1) * strides[k]);
      out[k] = logSumExp(row) - here;
    }
    if (pace === "rates") out.fill(logSumExp(out.subarray(0, count)) - Math.log(count), 0, count);
    return out;
  };
}

function logWeights({ weights, form }: Dynamics): (state: number) => number {
  return form === "log" ? (state) => weights[state] : (state) => Math.log(weights[state]);
}
