import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { assembleTeam, type Team } from "../kernels/team.ts";

/** More would share one memory bus. */
const MOST_THREADS = 8;

/**
 * A team of one thread per core, at most eight: this thread, which blocks while the others work, and workers that are not waited for at the
 * end of the program. Null on one core, and without shared memory.
 */
export function startTeam(size = Math.min(availableParallelism(), MOST_THREADS)): Team | null {
  const team = size > 1 ? assembleTeam(size) : null;
  for (const workerData of team?.seats ?? []) {
    // Options of this process need not be ones that a thread takes.
    new Worker(new URL("./kernelThread.js", import.meta.url), { workerData, execArgv: [] }).unref();
  }
  return team;
}
