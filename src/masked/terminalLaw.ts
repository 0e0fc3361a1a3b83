import { descend } from "./descend.ts";
import type { Dynamics } from "./dynamics.ts";
import { type JumpsFrom, jumpsOf } from "./jumps.ts";
import type { Lattice } from "./lattice.ts";
import { completePart } from "./marginalCube.ts";

/** Bytes per state that {@link visitProbabilities} adds. */
export const VISIT_BYTES = 8;

/**
 * Probability that the process ever passes through each state; on complete states, the terminal law.
 *
 * Every order of revealing the sites multiplies to the same numerator A, so one descending sweep that hands each state's visit
 * probability on to its children is exact for any length:
 *   visit[S+iv] += visit[S] · P(S → S+iv)
 * For L = 1 the terminal law is the tilted law; for L = 2 it is arXiv:2506.10971, Theorem 3.2.
 *
 * @param start law to start from, shape [(K+1)^L]; all masked when left out
 * @returns shape [(K+1)^L], probabilities (not a law: a path visits several states)
 * @throws BadInput at a dead end
 */
export function visitProbabilities(process: Dynamics, start?: Float64Array): Float64Array {
  return visitsAlong(process.space, jumpsOf(process), start);
}

/** The same for any jump chain that reveals one site per jump. */
export function visitsAlong(space: Lattice, jumpsFrom: JumpsFrom, start?: Float64Array): Float64Array {
  const { states } = space;
  const visit = start ? start.slice() : new Float64Array(states);
  if (!start) visit[states - 1] = 1;
  descend(space, (state, strides, count) => {
    const here = visit[state];
    if (here === 0) return;
    const { size, child, probability } = jumpsFrom(state, strides, count);
    for (let j = 0; j < size; j++) visit[child[j]] += here * probability[j];
  });
  return visit;
}

/** The law that comes out when the process runs to its end: shape [K^L], row-major. */
export function terminalLaw(process: Dynamics, start?: Float64Array): Float64Array {
  return completePart(process.space, visitProbabilities(process, start));
}
