import { writeNpz } from "../files/npz.ts";
import { LARGEST_CLOCK } from "../masked/lawAtClock.ts";
import { BadInput } from "../numerics/badInput.ts";
import { type LawRecord, runLaw } from "../studies/law.ts";
import { numberArgument } from "./numberArgument.ts";
import { note, printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showLaw } from "./show/law.ts";

interface LawOptions extends ExperimentOptions {
  readonly at?: string;
  readonly npz?: string;
}

/** `guidelab law EXP [--at U]` */
export async function law(path: string, options: LawOptions): Promise<void> {
  const started = performance.now();
  const at = options.at === undefined ? null : clock(options.at);
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

function clock(text: string): number {
  const u = numberArgument("law", "--at", text);
  if (!(u >= 0 && u <= LARGEST_CLOCK)) throw new BadInput("--at", `an unmask clock from 0 to ${LARGEST_CLOCK}`, u, "law");
  return u;
}

function npzArrays({ alphabet, length, law: out, tilted, conditional, unconditional }: LawRecord) {
  const shape = (size: number) => Array.from({ length }, () => size);
  const complete = (data: Float64Array) => ({ data, shape: shape(alphabet) });
  return {
    law: { data: out, shape: shape(out.length === alphabet ** length ? alphabet : alphabet + 1) },
    ...(tilted ? { tilted: complete(tilted) } : {}),
    conditional: complete(conditional),
    unconditional: complete(unconditional),
  };
}
