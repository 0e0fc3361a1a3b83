import type { Rng } from "../../random/stream.ts";

/**
 * Systematic resampling: ancestor j is the particle into whose share of the cumulated weights (j + U)/n falls, U uniform and common to all. A particle
 * of normalised weight ω gets ⌊nω⌋ or ⌈nω⌉ children, nω in expectation. Exactly one uniform; complexity n.
 *
 * Source: Douc, Cappé, Moulines, "Comparison of resampling schemes for particle filtering", ISPA 2005, arXiv:cs/0507025.
 *
 * @param weights shape [n], non-negative, in any proportion, not all 0
 * @returns shape [n], ascending indices of particles with positive weight
 */
export function systematicResample(weights: ArrayLike<number>, rng: Rng): Int32Array {
  const n = weights.length;
  let total = 0;
  let last = 0;
  for (let i = 0; i < n; i++) {
    total += weights[i];
    if (weights[i] > 0) last = i;
  }
  const ancestors = new Int32Array(n);
  const offset = rng();
  let particle = 0;
  let reached = weights[0];
  for (let j = 0; j < n; j++) {
    const level = ((j + offset) / n) * total;
    while (reached <= level && particle < last) reached += weights[++particle];
    ancestors[j] = particle;
  }
  return ancestors;
}
