import { tiltedPlaneLaw } from "../../../../continuous/plane/tiltedPlaneLaw.ts";
import { stream } from "../../../../random/stream.ts";
import { type AxisGrid, axisPoints } from "../../../../studies/continuous/axisGrid.ts";
import type { ContinuousRun } from "../../../../studies/continuous/continuousRun.ts";
import { planeLaws, planeRecord, planeTilted } from "../../../../studies/continuous/planeRecord.ts";
import type { ContinuousExperiment } from "../../../../studies/continuous/schema.ts";
import { rounded } from "../frame.ts";
import type { Ends, PlaneViews, ViewsQuestion } from "../record.ts";
import { unlessRefused } from "./unlessRefused.ts";

/** Points an axis: of what follows the hand, of a first look at the law, of the law. */
export const PLANE_POINTS = { soon: 61, coarse: 31, whole: 81 } as const;
/** Draws that a frame is put around. */
const DRAWS = 200;
/** Share of them that may stand outside, on each side. */
const OUTLIERS = 0.01;
const AIR = 0.06;

/** The laws in the plane; the law itself, which takes seconds, in `whole` only. */
export function planeViews(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  { of, frame, part }: ViewsQuestion,
  partly: (views: PlaneViews) => void,
): PlaneViews {
  const seeking = part === "soon" || frame?.length !== 2 || experiment.sampler.kind !== "flow" ? planeTilted(run) : null;
  const ends = frame?.length === 2 ? frame : frameOf(experiment.seed, run, seeking?.tilted ?? null);
  const { kind } = experiment.sampler;
  const missing = kind === "flow" ? null : `of sampler ${kind} there are samples only: the exact law in the plane is that of flow`;
  const wanted = (count: number, head: Pick<PlaneViews, "missing" | "later">): PlaneViews =>
    wantedViews(run, seeking ?? planeTilted(run), gridOf(ends, count), of, head);
  if (missing !== null || part === "soon") return wanted(PLANE_POINTS.soon, { missing, later: missing === null });
  const coarse = unlessRefused(() => coarseViews(experiment, run, gridOf(ends, PLANE_POINTS.coarse), of));
  if (coarse.found === null) return wanted(PLANE_POINTS.soon, { missing: coarse.refused, later: false });
  partly(coarse.found);
  const grid = gridOf(ends, PLANE_POINTS.whole);
  const { x, y, density, tilted, conditional, mass, distances, method, error, notes } = planeRecord(experiment, run, grid);
  const laws = { law: density, tilted, conditional };
  return { kind: "plane", of, x, y, grid, ...laws, mass, distances, method, error, notes, missing: null, later: false };
}

type Grid = PlaneViews["grid"];

function gridOf(ends: readonly Ends[], count: number): Grid {
  const [x, y] = ends.map(([low, high]): AxisGrid => ({ low, high, count }));
  if (!x || !y) throw new Error("planeViews: a frame has two axes");
  return [x, y];
}

type Sought = ReturnType<typeof planeTilted>;

function wantedViews(
  run: ContinuousRun,
  { tilted, notes }: Sought,
  grid: Grid,
  of: string,
  head: Pick<PlaneViews, "missing" | "later">,
): PlaneViews {
  const [x, y] = [axisPoints(grid[0]), axisPoints(grid[1])];
  const density = (law: typeof tilted): Float64Array | null => law?.onGrid({ x, y }).density ?? null;
  const laws = { law: null, tilted: density(tilted), conditional: density(tiltedPlaneLaw(run.pair, 0)) };
  return { kind: "plane", of, x, y, grid, ...laws, mass: null, distances: {}, method: null, error: 0, notes, ...head };
}

/** The same numbers on few points, without what is integrated over them. */
function coarseViews(experiment: ContinuousExperiment, run: ContinuousRun, grid: Grid, of: string): PlaneViews {
  const [x, y] = [axisPoints(grid[0]), axisPoints(grid[1])];
  const { law, tilted, conditional, notes } = planeLaws(experiment, run, { x, y });
  const laws = { law: law.density, tilted: tilted?.density ?? null, conditional: conditional.density };
  const { method, error } = law;
  return { kind: "plane", of, x, y, grid, ...laws, mass: null, distances: {}, method, error, notes, missing: null, later: true };
}

/** Standard deviations around the tilted law's mean. */
const AROUND = 3;

/** Ends around the class and the tilted law, and as far again in the direction in which it is tilted, where laws often lie. */
function frameOf(seed: number, run: ContinuousRun, tilted: Sought["tilted"]): readonly Ends[] {
  const { conditional } = run.pair;
  const own = new Float64Array(2 * DRAWS);
  const rng = stream(seed, "frame");
  for (let i = 0; i < DRAWS; i++) conditional.draw(rng, own, 2 * i);
  return [0, 1].map((axis) => {
    const sides = [...inner(own.filter((_, e) => e % 2 === axis))];
    if (conditional.compact) sides.push(conditional.extent.low[axis] ?? 0, conditional.extent.high[axis] ?? 0);
    else if (tilted) {
      const mean = tilted.mean[axis] ?? 0;
      const reach = AROUND * Math.sqrt(tilted.covariance[3 * axis] ?? 0);
      const shift = mean - (conditional.mean[axis] ?? 0);
      sides.push(mean - reach, mean + reach, mean + shift - reach, mean + shift + reach);
    }
    const [low, high] = [Math.min(...sides), Math.max(...sides)];
    const air = AIR * (high - low);
    return rounded([low - air, high + air]);
  });
}

function inner(values: Float64Array): readonly number[] {
  const sorted = values.slice().sort();
  const out = Math.floor(OUTLIERS * sorted.length);
  return [sorted[out] ?? 0, sorted[sorted.length - 1 - out] ?? 0];
}
