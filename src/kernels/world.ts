import { type KernelExports, type Kernels, openKernels, TABLES } from "./kernels.ts";
import { declined, type Outcome, ok } from "./outcome.ts";
import { MOST_PAGES, PAGE } from "./webAssembly.ts";

/** A pair of laws, as `worlds/masked/pair.ts` has them. */
export interface KernelPair {
  readonly alphabet: number;
  readonly length: number;
  /** Shape [K^L], row-major, sums to 1. */
  readonly conditional: ArrayLike<number>;
  readonly unconditional: ArrayLike<number>;
}

/** A pair's marginal cubes in a kernel's memory: P, Q and ln(Q/P), each of (K+1)^L numbers in the lattice's own order. */
export interface KernelWorld {
  readonly alphabet: number;
  readonly length: number;
  /** (K+1)^L. */
  readonly states: number;
  /** K^L. */
  readonly complete: number;
  readonly call: KernelExports;
  /** Addresses of the cubes, and of the first byte after them. */
  readonly uncond: number;
  readonly cond: number;
  readonly logRatio: number;
  readonly free: number;
  /** A worker's scratch, {@link SCRATCH} bytes. */
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
}

/** Lists of parents and children, and the sums over far sites of one tile of at most 2^17 bytes each. */
export const SCRATCH = 2 ** 15 + 2 * 2 ** 17;

/** Bytes that a world of this size takes: three cubes and one law (reserved again by what follows it). */
export function kernelWorldBytes({ alphabet, length }: { readonly alphabet: number; readonly length: number }): number {
  return TABLES + SCRATCH + 24 * (alphabet + 1) ** length + 8 * alphabet ** length;
}

/** 32-bit addresses reach no further. */
export const MOST_BYTES = MOST_PAGES * PAGE;

/** Declines where a state's lists or the cubes would not fit. */
export function kernelWorld(kernels: Kernels, pair: KernelPair): Outcome<KernelWorld> {
  const { alphabet, length } = pair;
  const needed = kernelWorldBytes(pair);
  if (needed > MOST_BYTES) return declined(`${needed} bytes of memory needed, ${MOST_BYTES} are the most`);
  if (alphabet * length > 3500) return declined(`at most 3500 children of a state, got ${alphabet * length}`);
  const states = (alphabet + 1) ** length;
  const complete = alphabet ** length;
  const { call, memory } = openKernels(kernels, needed);
  const scratch = align(call.heapBase());
  const uncond = scratch + SCRATCH;
  const cond = uncond + align(8 * states);
  const logRatio = cond + align(8 * states);
  const free = logRatio + align(8 * states);
  const reserve = (bytes: number): boolean => {
    const missing = Math.ceil((free + bytes - memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return true;
    if (memory.buffer.byteLength / PAGE + missing > MOST_PAGES) return false;
    memory.grow(missing);
    return true;
  };
  const view = (address: number, count: number) => new Float64Array(memory.buffer, address, count);
  if (!reserve(8 * complete)) return declined(`${free + 8 * complete} bytes of memory needed, ${MOST_BYTES} are the most`);
  for (const [law, cube] of [
    [pair.unconditional, uncond],
    [pair.conditional, cond],
  ] as const) {
    view(free, complete).set(law);
    call.marginalCube(alphabet, length, free, cube);
  }
  call.logRatios(uncond, cond, logRatio, states, scratch);
  const [leastCond, leastLogRatio, largestLogRatio] = view(scratch, 3);
  const size = { alphabet, length, states, complete };
  return ok({ ...size, call, uncond, cond, logRatio, free, scratch, leastCond, leastLogRatio, largestLogRatio, reserve, view });
}

/** The next multiple of 64: cubes begin with a cache line. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/** The cubes as `masked/pairCubes.ts` has them: P, ln Q and ln(Q/P), copies of shape [(K+1)^L]. */
export function kernelCubes(world: KernelWorld): Outcome<{ uncond: Float64Array; logCond: Float64Array; logRatio: Float64Array }> {
  const { states, call, view } = world;
  if (!world.reserve(8 * states)) return declined(`${world.free + 8 * states} bytes of memory needed, ${MOST_BYTES} are the most`);
  call.logs(world.cond, world.free, states);
  return ok({
    uncond: view(world.uncond, states).slice(),
    logCond: view(world.free, states).slice(),
    logRatio: view(world.logRatio, states).slice(),
  });
}
