/** @file Divergences between two laws on the same finite set, in nats. Direction: the first law is the one averaged over. */
import { logSumExp } from "../numerics/logSumExp.ts";

/** KL(p‖q) = Σ p log(p/q); +∞ where p has mass outside q's support. */
export function kl(p: ArrayLike<number>, q: ArrayLike<number>): number {
  return klSum(
    p,
    (x) => q[x],
    (x) => Math.log(q[x]),
  );
}

/** KL(p‖q) from log q, nats: finite also where p has mass and q is positive but below the smallest double. */
export function klToLog(p: ArrayLike<number>, logQ: ArrayLike<number>): number {
  return klSum(
    p,
    (x) => Math.exp(logQ[x]),
    (x) => logQ[x],
  );
}

function klSum(p: ArrayLike<number>, q: (x: number) => number, logQ: (x: number) => number): number {
  let sum = 0;
  for (let x = 0; x < p.length; x++) {
    if (p[x] > 0 && logQ(x) === -Infinity) return Infinity;
    // p log(p/q) − p + q ≥ 0 term by term: no cancellation between terms of either sign.
    sum += p[x] === 0 ? q(x) : p[x] * logRatio(p[x], q(x), logQ(x)) - p[x] + q(x);
  }
  return Math.max(0, sum);
}

/** log(p/q); from the logarithms where q is so small that it has lost digits or the ratio overflows. */
function logRatio(p: number, q: number, logQ: number): number {
  return q > 1e-290 ? Math.log(p / q) : Math.log(p) - logQ;
}

/**
 * Rényi divergence D_a(p‖q) = log(Σ p^a q^{1−a}) / (a − 1).
 *
 * @param order a > 0, a ≠ 1; +∞ for a > 1 where p has mass outside q's support, and for disjoint supports
 */
export function renyi(p: ArrayLike<number>, q: ArrayLike<number>, order: number): number {
  return renyiSum(
    p,
    (x) => q[x],
    (x) => Math.log(q[x]),
    order,
  );
}

/** D_a(p‖q) from log q, nats: as {@link klToLog}. */
export function renyiToLog(p: ArrayLike<number>, logQ: ArrayLike<number>, order: number): number {
  return renyiSum(
    p,
    (x) => Math.exp(logQ[x]),
    (x) => logQ[x],
    order,
  );
}

function renyiSum(p: ArrayLike<number>, q: (x: number) => number, logQ: (x: number) => number, order: number): number {
  if (!(order > 0 && order !== 1 && order < Infinity))
    throw new RangeError(`renyi: order must be positive, finite and not 1, got ${order}`);
  const terms = new Float64Array(p.length).fill(-Infinity);
  for (let x = 0; x < p.length; x++) {
    if (p[x] === 0) continue;
    if (logQ(x) > -Infinity) terms[x] = Math.log(p[x]) + (order - 1) * logRatio(p[x], q(x), logQ(x));
    else if (order > 1) return Infinity;
  }
  return Math.max(0, logSumExp(terms) / (order - 1));
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
