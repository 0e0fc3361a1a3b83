import { BadInput } from "../numerics/badInput.ts";
import { runBudget } from "../studies/budget.ts";
import { numberArgument } from "./numberArgument.ts";
import { printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showBudget } from "./show/budget.ts";

/** `guidelab budget EXP [-n N]` */
export async function budget(
  path: string,
  options: ExperimentOptions & { readonly n: string; readonly particles?: string },
): Promise<void> {
  const started = performance.now();
  const n = countArgument("-n", options.n);
  const particles = (options.particles?.split(",") ?? []).map((text) => countArgument("--particles", text));
  const { id, experiment, record } = withExperiment(path, options, (read, resources) => ({
    ...read,
    record: runBudget(read.experiment, resources, n, particles),
  }));
  if (options.json) await printJson({ experiment: id, ...record });
  else printLine(showBudget(experiment, record, (performance.now() - started) / 1e3));
}

function countArgument(field: string, text: string): number {
  const count = numberArgument("budget", field, text);
  if (!(Number.isSafeInteger(count) && count >= 1)) throw new BadInput(field, "an integer of at least 1", count, "budget");
  return count;
}
