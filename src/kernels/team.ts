import { boardOn, claim, close, failure, markDone, markFailed, newBoard, post, waitForParts, waitForWork } from "./board.ts";
import type { Crew } from "./crew.ts";
import { JOBS, type Job } from "./jobs.ts";
import { instantiate, type KernelExports, sharedKernels, sharedMemory } from "./kernels.ts";
import { align, SCRATCH } from "./layout.ts";
import { PAGE, type WasmMemory, type WasmModule } from "./webAssembly.ts";

/** What a thread is given to follow: may be posted to a worker. */
export interface Seat {
  readonly module: WasmModule;
  readonly memory: WasmMemory;
  readonly board: SharedArrayBuffer;
  /** 1, 2, …: 0 is the caller. */
  readonly worker: number;
}

/**
 * Threads on one memory: the caller, who leads, and workers who {@link follow}. The caller blocks while they work, so that all else stays as
 * it is with one thread; it must be allowed to (a browser's main thread is not).
 */
export interface Team extends Crew {
  readonly call: KernelExports;
  readonly memory: WasmMemory;
  /** The caller's scratch; the workers' follow it. */
  readonly scratch: number;
  /** A seat for each worker; the shell starts them. Workers that are late or never come are not waited for. */
  readonly seats: readonly Seat[];
  /** Takes the memory for a world; the world before has lost it. Says whether it is still held. */
  readonly occupy: () => () => boolean;
  /** Sends the workers home. */
  readonly close: () => void;
}

/** Longest time in which no thread finishes a part; a part takes milliseconds. */
const PATIENCE = 60_000;

/**
 * A team of `size` threads; null where the engine has no shared memory.
 *
 * `run` throws an Error where a worker failed, or finished nothing for `patience` ms (it may be gone); the team is then closed.
 */
export function assembleTeam(size: number, patience = PATIENCE): Team | null {
  const kernels = sharedKernels();
  if (kernels === null) return null;
  const { module } = kernels;
  const memory = sharedMemory();
  const buffer = newBoard();
  const board = boardOn(buffer);
  const call = instantiate(module, memory);
  const names = Object.keys(JOBS) as Job[];
  const scratch = scratchOf(call, 0);
  // What the threads write from the start on: their tables and their scratch.
  memory.grow(Math.ceil((scratch + size * SCRATCH) / PAGE));
  let tenant = 0;
  let closed = false;
  const end = (): void => {
    closed = true;
    close(board);
  };
  const run = (job: Job, parts: number, args: readonly number[]): void => {
    if (closed) throw new Error("Team.run: the team is closed");
    post(board, names.indexOf(job), parts, args);
    for (let next = claim(board); next !== null && next !== "closed"; next = claim(board)) {
      JOBS[job](call, next.part, next.args, scratch);
      markDone(board);
    }
    if (waitForParts(board, parts, patience)) return;
    end();
    throw new Error(`Team.run: ${failure(board) ?? `a thread finished nothing in ${patience} ms`}`);
  };
  return {
    size,
    run,
    call,
    memory,
    scratch,
    seats: Array.from({ length: size - 1 }, (_, j) => ({ module, memory, board: buffer, worker: j + 1 })),
    occupy: () => {
      const mine = ++tenant;
      return () => mine === tenant;
    },
    close: end,
  };
}

/** A worker's life: does parts of whatever is asked, and returns when the team is closed. Blocks its thread. */
export function follow({ module, memory, board: buffer, worker }: Seat): void {
  const board = boardOn(buffer);
  try {
    const call = instantiate(module, memory);
    const jobs = Object.values(JOBS);
    const scratch = scratchOf(call, worker);
    for (let next = claim(board); next !== "closed"; next = claim(board)) {
      if (next === null) {
        waitForWork(board);
        continue;
      }
      jobs[next.job](call, next.part, next.args, scratch);
      markDone(board);
    }
  } catch (error) {
    markFailed(board, worker, String(error));
  }
}

function scratchOf(call: KernelExports, worker: number): number {
  return align(call.heapBase()) + worker * SCRATCH;
}
