/** N(mean, covariance) on R^d. */
export interface GaussianLaw {
  /** Shape [d]. */
  readonly mean: Float64Array;
  /** Shape [d, d], symmetric, row-major. */
  readonly covariance: Float64Array;
}

/** A class law and an unconditional law, each one Gaussian: guided flow and reverse equation are linear and keep a law Gaussian. */
export interface GaussianPair {
  readonly conditional: GaussianLaw;
  readonly unconditional: GaussianLaw;
}

/** The law of a guided Gaussian pair, and how good the numbers are. */
export interface GuidedGaussian {
  /** `step limit`, `stuck`: the moments could not be followed to the end; the law is where they stood. */
  readonly status: "done" | "step limit" | "stuck";
  readonly law: GaussianLaw;
  /** Largest error of an entry of mean or covariance, relative to the largest entry of that covariance: an estimate, 0 for closed forms. */
  readonly error: number;
  readonly method: string;
}
