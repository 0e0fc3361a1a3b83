import { STOP_COMPACT } from "../../continuous/plane/flowDensity.ts";
import { flowMoments, type Observed } from "../../continuous/plane/flowMoments.ts";
import { type FlowEnds, flowPlaneLaw } from "../../continuous/plane/flowPlaneLaw.ts";
import { gridMoments } from "../../continuous/plane/gridMoments.ts";
import { insideOf } from "../../continuous/plane/insideOf.ts";
import type { PlaneGrid, PlaneLaw } from "../../continuous/plane/planeLaw.ts";
import { breaksOf, type TiltedPlane, tiltedPlaneLaw } from "../../continuous/plane/tiltedPlaneLaw.ts";
import { planeKullbackLeibler, planeTotalVariation } from "../../measures/plane/planeDistances.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { NoisyLaw } from "../../worlds/continuous/noisyLaw.ts";
import type { ContinuousPair } from "../../worlds/continuous/pair.ts";
import { type AxisGrid, axisPoints } from "./axisGrid.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** What `guidelab law` says of an experiment in the plane. */
export interface PlaneLawRecord {
  readonly dimension: 2;
  /** The grid's lines, shape [nx] and [ny]. Densities have shape [ny, nx], y slowest. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly density: Float64Array;
  /** Null where w changes along the way, where the rule names no tilted law, or where it does not exist (see `notes`). */
  readonly tilted: Float64Array | null;
  readonly conditional: Float64Array;
  readonly unconditional: Float64Array;
  /** Of the whole law, not of the grid; shape [2] and [2, 2]. */
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  /** Of the law, on the grid's rectangle. */
  readonly mass: number;
  readonly distances: Readonly<Record<string, number>>;
  readonly method: string;
  /** Estimate of the largest error of `density` relative to its maximum. */
  readonly error: number;
  readonly nfe: null;
  readonly notes: readonly string[];
}

/** The laws of an experiment in the plane on one grid. */
export interface PlaneLaws {
  readonly law: PlaneLaw;
  readonly tilted: PlaneLaw | null;
  readonly conditional: PlaneLaw;
  readonly unconditional: PlaneLaw;
  readonly notes: readonly string[];
}

/** Angle at which flows stop: 0 where scores are smooth without noise. */
export function stopAngle({ pair }: ContinuousRun): number {
  return pair.conditional.compact || pair.unconditional.compact ? STOP_COMPACT : 0;
}

/** @throws BadInput for a sampler with steps or noise, of which there are samples only */
export function planeLaws({ sampler }: ContinuousExperiment, run: ContinuousRun, axes: PlaneGrid): PlaneLaws {
  if (sampler.kind !== "flow")
    throw new BadInput("sampler.kind", "flow for an exact law in the plane (sample draws from others)", sampler.kind);
  const { pair } = run;
  const grid = { ...axes, breaks: breaksOf(pair) };
  const law = flowPlaneLaw(run.field(), run.start, grid, { stop: stopAngle(run) }, endsOf(run));
  const { tilted, notes } = planeTilted(run);
  return {
    law,
    tilted: tilted?.onGrid(grid) ?? null,
    conditional: tiltedPlaneLaw(pair, 0).onGrid(grid),
    unconditional: tiltedPlaneLaw(pair, -1).onGrid(grid),
    notes: [...notes, ...edgeNotes(pair, axes)],
  };
}

/** Grid lines on an edge of the class: there the density settles so slowly that no error is stated. */
function edgeNotes({ conditional }: ContinuousPair, { x, y }: PlaneGrid): readonly string[] {
  if (!conditional.compact) return [];
  const on = [x, y].map((line, axis) => line.filter((value) => conditional.breaks[axis].includes(value)));
  if (on.every((line) => line.length === 0)) return [];
  return [
    `grid lines ${["x", "y"].flatMap((name, axis) => Array.from(on[axis], (value) => `${name} = ${value}`)).join(", ")} lie on edges of the class: there the density is that ${beside(conditional).toExponential(0)} inside; towards an edge it settles only logarithmically, and the stated error does not count these points`,
  ];
}

/** The tilted law, or why there is none. */
export function planeTilted({ wanted, w }: ContinuousRun): { readonly tilted: TiltedPlane | null; readonly notes: readonly string[] } {
  if (w === null) return { tilted: null, notes: ["w changes along the way: no single tilted law is wanted"] };
  if (wanted === null) return { tilted: null, notes: ["this rule and its bad model name no tilted law"] };
  try {
    return { tilted: tiltedPlaneLaw(wanted, w), notes: [] };
  } catch (error) {
    if (!(error instanceof BadInput && error.detail.startsWith("guidance.w"))) throw error;
    return { tilted: null, notes: [`there is no tilted law: ${error.detail}`] };
  }
}

/** How far inside an edge is looked at for a point on it: outside the layer in which the noise left at the end has smoothed it. */
export function beside({ extent: { low, high } }: NoisyLaw): number {
  return Math.max(20 * STOP_COMPACT, 1e-9 * (high[0] - low[0] + high[1] - low[1]));
}

/**
 * With `cfg` and w > −1 at the end the guided velocity points to the support of p_c from everywhere else, the faster the less noise is left,
 * where p has all of that support; other rules, and scores with an error, may lead elsewhere.
 */
function endsOf({ pair, fields, rule, weight }: ContinuousRun): FlowEnds | undefined {
  const { conditional, targetWeight } = pair;
  if (!conditional.compact) return undefined;
  const known = rule.name === "cfg" && fields === pair && targetWeight !== null && weight.at(0) > -1;
  return { nudge: insideOf(conditional, beside(conditional)), within: known ? conditional : null };
}

/** @param axes null for 101 × 101 points around the laws */
export function planeRecord(experiment: ContinuousExperiment, run: ContinuousRun, axes: readonly AxisGrid[] | null): PlaneLawRecord {
  const moments = planeMoments(experiment, run);
  const [x, y] = (axes ?? aroundLaws(run.pair.conditional, moments)).map(axisPoints);
  const { law, tilted, conditional, unconditional, notes } = planeLaws(experiment, run, { x, y });
  return {
    dimension: 2,
    x,
    y,
    density: law.density,
    tilted: tilted?.density ?? null,
    conditional: conditional.density,
    unconditional: unconditional.density,
    mean: moments.mean,
    covariance: moments.covariance,
    mass: law.mass.value,
    distances: {
      ...(tilted ? { "tv(law,tilted)": planeTotalVariation(law, tilted).value } : {}),
      "tv(law,conditional)": planeTotalVariation(law, conditional).value,
      ...(tilted ? { "kl(law||tilted)": planeKullbackLeibler(law, tilted).value } : {}),
    },
    method: law.method,
    error: law.error,
    nfe: null,
    notes,
  };
}

/** Mean, covariance and entropy of the flow's law, and expectations under it. */
export function planeMoments(experiment: ContinuousExperiment, run: ContinuousRun, observe?: Observed) {
  if (experiment.sampler.kind !== "flow")
    throw new BadInput("sampler.kind", "flow for an exact law in the plane (sample draws from others)", experiment.sampler.kind);
  const stop = stopAngle(run);
  const found = flowMoments(run.field(), run.start, { stop, mostPoints: 4000 }, observe);
  if (stop > 0 || found.errors.mean <= ENOUGH * Math.sqrt(found.covariance[0] + found.covariance[3])) return found;
  // Where guidance tears the noise apart, the density is the smoother of the two.
  const other = gridMoments(run.field(), run.start, found, observe);
  return other.errors.mean < found.errors.mean ? other : found;
}

/** Error of the mean, in standard deviations, at which moments are not looked for elsewhere. */
const ENOUGH = 2e-4;
const DEFAULT_POINTS = 101;
/** Standard deviations around a mean. */
const AROUND = 4.5;

/** Even axes around the class and the law. */
export function aroundLaws(
  conditional: NoisyLaw,
  law: { readonly mean: Float64Array; readonly covariance: Float64Array },
): readonly AxisGrid[] {
  return [0, 1].map((axis) => {
    const sides = [conditional, law].flatMap(({ mean, covariance }) => {
      const reach = AROUND * Math.sqrt(covariance[3 * axis]);
      return [mean[axis] - reach, mean[axis] + reach];
    });
    const ends = conditional.compact ? [conditional.extent.low[axis], conditional.extent.high[axis]] : sides;
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const air = conditional.compact ? 0.05 * (high - low) : 0;
    return { low: low - air, high: high + air, count: DEFAULT_POINTS };
  });
}
