/** TV(p, q) = ½ Σ |p − q|, in [0, 1] for two laws. */
export function totalVariation(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let x = 0; x < p.length; x++) sum += Math.abs(p[x] - q[x]);
  return Math.min(1, sum / 2);
}
