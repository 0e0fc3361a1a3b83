import { BadInput } from "../numerics/badInput.ts";
import { logSumExp } from "../numerics/logSumExp.ts";

/**
 * Tilted law p_w(x) ∝ p_c(x)^{1+w} p(x)^{−w}: what guidance is said to sample.
 *
 * w = −1 is the unconditional law on its whole support (0^0 = 1), w = 0 the conditional, w > 0 guided. Computed in log space.
 *
 * @param cond   p_c, probabilities, any shape
 * @param uncond p, probabilities, same shape
 * @param w      finite, ≥ −1
 * @returns log p_w, nats, normalised, same shape
 * @throws BadInput if w is out of range, if p_w is undefined (w > 0 and p = 0 < p_c) or if nothing has positive weight
 */
export function logTilted(cond: ArrayLike<number>, uncond: ArrayLike<number>, w: number): Float64Array {
  checkWeight("w", w);
  const out = new Float64Array(cond.length);
  for (let x = 0; x < cond.length; x++) out[x] = logTiltedWeight(cond[x], uncond[x], w);
  const logTotal = logSumExp(out);
  if (logTotal === Infinity) throw new BadInput("uncond", "> 0 wherever cond is, for w > 0", 0, "logTilted");
  if (logTotal === -Infinity) throw new BadInput("cond", "positive somewhere where uncond is", "disjoint supports", "logTilted");
  for (let x = 0; x < out.length; x++) out[x] -= logTotal;
  return out;
}

/** The tilted law as probabilities; entries below 1e-308 become 0. */
export function tilted(cond: ArrayLike<number>, uncond: ArrayLike<number>, w: number): Float64Array {
  const out = logTilted(cond, uncond, w);
  for (let x = 0; x < out.length; x++) out[x] = Math.exp(out[x]);
  return out;
}

/** A guidance weight is a finite number of at least −1. */
export function checkWeight(field: string, w: unknown): asserts w is number {
  if (!(typeof w === "number" && w >= -1 && w < Infinity)) throw new BadInput(field, "a finite number of at least -1", w);
}

function logTiltedWeight(cond: number, uncond: number, w: number): number {
  if (w === -1) return Math.log(uncond);
  if (cond === 0) return -Infinity;
  if (w === 0) return Math.log(cond);
  const ratio = cond / uncond;
  const logRatio = ratio > 0 && ratio < Infinity ? Math.log(ratio) : Math.log(cond) - Math.log(uncond);
  return Math.log(cond) + w * logRatio;
}
