import type { BudgetRecord } from "./budgetRecord.ts";
import { runContinuousBudget } from "./continuous/budget.ts";
import { type Experiment, isContinuous } from "./experiment.ts";
import { runMaskedBudget } from "./masked/budget.ts";
import type { Resources } from "./resources.ts";

/**
 * From what was wanted to what was drawn, law by law.
 *
 * @param n samples per sampled law
 * @param particles numbers of particles with which to go for the tilted law itself
 */
export function runBudget(experiment: Experiment, resources: Resources, n: number, particles: readonly number[] = []): BudgetRecord {
  return isContinuous(experiment)
    ? runContinuousBudget(experiment, resources, n, particles)
    : runMaskedBudget(experiment, resources, n, particles);
}
