import type { NoisyLaw, ScoreField } from "./noisyLaw.ts";

/** What guidance is given: a conditional and an unconditional law on R^d. */
export interface ContinuousPair {
  readonly dimension: number;
  readonly conditional: NoisyLaw;
  readonly unconditional: NoisyLaw;
  /** Prior weight a of the target class when p is a mixture that contains p_c (then p(c|x) = a p_c(x)/p(x)); null for an explicit pair. */
  readonly targetWeight: number | null;
}

/** The predictions that a sampler is given: the pair itself, or the pair with an error. */
export interface FieldPair {
  readonly conditional: ScoreField;
  readonly unconditional: ScoreField;
}
