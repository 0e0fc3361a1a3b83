import { normal } from "../../random/normal.ts";
import type { Rng } from "../../random/stream.ts";
import { type GuidedSampling, guideFor } from "./guide.ts";
import type { Move } from "./move.ts";
import { type BatchRun, type Sampler, STATUSES } from "./protocol.ts";

/** A sampler by its moves, each beginning where the one before it ends. Consumes d normals for the start, and d for each move with noise. */
export function samplerOf(moves: readonly Move[], sampling: GuidedSampling): Sampler {
  return {
    dimension: sampling.dimension,
    moves,
    times: Float64Array.of(1, ...moves.map(({ to }) => to)),
    run: (streams, keepTrajectories) => run(moves, sampling, { streams, keepTrajectories }),
  };
}

const [DONE, DIVERGED, STEP_LIMIT] = STATUSES.keys();

function* run(
  moves: readonly Move[],
  sampling: GuidedSampling,
  { streams, keepTrajectories }: { readonly streams: readonly Rng[]; readonly keepTrajectories: boolean },
): BatchRun {
  const { dimension: d, process } = sampling;
  const size = streams.length;
  const guide = guideFor(sampling, size);
  const points = new Float64Array(size * d);
  for (let i = 0; i < size * d; i++) points[i] = process.start.sd * normal(streams[Math.floor(i / d)]);
  const status = new Uint8Array(size).fill(DONE);
  const trajectories = keepTrajectories ? new Float64Array((moves.length + 1) * size * d) : null;
  trajectories?.set(points);
  let members = Int32Array.from(streams.keys());
  for (let step = 0; step < moves.length; step++) {
    const { mean, sd } = moves[step];
    if (members.length > 0) {
      const rows = { points: taken(points, members, d), n: members.length, members };
      for (const k of yield* mean(rows, guide)) status[members[k]] = STEP_LIMIT;
      if (sd > 0) addNoise(rows.points, sd, d, (k) => streams[members[k]]);
      settle(rows.points, { points, status, members, d });
      members = members.filter((member) => status[member] === DONE);
    }
    trajectories?.set(points, (step + 1) * size * d);
  }
  return { points, status, trajectories };
}

/** Points of the members, in their order. */
function taken(points: Float64Array, members: Int32Array, d: number): Float64Array {
  if (members.length * d === points.length) return points.slice();
  const rows = new Float64Array(members.length * d);
  for (let k = 0; k < members.length; k++) for (let i = 0; i < d; i++) rows[k * d + i] = points[members[k] * d + i];
  return rows;
}

function addNoise(rows: Float64Array, sd: number, d: number, streamOf: (k: number) => Rng): void {
  for (let k = 0; k * d < rows.length; k++) {
    const rng = streamOf(k);
    for (let i = k * d; i < (k + 1) * d; i++) rows[i] += sd * normal(rng);
  }
}

interface Standing {
  readonly points: Float64Array;
  readonly status: Uint8Array;
  readonly members: Int32Array;
  readonly d: number;
}

/** Writes back what is finite; the others stay where they were, and have diverged. */
function settle(rows: Float64Array, { points, status, members, d }: Standing): void {
  for (let k = 0; k < members.length; k++) {
    let finite = true;
    for (let i = k * d; i < (k + 1) * d; i++) finite &&= Number.isFinite(rows[i]);
    if (!finite) status[members[k]] = DIVERGED;
    else for (let i = 0; i < d; i++) points[members[k] * d + i] = rows[k * d + i];
  }
}
