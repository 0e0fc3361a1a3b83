/** @file Trajectories of an experiment's own sampler on the noise circle, for pictures. */
import { ARRIVED } from "../../continuous/blockFlow.ts";
import { drive } from "../../continuous/sampling/drive.ts";
import { STATUSES } from "../../continuous/sampling/protocol.ts";
import { sampler } from "../../continuous/sampling/sampler.ts";
import { trajectories } from "../../continuous/trajectories.ts";
import type { Paths } from "../../measures/trajectoryFan.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { stopAngle } from "./planeRecord.ts";
import { samplerFor } from "./sampling.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Paths that arrived. */
export interface Route {
  /** Noise angles, falling; shape [m]. */
  readonly angles: Float64Array;
  /** Shape [m, n, d], divided by the radius of their noise level. */
  readonly paths: Paths;
  /** Paths that did not arrive and are not among them. */
  readonly lost: number;
  readonly method: string;
}

const TIMES = 120;
/** Of paths whose steps are chosen one by one, which takes its time: no more than these, with no more than these stops. */
const [ADAPTIVE_PATHS, ADAPTIVE_TIMES] = [200, 40];
/** Steps of which no more than these are kept, evenly and the last always. */
const MOST_STEPS = 200;

/** How much of a route is wanted, and how finely the flow is followed. */
export interface RouteDetail {
  /** Index of the first path, so that a route can be had in parts; 0 when left out. */
  readonly first?: number;
  /** Stretches between the angles of the flow's paths; 120 when left out. */
  readonly times?: number;
  /** Of the flow's integrator; 1e-7 when left out. */
  readonly tolerance?: number;
}

/**
 * The flow's paths from noise points of stream (seed, "way", i), the same as are measured; other samplers' own paths, from the noise of `sample`.
 *
 * @throws BadInput as the sampler and the rule demand
 */
export function routeOf(experiment: ContinuousExperiment, run: ContinuousRun, n: number, detail: RouteDetail = {}): Route {
  return isFlowRoute(experiment, run) ? flowRoute(experiment, run, n, detail) : stepRoute(experiment, run, n, detail.first ?? 0);
}

/** Whether paths are followed through the flow itself; else they are the sampler's own steps. */
export function isFlowRoute({ sampler }: ContinuousExperiment, run: ContinuousRun): boolean {
  return sampler.kind === "flow" && !run.white;
}

function flowRoute(
  { seed }: ContinuousExperiment,
  run: ContinuousRun,
  n: number,
  { first = 0, times = TIMES, tolerance = 1e-7 }: RouteDetail,
): Route {
  const { dimension: d } = run.pair;
  const noise = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const rng = stream(seed, "way", first + i);
    for (let k = 0; k < d; k++) noise[i * d + k] = run.start.sd * normal(rng);
  }
  const angles = evenAngles(run, times);
  const found = trajectories(run.field(), run.start, noise, angles, { tolerance });
  const kept = [...found.status.keys()].filter((i) => found.status[i] === ARRIVED);
  return { ...pathsOf(found.points, angles, kept, n, d), method: "the flow, adaptive of order 8" };
}

/** From the start to the end; where predictions end on points without width, almost. */
function evenAngles(run: ContinuousRun, times: number): Float64Array {
  const end = Math.max(stopAngle(run), run.atoms ? 1e-3 : 0);
  return Float64Array.from({ length: times + 1 }, (_, k) => run.start.theta + ((end - run.start.theta) * k) / times);
}

function stepRoute(experiment: ContinuousExperiment, run: ContinuousRun, most: number, first: number): Route {
  const { sampler: spec, seed } = experiment;
  const { dimension: d } = run.pair;
  const adaptive = spec.kind === "dopri5" || spec.kind === "flow";
  const n = adaptive ? Math.min(most, ADAPTIVE_PATHS) : most;
  const { sampler: chosen, method } = adaptive ? { sampler: adaptiveSampler(experiment, run), method: "" } : samplerFor(experiment, run);
  const [batch] = drive({ sampler: chosen, seed, count: n, first, batch: n, pair: run.fields, trajectories: true });
  const stride = Math.ceil((chosen.times.length - 1) / MOST_STEPS);
  const rows = [...chosen.times.keys()].filter((k) => k % stride === 0 || k === chosen.times.length - 1);
  const points = new Float64Array(rows.length * n * d);
  rows.forEach((row, k) => {
    const radius = run.process.radius(chosen.times[row]);
    const at = batch.trajectories?.subarray(row * n * d, (row + 1) * n * d) ?? [];
    points.set(at.map((value) => value / radius) as Float64Array, k * n * d);
  });
  const done = STATUSES.indexOf("done");
  const kept = [...batch.status.keys()].filter((i) => batch.status[i] === done);
  const angles = Float64Array.from(rows, (k) => run.process.angle(chosen.times[k]));
  return {
    ...pathsOf(points, angles, kept, n, d),
    method: method === "" ? (adaptive ? "adaptive steps, which also end where paths are drawn" : "the sampler's own steps") : method,
  };
}

/** Its steps end at the times that are drawn, too. */
function adaptiveSampler({ sampler: spec }: ContinuousExperiment, run: ContinuousRun) {
  const last = "end" in spec && spec.end !== undefined ? spec.end : 0;
  const given = "grid" in spec ? spec.grid : undefined;
  const times = Array.from(evenAngles(run, ADAPTIVE_TIMES), run.process.time).filter((t) => t < 1 && t > last);
  const tolerances = spec.kind === "dopri5" ? { rtol: spec.rtol, atol: spec.atol } : {};
  return sampler({ kind: "dopri5", ...tolerances, grid: given ?? [1, ...times, last] }, run.sampling);
}

/** The kept paths of n. */
function pathsOf(points: Float64Array, angles: Float64Array, kept: readonly number[], n: number, d: number): Omit<Route, "method"> {
  const own = new Float64Array(angles.length * kept.length * d);
  for (let k = 0; k < angles.length; k++)
    kept.forEach((i, j) => {
      own.set(points.subarray((k * n + i) * d, (k * n + i + 1) * d), (k * kept.length + j) * d);
    });
  return { angles, paths: { points: own, times: angles.length, n: kept.length, dimension: d }, lost: n - kept.length };
}

/** Coordinates of path i at time k. */
export function placeOf({ points, n, dimension: d }: Paths, k: number, i: number): readonly number[] {
  return Array.from(points.subarray((k * n + i) * d, (k * n + i + 1) * d));
}
