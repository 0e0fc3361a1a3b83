/**
 * log Σ exp(values[i]), without overflow; −∞ for an empty or all −∞ list, +∞ where an entry is.
 *
 * @param values nats, ±∞ allowed, not NaN
 */
export function logSumExp(values: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < values.length; i++) if (values[i] > largest) largest = values[i];
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - largest);
  return largest + Math.log(sum);
}
