import { BadInput } from "../numerics/badInput.ts";
import { runBudget } from "../studies/budget.ts";
import { numberArgument } from "./numberArgument.ts";
import { printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showBudget } from "./show/budget.ts";

/** `guidelab budget EXP [-n N]` */
export async function budget(path: string, options: ExperimentOptions & { readonly n: string }): Promise<void> {
  const started = performance.now();
  const n = numberArgument("budget", "-n", options.n);
  if (!(Number.isSafeInteger(n) && n >= 1)) throw new BadInput("-n", "an integer of at least 1", n, "budget");
  const { id, experiment, record } = withExperiment(path, options, (read, resources) => ({
    ...read,
    record: runBudget(read.experiment, resources, n),
  }));
  if (options.json) await printJson({ experiment: id, ...record });
  else printLine(showBudget(experiment, record, (performance.now() - started) / 1e3));
}
