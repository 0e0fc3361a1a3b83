import { BadInput } from "../../numerics/badInput.ts";
import type { Denoiser } from "../../worlds/masked/denoiser.ts";
import type { DenoiserPair } from "../../worlds/masked/denoiserPair.ts";
import { learnedMixture } from "../../worlds/masked/learnedMixture.ts";
import { mixedWithUniform } from "../../worlds/masked/mixedWithUniform.ts";
import { pairOf } from "../../worlds/masked/mixture.ts";
import { noisyLogits } from "../../worlds/masked/noisyLogits.ts";
import type { Pair } from "../../worlds/masked/pair.ts";
import { tempered } from "../../worlds/masked/tempered.ts";
import type { MaskedExperiment, ScoreError } from "./schema.ts";
import type { BuiltWorld } from "./world.ts";

/** The pair that a model learned from samples would hold, or the true one: errors of other kinds leave no law behind them. */
export function learnedPair({ scoreError, target }: MaskedExperiment, { mixture, pair }: BuiltWorld): Pair {
  if (scoreError?.kind !== "learned") return pair;
  if (!mixture || target === undefined)
    throw new BadInput("scoreError.kind", "another than learned for an explicit pair, which has no classes", "learned");
  return pairOf(learnedMixture(mixture, scoreError), target);
}

/** A pair of denoisers with the error of an experiment; `learned` errors are already in the pair. */
export function withScoreError(pair: DenoiserPair, scoreError: ScoreError | undefined): DenoiserPair {
  if (scoreError === undefined || scoreError.kind === "learned") return pair;
  const { on } = scoreError;
  return {
    cond: on === "unconditional" ? pair.cond : changed(pair.cond, scoreError, "conditional"),
    uncond: on === "conditional" ? pair.uncond : changed(pair.uncond, scoreError, "unconditional"),
  };
}

function changed(denoiser: Denoiser, error: Exclude<ScoreError, { kind: "learned" }>, name: string): Denoiser {
  switch (error.kind) {
    case "tempering":
      return tempered(denoiser, error.temperature);
    case "logit-noise":
      return noisyLogits(denoiser, { sd: error.sd, seed: error.seed, name });
    case "uniform-mix":
      return mixedWithUniform(denoiser, error.epsilon);
  }
}

/** Whether an experiment's predictions are not the conditionals of any law, so that only denoisers can stand for them. */
export function breaksTable({ scoreError }: MaskedExperiment): boolean {
  return scoreError !== undefined && scoreError.kind !== "learned";
}
