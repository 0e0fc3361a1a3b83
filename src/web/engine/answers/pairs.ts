import { parseExperiment } from "../../../studies/parse.ts";
import { isMaskedSampling, runSampling } from "../../../studies/sampling.ts";
import { pointPairs, tokenPairs } from "../duel/pairs.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** Samples of two settings with the same noise: both take the seed of the first, and sample i of each reads the same stream. */
export const answer: Answer<"pairs"> = (question, { progress }) => {
  const { n } = question;
  const first = parseExperiment(question.a);
  const [a, b] = [first, { ...parseExperiment(question.b), seed: first.seed }].map((experiment) =>
    runSampling(experiment, webResources(), n),
  );
  const told = (done: number): void => progress(done / n);
  if (!a || !b) throw new Error("pairs: two settings");
  if (isMaskedSampling(a) && isMaskedSampling(b)) return tokenPairs(a, b, question, told);
  if (isMaskedSampling(a) || isMaskedSampling(b)) throw new Error("pairs: both settings must be of one world");
  return pointPairs(a, b, question, told);
};
