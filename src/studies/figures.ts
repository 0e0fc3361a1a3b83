import { continuousFigures, type ExperimentFigures } from "./continuous/figures.ts";
import { type Experiment, isContinuous } from "./experiment.ts";
import { maskedFigures } from "./masked/figures.ts";
import type { Resources } from "./resources.ts";

export type { ExperimentFigures };

/**
 * Every figure of an experiment that applies, as data.
 *
 * @throws BadInput as the experiment demands, and for tokens on more than two sites
 */
export function experimentFigures(experiment: Experiment, resources: Resources): ExperimentFigures {
  return isContinuous(experiment) ? continuousFigures(experiment, resources) : maskedFigures(experiment, resources);
}
