/** @file A team without threads: it runs a job's parts in random order, with the scratch of one thread or another. */
import { JOBS } from "../../src/kernels/jobs.ts";
import { openKernels } from "../../src/kernels/kernels.ts";
import { align, SCRATCH } from "../../src/kernels/layout.ts";
import type { Team } from "../../src/kernels/team.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { compiledKernels } from "./open.ts";

export function shuffledTeam(size: number, name: string): Team {
  const { call, memory } = openKernels(compiledKernels(), size * SCRATCH);
  const rng = namedRng(name);
  const scratch = align(call.heapBase());
  return {
    size,
    call,
    memory,
    scratch,
    seats: [],
    occupy: () => () => true,
    close: () => {},
    run: (job, parts, args) => {
      const order = Array.from({ length: parts }, (_, part) => ({ part, place: rng() })).sort((a, b) => a.place - b.place);
      for (const { part } of order) JOBS[job](call, part, Float64Array.from(args), scratch + Math.floor(size * rng()) * SCRATCH);
    },
  };
}
