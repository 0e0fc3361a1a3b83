import type { FigureData } from "../figureData.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { continuousRun } from "./continuousRun.ts";
import { confidenceFigures } from "./figuresConfidence.ts";
import { lineFigures } from "./figuresLine.ts";
import { planeFigures } from "./figuresPlane.ts";
import { portraitFigures } from "./figuresPortrait.ts";
import { reciprocalFigures } from "./figuresReciprocal.ts";
import { fanFigure } from "./figuresWay.ts";
import type { ContinuousExperiment } from "./schema.ts";
import { withoutWidth } from "./world.ts";

/** Figures of one experiment, and those that it could have had. */
export interface ExperimentFigures {
  readonly figures: readonly FigureData[];
  readonly omitted: readonly Omitted[];
}

/**
 * Every figure that applies: laws on the line and in the plane, trajectories with mean and standard deviation in any dimension, phase portraits in the plane, class confidence
 * against w, and the identity of arXiv:2505.01382 along the stochastic equation on the line.
 *
 * @throws BadInput as the world, the process, the rule and the weight demand
 */
export function continuousFigures(experiment: ContinuousExperiment, resources: Resources): ExperimentFigures {
  const run = continuousRun(experiment, resources);
  const { dimension } = run.pair;
  const omitted: Omitted[] = [];
  const laws = withoutWidth(experiment) ? noDensities : dimension === 1 ? lineFigures : dimension === 2 ? planeFigures : noLaws;
  const figures = [
    ...laws(experiment, run, resources, omitted),
    fanFigure(experiment, run, resources),
    ...(dimension === 2 ? portraitFigures(experiment, run, resources, omitted) : []),
    ...confidenceFigures(experiment, run, resources, omitted),
    ...reciprocalFigures(experiment, run, omitted),
  ];
  return { figures, omitted };
}

function noDensities(
  _: ContinuousExperiment,
  __: ReturnType<typeof continuousRun>,
  ___: Resources,
  omitted: Omitted[],
): readonly FigureData[] {
  omitted.push({ name: "densities", why: "points without bandwidth have none" });
  return [];
}

function noLaws(
  _: ContinuousExperiment,
  { pair: { dimension } }: ReturnType<typeof continuousRun>,
  __: Resources,
  omitted: Omitted[],
): readonly FigureData[] {
  omitted.push({ name: "densities", why: `the world has ${dimension} dimensions` });
  return [];
}
