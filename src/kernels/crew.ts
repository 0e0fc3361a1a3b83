import { JOBS, type Job } from "./jobs.ts";
import type { KernelExports } from "./kernels.ts";

/** One or several threads that run a job's parts in any order; a part's result does not depend on who runs it. */
export interface Crew {
  /** Threads, the caller's included. */
  readonly size: number;
  /** Returns when all parts are done. */
  readonly run: (job: Job, parts: number, args: readonly number[]) => void;
}

/** The caller's own thread. */
export function alone(call: KernelExports, scratch: number): Crew {
  return {
    size: 1,
    run: (job, parts, args) => {
      const given = Float64Array.from(args);
      for (let part = 0; part < parts; part++) JOBS[job](call, part, given, scratch);
    },
  };
}

/** States of a part where ranges of states are shared out: 256 kB of numbers, and a multiple of what kernels take at once. */
const RANGE = 2 ** 15;
/** The same for states of a block, each of which stands for one in every block. */
export const COLUMNS = 2 ** 10;

/** How `count` states are shared out: one part for one thread. */
export function ranges({ size }: Crew, count: number, range = RANGE): { readonly parts: number; readonly step: number } {
  const step = size === 1 ? count : range;
  return { parts: Math.ceil(count / step), step };
}

/** Blocks for several threads: enough that none waits long for another. */
const BLOCKS = 32;

/** First sites whose values share out a cube: K^depth blocks. 0 for one thread: the cube as a whole. */
export function depthOf({ size }: Crew, alphabet: number, length: number): number {
  if (size === 1 || alphabet === 1) return 0;
  return Math.min(length - 1, Math.ceil(Math.log(BLOCKS) / Math.log(alphabet)));
}
