import type { NoisyLaw, ScoreField } from "../noisyLaw.ts";
import type { ContinuousPair, FieldPair } from "../pair.ts";
import { fourierField } from "./fourierField.ts";
import { monteCarlo } from "./monteCarlo.ts";
import { perturbed } from "./perturbed.ts";
import { smoothing } from "./smoothing.ts";
import { tempering } from "./tempering.ts";
import { whiteField } from "./whiteField.ts";

/** A score error as written in the experiment file; `on` says whose predictions have it, both when left out. */
export type ContinuousScoreError = { readonly on?: "both" | "conditional" | "unconditional" | undefined } & (
  | {
      readonly kind: "white" | "smooth";
      /** ε ≥ 0. */
      readonly size: number;
      /** `uniform` when left out. */
      readonly placed?: "uniform" | "rare" | undefined;
      /** 0 when left out. */
      readonly seed?: number | undefined;
    }
  | { readonly kind: "smoothing"; readonly sd: number }
  | { readonly kind: "tempering"; readonly temperature: number }
  | { readonly kind: "monte-carlo"; readonly draws: number; readonly seed?: number | undefined }
);

/**
 * The predictions of a pair of laws with an error:
 * - `white`, `smooth`: δ added to the score, E‖δ‖² = ε² at every noise level of the noise circle, everywhere alike or where noised data are rare
 * - `smoothing`: the law blurred by N(0, sd² I)
 * - `tempering`: the score times 1/T
 * - `monte-carlo`: the score of n draws from the law in its place, the same n throughout (arXiv:2409.13074)
 * The errors of the two are independent.
 *
 * @throws BadInput naming the field of `scoreError`
 */
export function withScoreError({ conditional, unconditional }: ContinuousPair, error: ContinuousScoreError): FieldPair {
  const { on = "both" } = error;
  return {
    conditional: on === "unconditional" ? conditional : withError(conditional, error, "conditional"),
    unconditional: on === "conditional" ? unconditional : withError(unconditional, error, "unconditional"),
  };
}

function withError(law: NoisyLaw, error: ContinuousScoreError, name: string): ScoreField {
  switch (error.kind) {
    case "smoothing":
      return smoothing(law, error.sd);
    case "tempering":
      return tempering(law, error.temperature);
    case "monte-carlo":
      return monteCarlo(law, { draws: error.draws, seed: error.seed ?? 0, name });
    default: {
      const { size, placed = "uniform", seed = 0 } = error;
      const unit =
        error.kind === "white" ? whiteField(law.dimension, seed, name) : fourierField(law.dimension, halfSpread(law), { seed, name });
      return perturbed(law, unit, { size, placed, seed, name });
    }
  }
}

/** Half the root mean square deviation per coordinate of the noised law on the circle, the length on which a smooth error changes; 1 for a point without noise. */
function halfSpread({ dimension, covariance }: NoisyLaw): (theta: number) => number {
  let variance = 0;
  for (let i = 0; i < dimension; i++) variance += covariance[i * (dimension + 1)] / dimension;
  return (theta) => Math.sqrt(Math.cos(theta) ** 2 * variance + Math.sin(theta) ** 2) / 2 || 1;
}
