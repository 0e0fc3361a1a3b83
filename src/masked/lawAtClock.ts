import { BadInput } from "../numerics/badInput.ts";
import { type ContourNode, type ContourSize, contour } from "../numerics/contour.ts";
import { descend } from "./descend.ts";
import type { Dynamics } from "./dynamics.ts";
import { jumpsOf } from "./jumps.ts";
import { completeIndices, type Lattice } from "./lattice.ts";

/** Nodes swept at once; a state's lanes lie together: the real parts of its inflow, then the imaginary parts. */
const LANES = 4;
const WIDTH = 2 * LANES;

/** Bytes per state that {@link lawAtClock} adds: the inflow lanes and the law. */
export const CLOCK_BYTES = 8 * WIDTH + 8;

/** Largest absolute error of an entry of {@link lawAtClock}: the worst over equal rates is 9e-13 with the numbers of nodes below. */
export const CLOCK_ERROR = 1e-12;

/** The nodes of {@link lawAtClock} for sequences of `length` sites. */
export function clockNodes(length: number): readonly ContourNode[] {
  return contour(nodesFor(length));
}

/** Nodes that keep to {@link CLOCK_ERROR} where a path has `length` jumps. */
function nodesFor(length: number): ContourSize {
  if (length <= 3) return 24;
  if (length <= 10) return 32;
  return length <= 18 ? 40 : 48;
}

/** Clock values past this would overflow products of nodes; every rate that a double holds has acted long before. */
export const LARGEST_CLOCK = 1e100;

/**
 * The exact law at unmask clock u over all states, masked ones included.
 *
 * The resolvent U_z = ∫ e^{−zu} law_u du is the terminal sweep with 1/(z+λ) in place of 1/λ, inverted on the contour of
 * `numerics/contour.ts`. In the scaled variable ζ = z·u, with F the inflow into a state (its start mass, then what its parents hand on):
 *   U/u = F / (ζ + uλ),  and a child's inflow grows by P(S → child) · uλ · U/u.
 * No time steps, no stiffness: the cost does not depend on u or on the size of the rates. Entries that rounding makes negative
 * (above −{@link CLOCK_ERROR}) are returned as 0.
 *
 * @param u     unmask clock, 0 ≤ u ≤ 1e100
 * @param start law at clock 0, shape [(K+1)^L]; all masked when left out
 * @returns shape [(K+1)^L], probabilities, absolute error ≤ {@link CLOCK_ERROR}
 * @throws BadInput for u out of range, or at a dead end
 */
export function lawAtClock(process: Dynamics, u: number, start?: Float64Array): Float64Array {
  checkClock(u);
  const { states } = process.space;
  const law = start ? start.slice() : new Float64Array(states);
  if (!start) law[states - 1] = 1;
  if (u === 0) return law;
  const source = law.slice();
  law.fill(0);
  const inflow = new Float64Array(states * WIDTH);
  const all = clockNodes(process.space.length);
  for (let first = 0; first < all.length; first += LANES) {
    const nodes = all.slice(first, first + LANES);
    inflow.fill(0);
    for (let s = 0; s < states; s++) {
      if (source[s] !== 0) for (let lane = 0; lane < LANES; lane++) inflow[s * WIDTH + lane] = source[s];
    }
    sweep(process, u, nodes, inflow, law);
    readComplete(process.space, nodes, inflow, law);
  }
  for (let s = 0; s < states; s++) if (law[s] < 0) law[s] = 0;
  return law;
}

export function checkClock(u: unknown): asserts u is number {
  if (!(typeof u === "number" && u >= 0 && u <= LARGEST_CLOCK)) throw new BadInput("u", "a number from 0 to 1e100", u);
}

function sweep(process: Dynamics, u: number, nodes: readonly ContourNode[], inflow: Float64Array, law: Float64Array): void {
  const jumpsFrom = jumpsOf(process);
  const passed = new Float64Array(WIDTH);
  descend(process.space, (state, strides, count) => {
    const at = state * WIDTH;
    if (inflow[at] === 0 && inflow[at + LANES] === 0) return;
    const { rate, size, child, probability } = jumpsFrom(state, strides, count);
    // Numerator and denominator divided by max(1, uλ), so that a rate of any size, infinite too, leaves finite terms.
    const own = 1 / Math.max(1, u * rate);
    const out = Math.min(1, u * rate);
    law[state] += own * resolve(nodes, inflow, at, own, out, passed);
    for (let j = 0; j < size; j++) {
      const share = out * probability[j];
      const to = child[j] * WIDTH;
      for (let lane = 0; lane < WIDTH; lane++) inflow[to + lane] += share * passed[lane];
    }
  });
}

/** Writes c = F/(ζ·own + out) per lane into `passed` and returns Re Σ weight·c. */
function resolve(nodes: readonly ContourNode[], inflow: Float64Array, at: number, own: number, out: number, passed: Float64Array): number {
  let real = 0;
  for (let lane = 0; lane < LANES; lane++) {
    const node = nodes[lane];
    const re = inflow[at + lane];
    const im = inflow[at + LANES + lane];
    const denRe = node.re * own + out;
    const denIm = node.im * own;
    const norm = 1 / (denRe * denRe + denIm * denIm);
    const cRe = (re * denRe + im * denIm) * norm;
    const cIm = (im * denRe - re * denIm) * norm;
    passed[lane] = cRe;
    passed[LANES + lane] = cIm;
    real += node.weightRe * cRe - node.weightIm * cIm;
  }
  return real;
}

/** Complete states stay: U/u = F/ζ. */
function readComplete(space: Lattice, nodes: readonly ContourNode[], inflow: Float64Array, law: Float64Array): void {
  const passed = new Float64Array(WIDTH);
  const indices = completeIndices(space);
  for (let x = 0; x < indices.length; x++) law[indices[x]] += resolve(nodes, inflow, indices[x] * WIDTH, 1, 0, passed);
}
