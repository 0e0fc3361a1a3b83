/** @file Divergences between two laws on the same finite set, in nats. Direction: the first law is the one averaged over. */

/** KL(p‖q) = Σ p log(p/q); +∞ where p has mass outside q's support. */
export function kl(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let x = 0; x < p.length; x++) {
    if (p[x] === 0) continue;
    if (q[x] === 0) return Infinity;
    // p log(p/q) − p + q ≥ 0 term by term: no cancellation between terms of either sign.
    sum += p[x] * Math.log(p[x] / q[x]) - p[x] + q[x];
  }
  for (let x = 0; x < p.length; x++) if (p[x] === 0) sum += q[x];
  return Math.max(0, sum);
}

/**
 * Rényi divergence D_a(p‖q) = log(Σ p^a q^{1−a}) / (a − 1).
 *
 * @param order a > 0, a ≠ 1; +∞ for a > 1 where p has mass outside q's support, and for disjoint supports
 */
export function renyi(p: ArrayLike<number>, q: ArrayLike<number>, order: number): number {
  if (!(order > 0 && order !== 1 && order < Infinity)) throw new RangeError(`renyi: order must be positive, finite and not 1, got ${order}`);
  let sum = 0;
  for (let x = 0; x < p.length; x++) {
    if (p[x] === 0) continue;
    if (q[x] === 0 && order > 1) return Infinity;
    if (q[x] > 0) sum += p[x] * Math.exp((order - 1) * Math.log(p[x] / q[x]));
  }
  return Math.max(0, Math.log(sum) / (order - 1));
}

/** Hellinger distance √(½ Σ (√p − √q)²), in [0, 1]. */
export function hellinger(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let x = 0; x < p.length; x++) sum += (Math.sqrt(p[x]) - Math.sqrt(q[x])) ** 2;
  return Math.min(1, Math.sqrt(sum / 2));
}

/** Shannon entropy −Σ p log p, nats. */
export function entropy(p: ArrayLike<number>): number {
  let sum = 0;
  for (let x = 0; x < p.length; x++) if (p[x] > 0) sum -= p[x] * Math.log(p[x]);
  return Math.max(0, sum);
}
