import { type ContinuousMeasureRecord, runContinuousMeasure } from "./continuous/measure.ts";
import { type Experiment, isContinuous } from "./experiment.ts";
import { type MaskedMeasureRecord, runMaskedMeasure } from "./masked/measure.ts";
import type { Resources } from "./resources.ts";

export type MeasureRecord = MaskedMeasureRecord | ContinuousMeasureRecord;

/** Every measure that applies to an experiment's law, each with its method. */
export function runMeasure(experiment: Experiment, resources: Resources): MeasureRecord {
  return isContinuous(experiment) ? runContinuousMeasure(experiment, resources) : runMaskedMeasure(experiment, resources);
}

/** Whether a record is one of tokens. */
export function isMaskedMeasure(record: MeasureRecord): record is MaskedMeasureRecord {
  return "alphabet" in record;
}
