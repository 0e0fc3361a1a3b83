import { writeNpz } from "../files/npz.ts";
import { type LawRecord, runLaw } from "../studies/law.ts";
import { note, printJson, printLine } from "./output.ts";
import { type ExperimentOptions, numberArgument, withExperiment } from "./resources.ts";
import { showLaw } from "./show/law.ts";

interface LawOptions extends ExperimentOptions {
  readonly at?: string;
  readonly npz?: string;
}

/** `guidelab law EXP [--at U]` */
export async function law(path: string, options: LawOptions): Promise<void> {
  const started = performance.now();
  const at = options.at === undefined ? null : numberArgument("law", "--at", options.at);
  const { id, experiment, record } = withExperiment(path, options, (read, resources) => ({
    ...read,
    record: runLaw(read.experiment, at, resources),
  }));
  if (options.npz !== undefined) {
    writeNpz(options.npz, npzArrays(record));
    note(`wrote ${options.npz}`);
  }
  if (options.json) await printJson({ experiment: id, ...record });
  else printLine(showLaw(experiment, record, (performance.now() - started) / 1e3));
}

function npzArrays({ alphabet, length, at, law: out, tilted, conditional, unconditional }: LawRecord) {
  const shape = (size: number) => Array.from({ length }, () => size);
  const complete = (data: Float64Array) => ({ data, shape: shape(alphabet) });
  return {
    law: { data: out, shape: shape(at === null ? alphabet : alphabet + 1) },
    ...(tilted ? { tilted: complete(tilted) } : {}),
    conditional: complete(conditional),
    unconditional: complete(unconditional),
  };
}
