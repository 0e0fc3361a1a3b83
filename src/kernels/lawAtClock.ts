import type { ContourNode } from "../numerics/contour.ts";
import { align, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { writeVisits } from "./terminalLaw.ts";
import { writeWeights } from "./weights.ts";
import type { KernelWorld } from "./world.ts";

/**
 * Bytes beyond the world's: A, λ, the law, its fold, a place for each row, and 64 bytes for each state that stores complex numbers (those with
 * two masks or more).
 */
export function kernelClockBytes({ alphabet, length, states }: Pick<KernelWorld, "alphabet" | "length" | "states">): number {
  const rows = states / (alphabet + 1);
  const others = length - 1;
  const fewMasks = alphabet ** others + others * alphabet ** (others - 1);
  const stored = (rows - fewMasks) * (alphabet + 1) + others * alphabet ** (others - 1);
  return 4 * align(8 * states) + align(4 * rows) + 64 * stored;
}

/** u and uλ within these bounds keep the squares of nodes in range. */
const SMALLEST = 1e-140;
const LARGEST = 1e140;

/** Where a pass's seven numbers of each pair of nodes stand in the scratch: behind the lists of parents and children. */
const NODES = 2 ** 15;

/**
 * The law at clock u of `masked/lawAtClock.ts`, rule rates, start all masked: shape [(K+1)^L].
 *
 * The same contour, swept four nodes at a time; the number of nodes, and with it the error, is the caller's.
 *
 * @param nodes of `numerics/contour.ts`, a multiple of four
 * Declines as `writeWeights` does, where u or uλ leaves [1e-140, 1e140], and beyond 32-bit addresses.
 */
export function kernelLawAtClock(world: KernelWorld, w: number, u: number, nodes: readonly ContourNode[]): Outcome<Float64Array> {
  const { call, alphabet, length, states, scratch, view, free } = world;
  const bytes = kernelClockBytes(world);
  if (!world.reserve(bytes)) return declined(tooLarge(free + bytes));
  const cube = align(8 * states);
  const [A, lambda, law, fold, places] = [free, free + cube, free + 2 * cube, free + 3 * cube, free + 4 * cube];
  const G = places + align((4 * states) / (alphabet + 1));
  const written = writeWeights(world, w, A);
  if (written.status !== "ok") return written;
  const fastest = call.exitRates(alphabet, length, A, lambda, scratch);
  if (!(u >= SMALLEST && u <= LARGEST && u * fastest <= LARGEST)) return declined(`u = ${u} with rates up to ${fastest}`);
  call.placeRows(alphabet, length, places, scratch);
  view(law, states).fill(0);
  view(fold, states).fill(0);
  for (let first = 0; first < nodes.length; first += 4) {
    const lanes = view(scratch + NODES, 28);
    for (let k = 0; k < 4; k++) lanesOf(nodes[first + k], u, lanes, (k >> 1) * 14 + (k & 1));
    call.clockPass(alphabet, length, u, A, lambda, G, places, law, fold, scratch + NODES, scratch);
  }
  call.readClock(alphabet, length, A, fold, law, scratch);
  return ok(view(law, states).slice());
}

/** A node's seven numbers, every other place from `at` on. */
function lanesOf({ re, im, weightRe, weightIm }: ContourNode, u: number, lanes: Float64Array, at: number): void {
  const norm = re * re + im * im;
  const values = [
    re,
    im,
    im * im,
    weightRe / u,
    weightIm / u,
    // weight/(u ζ): what a complete state keeps, in units of g
    (weightRe * re + weightIm * im) / norm,
    (weightIm * re - weightRe * im) / norm,
  ];
  for (let j = 0; j < values.length; j++) lanes[at + 2 * j] = values[j];
}

/**
 * The same for the rules tokens and oracle, in closed form: each masked site waits an Exp(1) of its own whatever is revealed, so that
 *   law_u[S] = visit[S] · C(L, m) e^{−um} (1 − e^{−u})^{L−m},  m = number of masked sites of S.
 *
 * Relative error a few ulp: no contour.
 */
export function kernelTokensAtClock(world: KernelWorld, rule: "tokens" | "oracle", w: number, u: number): Outcome<Float64Array> {
  const { call, alphabet, length, states, scratch, view } = world;
  const visits = writeVisits(world, rule, w);
  if (visits.status !== "ok") return visits;
  view(scratch + NODES, length + 1).set(levelLaw(length, u));
  call.scaleByLevel(alphabet, length, visits.value, scratch + NODES, scratch);
  return ok(view(visits.value, states).slice());
}

/** Probability that m of `length` sites are masked at clock u; shape [length + 1]. */
function levelLaw(length: number, u: number): Float64Array {
  const kept = Math.exp(-u);
  const gone = -Math.expm1(-u);
  const law = new Float64Array(length + 1);
  let ways = 1;
  for (let m = 0; m <= length; m++) {
    law[m] = ways * kept ** m * gone ** (length - m);
    ways = (ways * (length - m)) / (m + 1);
  }
  return law;
}
