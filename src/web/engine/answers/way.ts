import { fan, overshoot, projected, pullback } from "../../../measures/trajectoryFan.ts";
import { type ContinuousRun, continuousRun } from "../../../studies/continuous/continuousRun.ts";
import { arrowsOf, boxOf, hasNoise } from "../../../studies/continuous/figuresPortrait.ts";
import { isFlowRoute, type Route, routeOf } from "../../../studies/continuous/figuresRoute.ts";
import { axisOf, edgesOf, outwardOf } from "../../../studies/continuous/figuresWay.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import { isContinuous } from "../../../studies/experiment.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import { joinRoutes } from "../../panels/dynamics/joinRoutes.ts";
import { pulledBack } from "../../panels/dynamics/pulledBack.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** Paths of an experiment's own sampler from noise to data, on the noise circle: x is divided by √(a² + b²). */
export interface Way {
  readonly dimension: number;
  /** Noise angles, falling; shape [m]. */
  readonly angles: Float64Array;
  /** Shape [m, n, d]. */
  readonly points: Float64Array;
  readonly n: number;
  /** Paths that are wanted in the end, and those that did not arrive. */
  readonly wanted: number;
  readonly lost: number;
  readonly method: string;
  /** Whether a path is known between its angles, too: of the flow. */
  readonly smooth: boolean;
  /** What paths are projected on, shape [d], and its name. */
  readonly axis: Float64Array;
  readonly axisLabel: string;
  /** Projections, shape [m, n]; over the paths mean and standard deviation, shape [m]. */
  readonly along: Float64Array;
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  /** Ends of the class's support along the axis, the far one first; none for laws without. */
  readonly edges: readonly { readonly y: number; readonly label: string }[];
  /** Which way along the axis the class lies: past the far edge is beyond it this way. */
  readonly outward: 1 | -1;
  /** Paths that run past the far edge and come back, shape [n]; null without edges. */
  readonly returns: Uint8Array | null;
  /** How far the mean comes back along the axis, at most; how far any path goes past the far edge. */
  readonly pullback: number;
  readonly overshoot: number | null;
  /** In the plane: arrows of the guided field at each angle, [x, y, dx, dy] each. */
  readonly arrows: readonly Float32Array[] | null;
  /** Why there are no arrows in the plane. */
  readonly arrowsNote: string;
  /** On the line: where the conditional law's density is given, shape [g], and the density at each angle, shape [m, g]. */
  readonly conditional: { readonly x: Float64Array; readonly density: Float64Array } | null;
}

const [LINE_PATHS, PLANE_PATHS, CLOUD_PATHS] = [400, 300, 120];
/** The first part is there soon; then so many paths at a time. */
const [FIRST, PART] = [24, 64];
/** A picture's: the flow's paths are drawn through so many stretches. */
const DETAIL = { times: 60, tolerance: 1e-6 };
const DENSITY_POINTS = 121;

export const answer: Answer<"way"> = ({ experiment: written }, { progress }) => {
  const experiment = parseExperiment(written);
  if (!isContinuous(experiment)) throw new TypeError("way: the experiment must be continuous, got one of tokens");
  const run = continuousRun(experiment, webResources());
  const total = pathsOf(experiment, run);
  if (!isFlowRoute(experiment, run)) return wayOf(experiment, run, routeOf(experiment, run, total), total);
  const parts: Route[] = [];
  for (let first = 0; first < total; ) {
    const size = Math.min(first === 0 ? FIRST : PART, total - first);
    parts.push(routeOf(experiment, run, size, { ...DETAIL, first }));
    first += size;
    if (first < total) progress(first / total, wayOf(experiment, run, joinRoutes(parts), total));
  }
  return wayOf(experiment, run, joinRoutes(parts), total);
};

/** Clouds of points are dear to follow. */
function pathsOf({ world }: ContinuousExperiment, { pair }: ContinuousRun): number {
  const cloud = world.kind === "points" || (world.kind === "preset" && (world.name === "swiss-roll" || world.name === "rings"));
  return cloud ? CLOUD_PATHS : pair.dimension === 1 ? LINE_PATHS : PLANE_PATHS;
}

function wayOf(experiment: ContinuousExperiment, run: ContinuousRun, route: Route, wanted: number): Way {
  const { angles, paths, lost, method } = route;
  const { axis, label } = axisOf(run.pair);
  const along = projected(paths, axis);
  const { mean, sd } = fan(paths, axis);
  const edges = edgesOf(run.pair, axis);
  const outward = outwardOf(run.pair, axis);
  const outwards = along.map((value) => outward * value);
  const far = edges[0] === undefined ? undefined : outward * edges[0].y;
  return {
    dimension: paths.dimension,
    angles,
    points: paths.points,
    n: paths.n,
    wanted,
    lost,
    method,
    smooth: isFlowRoute(experiment, run),
    axis,
    axisLabel: label,
    along,
    mean,
    sd,
    edges,
    outward,
    returns: far === undefined ? null : pulledBack(outwards, paths.n, far),
    pullback: pullback(mean.map((value) => outward * value)),
    overshoot: far === undefined ? null : overshoot(outwards, far),
    ...arrowsAlong(experiment, run, route),
    conditional: paths.dimension === 1 ? conditionalAlong(run, route) : null,
  };
}

function arrowsAlong(experiment: ContinuousExperiment, run: ContinuousRun, route: Route): Pick<Way, "arrows" | "arrowsNote"> {
  if (run.pair.dimension !== 2) return { arrows: null, arrowsNote: "" };
  if (run.white || run.rule.stepsOnly)
    return { arrows: null, arrowsNote: "No arrows: the guided field is not a function of place and time alone." };
  const box = boxOf(route);
  return {
    arrows: Array.from(route.angles, (theta) => Float32Array.from(arrowsOf(theta, run, box).flat())),
    arrowsNote: hasNoise(experiment) ? "Arrows: the flow of the same field, without the sampler's own noise." : "",
  };
}

function conditionalAlong(run: ContinuousRun, { angles, paths: { points } }: Route): Way["conditional"] {
  const low = points.reduce((a, b) => Math.min(a, b), Infinity);
  const high = points.reduce((a, b) => Math.max(a, b), -Infinity);
  const x = Float64Array.from({ length: DENSITY_POINTS }, (_, k) => low + ((high - low) * k) / (DENSITY_POINTS - 1));
  const density = new Float64Array(angles.length * x.length);
  const logDensity = new Float64Array(x.length);
  angles.forEach((angle, k) => {
    const theta = run.atoms ? Math.max(angle, 1e-3) : angle;
    run.pair.conditional.at(Math.cos(theta), Math.sin(theta)).evaluate(x, x.length, { logDensity });
    density.set(logDensity.map(Math.exp), k * x.length);
  });
  return { x, density };
}
