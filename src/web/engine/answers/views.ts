import { isContinuous } from "../../../studies/experiment.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import { tokenViews } from "../../panels/views/answering/tokenViews.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** What the four views draw of the exact laws: the numbers that `guidelab law` prints, at the places that are shown. */
export const answer: Answer<"views"> = async (question, { progress }) => {
  const experiment = parseExperiment(question.experiment);
  if (!isContinuous(experiment)) return tokenViews(experiment, question, webResources());
  const { continuousViews } = await import("../../panels/views/answering/continuousViews.ts");
  return continuousViews(experiment, question, webResources(), (views) => progress(COARSE_SHARE, views));
};

/** Share of a law's work that a first look at it takes, about. */
const COARSE_SHARE = 0.1;
