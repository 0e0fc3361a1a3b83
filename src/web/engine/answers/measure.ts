import { runMeasure } from "../../../studies/measure.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** The record that `guidelab measure` prints. */
export const answer: Answer<"measure"> = ({ experiment }) => runMeasure(parseExperiment(experiment), webResources());
