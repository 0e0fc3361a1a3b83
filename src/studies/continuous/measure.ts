import type { Measured } from "../../measures/measured.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import { continuousRun } from "./continuousRun.ts";
import { cloudMeasures, shapeOfSamples } from "./measureCloud.ts";
import { lineMeasures } from "./measureLine.ts";
import { planeMeasures } from "./measurePlane.ts";
import { wayMeasures } from "./measureWay.ts";
import type { ContinuousExperiment } from "./schema.ts";

export interface ContinuousMeasureRecord {
  readonly dimension: number;
  readonly measures: readonly Measured[];
  readonly omitted: readonly Omitted[];
}

/**
 * Every measure that applies: of the exact law on the line, and of the flow in the plane; of samples elsewhere. And of the flow's trajectories.
 */
export function runContinuousMeasure(experiment: ContinuousExperiment, resources: Resources): ContinuousMeasureRecord {
  const run = continuousRun(experiment, resources);
  const { dimension } = run.pair;
  const { kind } = experiment.sampler;
  const omitted: Omitted[] = [];
  const exact =
    dimension === 1 && kind !== "dopri5"
      ? lineMeasures(experiment, run, resources, omitted)
      : dimension === 2 && kind === "flow"
        ? [...planeMeasures(experiment, run, omitted), ...shapeOfSamples(experiment, run, resources, omitted)]
        : cloudMeasures(experiment, run, resources, omitted);
  return { dimension, measures: [...exact, ...wayMeasures(experiment, run, omitted)], omitted };
}
