/** @file What threads share out: each job divides a kernel's work into parts that touch nothing of each other's. */
import type { KernelExports } from "./kernels.ts";

/**
 * One part of a job.
 *
 * @param args    the job's numbers: addresses, sizes, w
 * @param scratch the thread's own
 */
type Part = (call: KernelExports, part: number, args: Float64Array, scratch: number) => void;

/** Marginal cube of the states that begin with the part's tokens. K, L, depth, law, cube. */
const marginalBlock: Part = (call, part, [K, L, depth, law, cube]) => {
  call.marginalCube(K, L - depth, law + 8 * part * K ** (L - depth), cube + blockAt(K, L, depth, part));
};

/** Sums over the first sites, for a range of the states of the others. K, depth, bytes of a block, cube, bytes of a range. */
const marginalFar: Part = (call, part, [K, depth, block, cube, step]) => {
  call.marginalFar(K, depth, block, cube, part * step, Math.min(step, block - part * step));
};

/** ln(Q/P). P, Q, out, count, states of a range, bounds (24 bytes a part). */
const logRatios: Part = (call, part, [P, Q, out, count, step, bounds]) => {
  const at = 8 * part * step;
  call.logRatios(P + at, Q + at, out + at, Math.min(step, count - part * step), bounds + 24 * part);
};

/** A. Q, ln(Q/P), A, count, states of a range, w. */
const weights: Part = (call, part, [Q, R, A, count, step, w]) => {
  const at = 8 * part * step;
  call.weights(Q + at, R + at, A + at, Math.min(step, count - part * step), w);
};

/** Several A. Q, ln(Q/P), A, bytes from one A to the next, count, states of a range, sets, w, step of w. */
const weightsOnGrid: Part = (call, part, [Q, R, A, apart, count, step, sets, w, apartW]) => {
  const at = 8 * part * step;
  call.weightsOnGrid(Q + at, R + at, A + at, apart, Math.min(step, count - part * step), sets, w, apartW);
};

/** Bounds of ln A. Q, ln(Q/P), count, states of a range, w, bounds (16 bytes a part). */
const logExtent: Part = (call, part, [Q, R, count, step, w, bounds]) => {
  const at = 8 * part * step;
  call.logExtent(Q + at, R + at, Math.min(step, count - part * step), w, bounds + 16 * part);
};

/** One tile of a sweep, among those with equally many masked far sites. K, far, near, last, cube, masked. */
const sweepTile: Part = (call, part, [K, far, near, last, cube, masked], scratch) => {
  const tile = tileAt(K, far, masked, part);
  call.sweepRates(K, far, near, last, cube, scratch, tile, tile + 1);
};

/** Complete states that begin with the part's tokens. K, L, depth, cube, out. */
const completeBlock: Part = (call, part, [K, L, depth, cube, out]) => {
  call.completePart(K, L - depth, cube + blockAt(K, L, depth, part), out + 8 * part * K ** (L - depth));
};

/** A job is called by its name; the same on every thread. */
export const JOBS = { marginalBlock, marginalFar, logRatios, weights, weightsOnGrid, logExtent, sweepTile, completeBlock };
export type Job = keyof typeof JOBS;

/** Bytes from the cube's beginning to the states whose first `depth` tokens are the digits of `part` in base K. */
function blockAt(K: number, L: number, depth: number, part: number): number {
  let bytes = 8 * (K + 1) ** (L - depth);
  let at = 0;
  for (let i = 0; i < depth; i++, part = Math.floor(part / K), bytes *= K + 1) at += (part % K) * bytes;
  return at;
}

/** Number of tiles with `masked` of the far sites masked. */
export function tilesWith(K: number, far: number, masked: number): number {
  return choose(far, masked) * K ** (far - masked);
}

/** The `part`-th of them, 0 ≤ part < {@link tilesWith}: its index, the far sites' digits in base K + 1. */
export function tileAt(K: number, far: number, masked: number, part: number): number {
  let tile = 0;
  for (let left = far; left > 0; left--) {
    // Those that begin with a mask come last.
    const unmasked = tilesWith(K, left - 1, masked);
    const token = unmasked === 0 ? K : Math.min(K, Math.floor(part / unmasked));
    tile = tile * (K + 1) + token;
    part -= token * unmasked;
    if (token === K) masked--;
  }
  return tile;
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let j = 1; j <= k; j++) ways = (ways * (n - k + j)) / j;
  return ways;
}
