import { alone, COLUMNS, type Crew, depthOf, ranges } from "./crew.ts";
import { type KernelExports, type Kernels, openKernels, TABLES } from "./kernels.ts";
import { align, MOST_BYTES, SCRATCH, tooLarge } from "./layout.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import type { Team } from "./team.ts";
import { MOST_PAGES, PAGE } from "./webAssembly.ts";

export { align, MOST_BYTES, SCRATCH } from "./layout.ts";

/** A pair of laws, as `worlds/masked/pair.ts` has them. */
export interface KernelPair {
  readonly alphabet: number;
  readonly length: number;
  /** Shape [K^L], row-major, sums to 1. */
  readonly conditional: ArrayLike<number>;
  readonly unconditional: ArrayLike<number>;
}

/** Alphabet and length of a world. */
export type KernelSize = Pick<KernelPair, "alphabet" | "length">;

/** A pair in a kernel's memory: the marginal cube Q and ln(Q/P), each of (K+1)^L numbers in the lattice's own order. */
export interface KernelWorld {
  readonly alphabet: number;
  readonly length: number;
  /** (K+1)^L. */
  readonly states: number;
  /** K^L. */
  readonly complete: number;
  readonly call: KernelExports;
  readonly crew: Crew;
  /** Addresses of the cubes, and of the first byte after them. */
  readonly cond: number;
  readonly logRatio: number;
  readonly free: number;
  /** The caller's scratch, {@link SCRATCH} bytes. */
  readonly scratch: number;
  /** Least positive Q. */
  readonly leastCond: number;
  /** Least and largest ln(Q/P); +∞ where P = 0 < Q somewhere. */
  readonly leastLogRatio: number;
  readonly largestLogRatio: number;
  /** Makes sure of so many bytes from `free` on; false where they are beyond 32-bit addresses. */
  readonly reserve: (bytes: number) => boolean;
  /** Numbers in memory, until the next `reserve`. */
  readonly view: (address: number, count: number) => Float64Array;
  /** Writes the cube P at an address; takes the 8 K^L bytes behind it too, which must be reserved. */
  readonly writeUncond: (out: number) => void;
}

/** Bytes that a world of this size takes with so many threads: two cubes and one law. */
export function kernelWorldBytes(size: KernelSize, threads = 1): number {
  return keptBytes(size, threads) + 8 * size.alphabet ** size.length;
}

/** What of it stays; the room of the law is taken again by what follows. */
export function keptBytes({ alphabet, length }: KernelSize, threads = 1): number {
  return TABLES + threads * SCRATCH + 2 * align(8 * (alphabet + 1) ** length);
}

/**
 * Declines where a state's lists or the cubes would not fit.
 *
 * @param kernels as `kernels()` has them, or a team: its memory holds one world, the world before is lost (using it is an Error)
 */
export function kernelWorld(kernels: Kernels | Team, pair: KernelPair): Outcome<KernelWorld> {
  const { alphabet, length } = pair;
  const team = "seats" in kernels ? kernels : null;
  const needed = kernelWorldBytes(pair, team?.size);
  if (needed > MOST_BYTES) return declined(tooLarge(needed));
  if (alphabet * length > 3500) return declined(`at most 3500 children of a state, got ${alphabet * length}`);
  const states = (alphabet + 1) ** length;
  const complete = alphabet ** length;
  const { call, memory } = team ?? openKernels(kernels as Kernels, needed);
  const scratch = team?.scratch ?? align(call.heapBase());
  const crew = team ?? alone(call, scratch);
  const held = team?.occupy() ?? (() => true);
  const cond = align(scratch + crew.size * SCRATCH);
  const logRatio = cond + align(8 * states);
  const free = logRatio + align(8 * states);
  const check = (): void => {
    if (!held()) throw new Error("KernelWorld: another world has taken the team's memory");
  };
  const reserve = (bytes: number): boolean => {
    check();
    const missing = Math.ceil((free + bytes - memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return true;
    if (memory.buffer.byteLength / PAGE + missing > MOST_PAGES) return false;
    memory.grow(missing);
    return true;
  };
  const view = (address: number, count: number): Float64Array => {
    check();
    return new Float64Array(memory.buffer, address, count);
  };
  const writeCube = (law: ArrayLike<number>, out: number, staging: number): void => {
    view(staging, complete).set(law);
    marginalCube({ crew, alphabet, length }, staging, out);
  };
  if (!reserve(8 * complete)) return declined(tooLarge(free + 8 * complete));
  writeCube(pair.conditional, cond, free);
  // P makes way for the ratio.
  writeCube(pair.unconditional, logRatio, free);
  const [leastCond, leastLogRatio, largestLogRatio] = takeLogRatios({ crew, scratch, view }, logRatio, cond, logRatio, states);
  return ok({
    ...{ alphabet, length, states, complete, call, crew, cond, logRatio, free, scratch },
    ...{ leastCond, leastLogRatio, largestLogRatio, reserve, view },
    writeUncond: (out) => writeCube(pair.unconditional, out, out + align(8 * states)),
  });
}

/** A cube of the law at an address. */
export function marginalCube(
  { crew, alphabet: K, length: L }: Pick<KernelWorld, "crew" | "alphabet" | "length">,
  law: number,
  out: number,
) {
  const depth = depthOf(crew, K, L);
  const block = 8 * (K + 1) ** (L - depth);
  crew.run("marginalBlock", K ** depth, [K, L, depth, law, out]);
  if (depth === 0) return;
  const { parts, step } = ranges(crew, block / 8, COLUMNS);
  crew.run("marginalFar", parts, [K, depth, block, out, 8 * step]);
}

/** ln(Q/P) of `count` states; returns the least positive Q and the bounds of the logarithms. */
function takeLogRatios(
  { crew, scratch, view }: Pick<KernelWorld, "crew" | "scratch" | "view">,
  P: number,
  Q: number,
  out: number,
  count: number,
): readonly [number, number, number] {
  const { parts, step } = ranges(crew, count);
  const bounds = scratch + BOUNDS;
  crew.run("logRatios", parts, [P, Q, out, count, step, bounds]);
  const found = view(bounds, 3 * parts);
  let [leastQ, least, largest] = [Infinity, Infinity, -Infinity];
  for (let at = 0; at < found.length; at += 3) {
    leastQ = Math.min(leastQ, found[at]);
    least = Math.min(least, found[at + 1]);
    largest = Math.max(largest, found[at + 2]);
  }
  return [leastQ, least, largest];
}

/** Where parts leave their bounds in the caller's scratch: behind the lists. */
export const BOUNDS = 2 ** 15;

/** The cubes as `masked/pairCubes.ts` has them: P, ln Q and ln(Q/P), copies of shape [(K+1)^L]. */
export function kernelCubes(world: KernelWorld): Outcome<{ uncond: Float64Array; logCond: Float64Array; logRatio: Float64Array }> {
  const { states, complete, call, view, free } = world;
  const bytes = align(8 * states) + 8 * complete;
  if (!world.reserve(bytes)) return declined(tooLarge(free + bytes));
  call.logs(world.cond, free, states);
  const logCond = view(free, states).slice();
  world.writeUncond(free);
  return ok({ uncond: view(free, states).slice(), logCond, logRatio: view(world.logRatio, states).slice() });
}
