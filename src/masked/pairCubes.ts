import type { Pair } from "../worlds/masked/pair.ts";
import { type Lattice, lattice } from "./lattice.ts";
import { marginalCube } from "./marginalCube.ts";

/**
 * The marginal cubes P (unconditional) and Q (conditional) in the form that every weight w needs: A = Q^{1+w} P^{−w} is
 * exp(logCond + w·logRatio). The logarithm of the ratio is taken of the ratio itself, so that a class-private region, where Q/P is
 * one constant, keeps its relative weights to the last bits.
 */
export interface PairCubes {
  readonly space: Lattice;
  /** P, shape [(K+1)^L]. */
  readonly uncond: Float64Array;
  /** log Q, nats, −∞ where Q = 0. */
  readonly logCond: Float64Array;
  /** log(Q/P), nats; 0 where Q = 0 (never used there), +∞ where P = 0 < Q. */
  readonly logRatio: Float64Array;
}

/** Bytes that {@link pairCubes} holds per state at its peak. */
export const PAIR_CUBES_BYTES = 24;

export function pairCubes(pair: Pair): PairCubes {
  const space = lattice(pair.alphabet, pair.length);
  const uncond = marginalCube(space, pair.unconditional);
  const logCond = marginalCube(space, pair.conditional);
  const logRatio = new Float64Array(space.states);
  for (let s = 0; s < space.states; s++) {
    const q = logCond[s];
    if (q === 0) {
      logCond[s] = -Infinity;
      continue;
    }
    const ratio = q / uncond[s];
    const log = Math.log(q);
    // Past the range of doubles (P subnormal) the difference of logarithms is the better one.
    logRatio[s] = ratio < Infinity && ratio > 0 ? Math.log(ratio) : log - Math.log(uncond[s]);
    logCond[s] = log;
  }
  return { space, uncond, logCond, logRatio };
}
