import { runMeasure } from "../studies/measure.ts";
import { printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showMeasures } from "./show/measures.ts";

/** `guidelab measure EXP` */
export async function measure(path: string, options: ExperimentOptions): Promise<void> {
  const started = performance.now();
  const { id, experiment, record } = withExperiment(path, options, (read, resources) => ({
    ...read,
    record: runMeasure(read.experiment, resources),
  }));
  if (options.json) await printJson({ experiment: id, ...record });
  else printLine(showMeasures(experiment, record, (performance.now() - started) / 1e3));
}
