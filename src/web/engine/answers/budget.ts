import { runBudget } from "../../../studies/budget.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import type { ExperimentFile } from "../../state/labState.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

export interface BudgetQuestion {
  readonly experiment: ExperimentFile;
  /** Samples per sampled law. */
  readonly n: number;
}

/** The record that `guidelab budget` prints. */
export const answer: Answer<"budget"> = ({ experiment, n }) => runBudget(parseExperiment(experiment), webResources(), n);
