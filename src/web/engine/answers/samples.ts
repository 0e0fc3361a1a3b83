import { parseExperiment } from "../../../studies/parse.ts";
import { isMaskedSampling, runSampling } from "../../../studies/sampling.ts";
import { drawnPoints, drawnTokens } from "../../panels/views/answering/drawn.ts";
import type { Drawn } from "../../panels/views/record.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** The samples that `guidelab sample -n` draws, at the places that are shown. */
export const answer: Answer<"samples"> = (question, { progress }) => {
  const { count } = question;
  const run = runSampling(parseExperiment(question.experiment), webResources(), count);
  const partly = (drawn: Drawn): void => progress(drawn.n / count, drawn);
  return isMaskedSampling(run) ? drawnTokens(run, question, partly) : drawnPoints(run, question, partly);
};
