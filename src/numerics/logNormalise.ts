/**
 * Subtracts log Σ_{v<size} exp(values[offset + v]) from these entries, in place; where all are −∞ they stay so.
 *
 * @param values nats, −∞ allowed, +∞ and NaN not
 * @returns what was subtracted: the log of the old total, nats
 */
export function logNormalise(values: Float64Array, offset: number, size: number): number {
  const end = offset + size;
  let largest = -Infinity;
  for (let v = offset; v < end; v++) if (values[v] > largest) largest = values[v];
  if (largest === -Infinity) return largest;
  let total = 0;
  for (let v = offset; v < end; v++) total += Math.exp(values[v] - largest);
  const log = largest + Math.log(total);
  for (let v = offset; v < end; v++) values[v] -= log;
  return log;
}
