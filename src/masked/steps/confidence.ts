import type { Lattice } from "../lattice.ts";
import type { SiteConditionals } from "../siteConditionals.ts";
import type { Reveal } from "./reveal.ts";

/** Confidences within this, relative to the largest of their level, are one level. */
const LEVEL = 1e-12;

/**
 * The policy of the order `confidence` with one site a step: π(i,v|S) = P(site i is kept, with token v), where v_j ~ c_j = q_j/Z_j is
 * drawn at every masked site and the largest c_j(v_j) wins, ties split evenly.
 *
 * With F_j the probability that site j draws below the level of c_i(v), and f_j at it,
 *   π(i,v) = c_i(v) Σ_m [z^m] Π_{j≠i} (F_j + f_j z) / (m + 1):
 * the power of z counts the other sites that tie. Complexity |masked|² K, and |masked|³ K where all tie, not K^|masked|.
 *
 * @returns π, shape [count, K], sums to 1; overwritten by the next call
 */
export function confidencePolicy(alphabet: number, length: number): (sites: SiteConditionals) => Float64Array {
  const policy = new Float64Array(length * alphabet);
  const below = new Float64Array(length);
  const at = new Float64Array(length);
  return ({ token, count }) => {
    const size = count * alphabet;
    policy.fill(0);
    below.fill(0);
    for (const level of levels(token, size)) {
      at.fill(0);
      for (const j of level) at[Math.floor(j / alphabet)] += token[j];
      for (const j of level) policy[j] = token[j] * wins(Math.floor(j / alphabet), below, at, count);
      for (let k = 0; k < count; k++) below[k] += at[k];
    }
    return policy;
  };
}

/** The order `confidence` with one site a step. */
export function mostConfident({ alphabet, length }: Lattice): Reveal {
  const policyOf = confidencePolicy(alphabet, length);
  return ({ mass, sites }, visit) => {
    const policy = policyOf(sites);
    for (let j = 0; j < sites.count * alphabet; j++) visit[sites.child[j]] += mass * policy[j];
  };
}

/** Positions of the positive probabilities, by level, lowest first; a level reaches down from its largest. */
function levels(token: Float64Array, size: number): readonly (readonly number[])[] {
  const positions = Array.from({ length: size }, (_, j) => j).filter((j) => token[j] > 0);
  positions.sort((a, b) => token[b] - token[a]);
  const out: number[][] = [];
  for (const j of positions) {
    const level = out.at(-1);
    if (level && token[j] >= token[level[0]] * (1 - LEVEL)) level.push(j);
    else out.push([j]);
  }
  return out.reverse();
}

/** P(site i is kept | it draws at this level) = Σ_m [z^m] Π_{j≠i} (below_j + at_j z)/(m + 1). */
function wins(i: number, below: Float64Array, at: Float64Array, count: number): number {
  const ties = [1];
  for (let j = 0; j < count; j++) {
    if (j === i) continue;
    if (at[j] > 0) ties.push(0);
    for (let m = ties.length - 1; m >= 0; m--) ties[m] = ties[m] * below[j] + (m > 0 ? ties[m - 1] * at[j] : 0);
  }
  return ties.reduce((total, chance, m) => total + chance / (m + 1), 0);
}
