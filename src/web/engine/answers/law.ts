import type { AxisGrid } from "../../../studies/continuous/axisGrid.ts";
import { runLaw } from "../../../studies/law.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import type { ExperimentFile } from "../../state/labState.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

export interface LawQuestion {
  readonly experiment: ExperimentFile;
  /** Unmask clock, of tokens; the end when left out. */
  readonly at?: number;
  /** Points of a law on the line or in the plane. */
  readonly grid?: readonly AxisGrid[];
}

/** The record that `guidelab law` prints. */
export const answer: Answer<"law"> = ({ experiment, at, grid }) =>
  runLaw(parseExperiment(experiment), { at: at ?? null, grid: grid ?? null }, webResources());
