import { assembleTeam, type Team } from "../../kernels/team.ts";

/** More would share one memory bus. */
const MOST_THREADS = 8;

let team: Team | null | undefined;

/** One thread a core, at most eight, where the page may share memory; null elsewhere. Kept for the life of the worker that asks. */
export function webTeam(): Team | null {
  if (team !== undefined) return team;
  const size = Math.min(navigator.hardwareConcurrency, MOST_THREADS);
  team = size > 1 && globalThis.crossOriginIsolated ? assembleTeam(size) : null;
  for (const seat of team?.seats ?? []) new Worker(new URL("./kernelSeat.ts", import.meta.url), { type: "module" }).postMessage(seat);
  return team;
}
