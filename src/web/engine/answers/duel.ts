import { asMasked, isContinuous } from "../../../studies/experiment.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import { tokenDuel } from "../duel/tokenDuel.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** The laws of two settings of one world, on the same places. */
export const answer: Answer<"duel"> = async (question) => {
  const [a, b] = [parseExperiment(question.a), parseExperiment(question.b)];
  if (!isContinuous(a)) return tokenDuel(a, asMasked(b), question, webResources());
  if (!isContinuous(b)) throw new Error("duel: both settings must be of one world");
  const { spaceDuel } = await import("../duel/spaceDuel.ts");
  return spaceDuel(a, b, question, webResources());
};
