import { MOST_PAGES, PAGE } from "./webAssembly.ts";

/** Lists of parents and children, and the sums over far sites of one tile of at most 2^17 bytes each: what a thread needs for itself. */
export const SCRATCH = 2 ** 15 + 2 * 2 ** 17;

/** 32-bit addresses reach no further. */
export const MOST_BYTES = MOST_PAGES * PAGE;

/** The next multiple of 64: cubes begin with a cache line. */
export function align(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

/** Why bytes beyond 32-bit addresses are declined. */
export function tooLarge(bytes: number): string {
  return `${bytes} bytes of memory needed, ${MOST_BYTES} are the most`;
}
