import { isMaskedMeasure, runMeasure } from "../studies/measure.ts";
import { printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showContinuousMeasures } from "./show/continuousMeasures.ts";
import { showMeasures } from "./show/measures.ts";

/** `guidelab measure EXP` */
export async function measure(path: string, options: ExperimentOptions): Promise<void> {
  const started = performance.now();
  const { id, experiment, record } = withExperiment(path, options, (read, resources) => ({
    ...read,
    record: runMeasure(read.experiment, resources),
  }));
  const seconds = (performance.now() - started) / 1e3;
  if (options.json) await printJson({ experiment: id, ...record });
  else printLine(isMaskedMeasure(record) ? showMeasures(experiment, record, seconds) : showContinuousMeasures(experiment, record, seconds));
}
