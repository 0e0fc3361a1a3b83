/** @file Experiments on R^d as a person writes them. */
import type { ContinuousExperiment } from "../../../src/studies/continuous/schema.ts";
import { isContinuous } from "../../../src/studies/experiment.ts";
import { parseExperiment } from "../../../src/studies/parse.ts";

/** An experiment that must be on R^d. */
export function onSpace(input: unknown): ContinuousExperiment {
  const experiment = parseExperiment(input);
  if (!isContinuous(experiment)) throw new RangeError(`onSpace: world must be one of R^d, got ${experiment.world.kind}`);
  return experiment;
}
