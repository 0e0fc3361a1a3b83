import { onScreen } from "../../../papers/onScreen.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import type { ExperimentFile } from "../../state/labState.ts";
import type { Answer } from "../protocol.ts";

export interface HypothesesQuestion {
  /** Of the claim. */
  readonly id: string;
  readonly experiment: ExperimentFile;
}

/** A claim's hypotheses, told for the experiment on screen. */
export const answer: Answer<"hypotheses"> = ({ id, experiment }) => onScreen(id, parseExperiment(experiment));
