import { descend } from "../masked/descend.ts";
import type { Dynamics } from "../masked/dynamics.ts";
import { jumpsOf } from "../masked/jumps.ts";
import type { PairCubes } from "../masked/pairCubes.ts";

/**
 * E[h(S)] under a law over all states, with h(S) = P[S]/Q[S] = a / p(c|S): 1 at the start; a times E[1/p(c|x)] … at the end.
 *
 * @param law shape [(K+1)^L]
 * @returns +∞ where the law has mass on states that the conditional law cannot reach
 */
export function meanReciprocal({ logCond, logRatio }: PairCubes, law: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < law.length; s++) {
    if (law[s] > 0) sum += law[s] * (logCond[s] === -Infinity ? Infinity : Math.exp(-logRatio[s]));
  }
  return sum;
}

/**
 * dE[h(S)]/du under a guided process: E Σ_{i masked} Σ_v rate(S → S+iv) (h(S+iv) − h(S)), the masked analogue of arXiv:2505.01382.
 *
 * With ρ = h(S)/h(S+iv) the likelihood-ratio gain of a jump, `rates` gives
 *   −E[ h Σ_i ( Σ_v q_c (ρ^w − 1)(1 − 1/ρ) + ℓ_i ) ],   ℓ_i = p(tokens of site i that the conditional never takes | S),
 * so h falls for w > 0. At w = 0 it is a martingale only where the class covers all that the unconditional law can do (ℓ = 0 on every
 * reachable state); otherwise it falls there too.
 *
 * @param law shape [(K+1)^L], on states that the conditional law reaches
 * @returns per unit clock
 */
export function reciprocalSlope({ logRatio }: PairCubes, process: Dynamics, law: Float64Array): number {
  const jumpsFrom = jumpsOf(process);
  let slope = 0;
  descend(process.space, (state, strides, count) => {
    if (law[state] === 0) return;
    const { rate, size, child, probability } = jumpsFrom(state, strides, count);
    let change = 0;
    for (let j = 0; j < size; j++) {
      if (probability[j] > 0) change += probability[j] * Math.expm1(logRatio[state] - logRatio[child[j]]);
    }
    slope += law[state] * Math.exp(-logRatio[state]) * rate * change;
  });
  return slope;
}
