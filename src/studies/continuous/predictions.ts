import { BadInput } from "../../numerics/badInput.ts";
import type { ScoreField } from "../../worlds/continuous/noisyLaw.ts";
import type { ContinuousPair, FieldPair } from "../../worlds/continuous/pair.ts";
import { smoothing } from "../../worlds/continuous/scoreError/smoothing.ts";
import { tempering } from "../../worlds/continuous/scoreError/tempering.ts";
import type { ContinuousExperiment, ContinuousGuidance } from "./schema.ts";

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
  const guided: FieldPair = guidance.rule === "autoguidance" ? withBadModel(guidance, pair) : pair;
  if (scoreError === undefined) return guided;
  return guided;
}

function withBadModel({ bad }: Extract<ContinuousGuidance, { rule: "autoguidance" }>, pair: ContinuousPair): FieldPair {
  const { conditional } = pair;
  if (bad === undefined) {
    if (pair.targetWeight === null) return pair;
    throw new BadInput("guidance.bad", "a bad model (smoothing or tempering) for a world of classes", bad);
  }
  const model: ScoreField = bad.kind === "smoothing" ? smoothing(conditional, bad.sd) : tempering(conditional, bad.temperature);
  return { conditional, unconditional: model };
}
