/**
 * log p(c|x) = log a + log p_c(x) − log p(x), nats, for n points. At most 0: what exceeds it is rounding, since p ≥ a p_c, and is cut. −∞ where p_c is 0,
 * also where both are 0: a point off the support of p is not the target's.
 *
 * @param targetWeight a, of a mixture that contains p_c; an explicit pair has no posterior
 * @param logCond      log p_c, nats, shape [n] or longer
 * @param logUncond    log p, nats, shape [n] or longer
 * @param out          written, shape [n]; may be one of the arguments
 */
export function logClassPosterior(
  targetWeight: number,
  logCond: Float64Array,
  logUncond: Float64Array,
  n: number,
  out: Float64Array,
): void {
  const log = Math.log(targetWeight);
  for (let p = 0; p < n; p++) out[p] = logCond[p] === -Infinity ? -Infinity : Math.min(0, log + logCond[p] - logUncond[p]);
}
