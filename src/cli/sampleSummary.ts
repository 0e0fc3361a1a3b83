/** @file What samples came to, as shown and as printed with --json. */

/** What samples of tokens came to. */
export interface SampleSummary {
  readonly n: number;
  /** How often each complete state came, shape [alphabet^length]; null where the space is large or masks were left. */
  readonly counts: Float64Array | null;
  readonly samples?: readonly (readonly number[])[];
  /** Mean network evaluations a sample. */
  readonly nfe: number;
  readonly seed: number;
  /** Totals over the samples: probabilities clamped, jumps rejected, sites still masked at the last grid point. */
  readonly clamps: number;
  readonly rejected: number;
  readonly leftMasked: number;
  /** How the conditionals were had; left out where the definitions answer without a word. */
  readonly method?: string;
}

/** What samples of R^d came to. */
export interface PointSummary {
  readonly n: number;
  readonly counts: null;
  readonly samples?: readonly (readonly number[])[];
  readonly nfe: number;
  readonly seed: number;
  /** Samples that left the range of numbers, or did not arrive in the steps allowed: they stand where they got to. */
  readonly diverged: number;
  readonly stepLimit: number;
  /** Of the samples that arrived; shape [d] and [d, d]. */
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
  readonly method: string;
}
