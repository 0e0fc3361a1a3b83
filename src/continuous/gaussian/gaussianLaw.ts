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
