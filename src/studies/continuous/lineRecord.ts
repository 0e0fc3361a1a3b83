import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { tiltedLaw } from "../../continuous/line/tiltedLaw.ts";
import { worldLaw } from "../../continuous/line/worldLaw.ts";
import { lineKl } from "../../measures/line/lineDivergences.ts";
import { lineTotalVariation } from "../../measures/line/lineTotalVariation.ts";
import { lineWasserstein1 } from "../../measures/line/lineWasserstein.ts";
import { pointMass } from "../../measures/line/pointMass.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { type AxisGrid, axisPoints } from "./axisGrid.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { lineSamplerLaw } from "./lineSampler.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** What `guidelab law` says of an experiment on the line. */
export interface LineLawRecord {
  readonly dimension: 1;
  /** Where densities and distribution function are given; shape [n], as all arrays here. */
  readonly x: Float64Array;
  readonly density: Float64Array;
  readonly cdf: Float64Array;
  /** Densities. Null where w changes along the way, where the rule names no tilted law, or where it does not exist (see `notes`). */
  readonly tilted: Float64Array | null;
  readonly conditional: Float64Array;
  readonly unconditional: Float64Array;
  /** Of the whole law, not of the grid. */
  readonly mean: number;
  readonly variance: number;
  readonly distances: Readonly<Record<string, number>>;
  readonly method: string;
  /** Bound or estimate, see `method`, of the largest error of `cdf`. */
  readonly error: number;
  readonly nfe: null;
  /** What is missing, and why. */
  readonly notes: readonly string[];
}

/** The laws of an experiment on the line. */
export interface LineLaws {
  readonly law: LineLaw;
  readonly tilted: LineLaw | null;
  readonly conditional: LineLaw;
  readonly unconditional: LineLaw;
  readonly notes: readonly string[];
}

export function lineLaws(experiment: ContinuousExperiment, run: ContinuousRun): LineLaws {
  const { pair } = run;
  const law = lineSamplerLaw(experiment.sampler, run);
  return { law, ...lineTilted(run), conditional: worldLaw(pair.conditional), unconditional: worldLaw(pair.unconditional) };
}

/** The tilted law, or why there is none. */
export function lineTilted({ wanted, w }: ContinuousRun): { readonly tilted: LineLaw | null; readonly notes: readonly string[] } {
  if (w === null) return { tilted: null, notes: ["w changes along the way: no single tilted law is wanted"] };
  if (wanted === null) return { tilted: null, notes: ["this rule and its bad model name no tilted law"] };
  try {
    return { tilted: tiltedLaw(wanted, w), notes: [] };
  } catch (error) {
    if (!(error instanceof BadInput && error.detail.startsWith("guidance.w"))) throw error;
    return { tilted: null, notes: [`there is no tilted law: ${error.detail}`] };
  }
}

/** @param grid null for 601 points around what the laws have in their range */
export function lineRecord(experiment: ContinuousExperiment, run: ContinuousRun, grid: AxisGrid | null): LineLawRecord {
  const laws = lineLaws(experiment, run);
  const { law, tilted, conditional, unconditional, notes } = laws;
  const points = pointMass(law);
  const x = axisPoints(grid ?? aroundLaws([law, conditional, ...(tilted ? [tilted] : [])]));
  const divergence = tilted && points === 0 ? lineKl(law, tilted) : null;
  return {
    dimension: 1,
    x,
    density: x.map(law.density),
    cdf: x.map(law.cdf),
    tilted: tilted && x.map(tilted.density),
    conditional: x.map(conditional.density),
    unconditional: x.map(unconditional.density),
    mean: law.mean,
    variance: law.variance,
    distances: {
      ...(tilted ? distancesTo("tilted", law, tilted) : {}),
      ...distancesTo("conditional", law, conditional),
      ...(divergence && "value" in divergence ? { "kl(law||tilted)": divergence.value } : {}),
    },
    method: law.method,
    error: law.error,
    nfe: null,
    notes: [
      ...notes,
      ...(points === 0 ? [] : [pointNote(points)]),
      ...(divergence && "unresolved" in divergence
        ? [`kl(law||tilted) is not given: ${unresolvedNote(["law", "tilted"], divergence.unresolved)}`]
        : []),
    ],
  };
}

/** What a share of point masses means for the numbers. */
export function pointNote(share: number): string {
  return `a share ${share.toPrecision(2)} of the law is in points, or too narrow to resolve: its density does not show it, and divergences from it are not given`;
}

/** Why a divergence of p from q is not given. */
export function unresolvedNote([p, q]: readonly [string, string], mass: number): string {
  return `the ${p} law has ${Number(mass.toPrecision(2))} of its mass where the density of the ${q} law is not resolved`.replaceAll(
    "the law law",
    "the law",
  );
}

function distancesTo(name: string, law: LineLaw, other: LineLaw): Record<string, number> {
  return {
    [`w1(law,${name})`]: lineWasserstein1(law, other).value,
    [`tv(law,${name})`]: lineTotalVariation(law, other).value,
  };
}

const DEFAULT_POINTS = 601;
/** Probability left out on either side. */
const TAIL = 1e-5;

function aroundLaws(laws: readonly LineLaw[]): AxisGrid {
  const low = Math.min(...laws.map((law) => law.quantile(TAIL)));
  const high = Math.max(...laws.map((law) => law.quantile(1 - TAIL)));
  const air = 0.02 * (high - low);
  return { low: low - air, high: high + air, count: DEFAULT_POINTS };
}
