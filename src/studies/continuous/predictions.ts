import { BadInput } from "../../numerics/badInput.ts";
import type { ContinuousPair, FieldPair } from "../../worlds/continuous/pair.ts";
import { smoothing } from "../../worlds/continuous/scoreError/smoothing.ts";
import { tempering } from "../../worlds/continuous/scoreError/tempering.ts";
import { withScoreError } from "../../worlds/continuous/scoreError/withScoreError.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Laws whose tilt guidance is said to sample; null where it names none, or where its bad model is no law. */
export function wantedPair({ guidance }: ContinuousExperiment, pair: ContinuousPair): ContinuousPair | null {
  if (guidance.rule === "power-law" || guidance.rule === "feedback") return null;
  if (guidance.rule !== "autoguidance" || guidance.bad === undefined) return pair;
  if (guidance.bad.kind !== "smoothing") return null;
  return { ...pair, unconditional: smoothing(pair.conditional, guidance.bad.sd), targetWeight: null };
}

/**
 * What the sampler is told: the pair, with the bad model of `autoguidance` for the unconditional law, and with the score error.
 *
 * @throws BadInput naming `guidance.bad`, and as the score error demands
 */
export function predictions({ guidance, scoreError }: ContinuousExperiment, pair: ContinuousPair): FieldPair {
  if (guidance.rule !== "autoguidance") return scoreError ? withScoreError(pair, scoreError) : pair;
  const { bad } = guidance;
  if (bad === undefined && pair.targetWeight !== null)
    throw new BadInput("guidance.bad", "a bad model (smoothing or tempering) for a world of classes", bad);
  if (bad?.kind === "tempering") {
    if (scoreError) throw new BadInput("scoreError", "left out where guidance.bad is a tempering, which is no law", scoreError.kind);
    return { conditional: pair.conditional, unconditional: tempering(pair.conditional, bad.temperature) };
  }
  const told = bad ? { ...pair, unconditional: smoothing(pair.conditional, bad.sd) } : pair;
  return scoreError ? withScoreError(told, scoreError) : told;
}
