import { checkWeight } from "../guidance/tilt.ts";
import { checkSupport, type Pair } from "../worlds/masked/pair.ts";
import { type Level, noisedLaw } from "./noisedLaw.ts";

/**
 * log A_t(x), A_t = p_{c,t}^{1+w} p_t^{−w} of the noised laws, nats, up to a common constant, shape [K^L]. A guided rate is the forward rate times
 * A_t(y)/A_t(x).
 *
 * At w = 0 the unconditional law is not read, at w = −1 the conditional is not.
 *
 * @param levelOf noise level of each site
 */
export function logGuidedWeights(pair: Pair, w: number, levelOf: (site: number) => Level): Float64Array {
  if (w === -1) return noisedLaw(pair, pair.unconditional, levelOf).map(Math.log);
  const log = noisedLaw(pair, pair.conditional, levelOf).map(Math.log);
  if (w === 0) return log;
  const uncond = noisedLaw(pair, pair.unconditional, levelOf);
  for (let x = 0; x < log.length; x++) if (log[x] > -Infinity) log[x] += w * (log[x] - Math.log(uncond[x]));
  return log;
}

/** A_t scaled to a largest entry of 1; entries below 1e-308 become 0. */
export function guidedWeights(pair: Pair, w: number, levelOf: (site: number) => Level): Float64Array {
  const log = logGuidedWeights(pair, w, levelOf);
  let largest = -Infinity;
  for (const value of log) if (value > largest) largest = value;
  return log.map((value) => Math.exp(value - largest));
}

/** Refuses a weight below −1, and w > 0 where p = 0 < p_c. */
export function checkGuided(pair: Pair, w: number): void {
  checkWeight("guidance.w", w);
  if (w > 0) checkSupport(pair);
}
