import { descend } from "../masked/descend.ts";
import type { Dynamics } from "../masked/dynamics.ts";
import { jumpsOf } from "../masked/jumps.ts";
import { logSumExp } from "../numerics/logSumExp.ts";
import { sum } from "../numerics/sum.ts";

/** How fast a guided process moves: its stiffness. Per unit of the unmask clock. */
export interface Pace {
  /** Z_i at the fully masked state, the rate at which site i is revealed; shape [L]. For `tokens` and `oracle` 1. */
  readonly siteRates: readonly number[];
  /** Smallest and largest exit rate per masked site, λ[S]/|masked|, over the reachable states with a masked site. */
  readonly slowest: number;
  readonly fastest: number;
}

/**
 * Z_i(S) = Σ_v q_i(v|S) = exp(w D_{1+w}(p_c(·|S) ‖ p(·|S))), a Rényi divergence: ≥ 1 for w > 0. A step of a solver must be small
 * against 1/λ (arXiv:2507.08965).
 */
export function pace(process: Dynamics): Pace {
  const { space } = process;
  const jumpsFrom = jumpsOf(process);
  const reachable = new Uint8Array(space.states);
  reachable[space.states - 1] = 1;
  const siteRates: number[] = [];
  let slowest = Infinity;
  let fastest = 0;
  descend(space, (state, strides, count) => {
    if (reachable[state] === 0) return;
    const { rate, size, child, probability } = jumpsFrom(state, strides, count);
    for (let j = 0; j < size; j++) if (probability[j] > 0) reachable[child[j]] = 1;
    if (state === space.states - 1) for (let i = 0; i < count; i++) siteRates.push(siteRate(process, state, strides[i]));
    slowest = Math.min(slowest, rate / count);
    fastest = Math.max(fastest, rate / count);
  });
  return { siteRates, slowest, fastest };
}

/** Σ_v A[S+iv] / A[S], which may be infinite, of the masked site with a given stride; 1 where rates are normalised. */
function siteRate({ space, weights, form, pace: kind }: Dynamics, state: number, stride: number): number {
  if (kind === "tokens") return 1;
  const children = Array.from({ length: space.alphabet }, (_, v) => weights[state - (space.alphabet - v) * stride]);
  return form === "log" ? Math.exp(logSumExp(children) - weights[state]) : sum(children) / weights[state];
}
