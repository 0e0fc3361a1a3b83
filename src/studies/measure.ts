import { asMasked, type Experiment } from "./experiment.ts";
import { type MaskedMeasureRecord, runMaskedMeasure } from "./masked/measure.ts";
import type { Resources } from "./resources.ts";

export type MeasureRecord = MaskedMeasureRecord;

/** Every measure that applies to an experiment's exact law, each with its method. */
export function runMeasure(experiment: Experiment, resources: Resources): MeasureRecord {
  return runMaskedMeasure(asMasked(experiment), resources);
}
