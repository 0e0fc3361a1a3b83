import type { Dynamics } from "./dynamics.ts";
import { checkClock } from "./lawAtClock.ts";
import { survivors } from "./survivors.ts";

/** A probability known to relative accuracy, however small. */
export interface SmallProbability {
  readonly probability: number;
  /** nats; meaningful where the probability itself underflows. */
  readonly log: number;
  /** Bound on the relative error of the probability. */
  readonly relativeError: number;
}

/**
 * P(some site is still masked at clock u) from the fully masked state, to relative accuracy down to the smallest double. It equals
 * TV(law_u, law_∞), because complete states only gain mass.
 *
 * For `tokens` every site waits Exp(1) on its own: 1 − (1 − e^{−u})^L. For `rates`: {@link survivors}.
 *
 * @param u 0 ≤ u ≤ 1e100
 */
export function stillMasked(process: Dynamics, u: number): SmallProbability {
  checkClock(u);
  const { states, length } = process.space;
  if (process.pace === "tokens") return stillMaskedOnOwn(length, u);
  const start = new Float64Array(states);
  start[states - 1] = 1;
  const { log, relativeError } = survivors(process, u, start);
  return { probability: Math.exp(log), log, relativeError };
}

/** The same where every site waits Exp(1) on its own. */
export function stillMaskedOnOwn(length: number, u: number): SmallProbability {
  // From u = 40 on, 1 − (1 − e^{−u})^L is L e^{−u} to the last bit.
  const log = u === 0 ? 0 : u > 40 ? Math.log(length) - u : logOneMinus(length * logOneMinus(-u));
  return { probability: Math.exp(log), log, relativeError: 1e-13 };
}

/** log(1 − e^x) for x ≤ 0. */
function logOneMinus(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}
