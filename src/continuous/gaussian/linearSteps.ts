import { product } from "./covariance.ts";
import type { GaussianLaw } from "./gaussianLaw.ts";

/** One step of a linear sampler: x′ = matrix · x + shift + z, z ~ N(0, noise). */
export interface AffineStep {
  /** Shape [d, d]. */
  readonly matrix: Float64Array;
  /** Shape [d]. */
  readonly shift: Float64Array;
  /** Shape [d, d], symmetric, may be 0. */
  readonly noise: Float64Array;
}

/** The law after the steps, exact, discretisation included: m′ = A m + c, P′ = A P Aᵀ + Q. */
export function linearStepsLaw(start: GaussianLaw, steps: readonly AffineStep[]): GaussianLaw {
  const d = start.mean.length;
  let { mean, covariance } = start;
  for (const { matrix, shift, noise } of steps) {
    const before = mean;
    mean = shift.map((value, i) => {
      let total = value;
      for (let j = 0; j < d; j++) total += matrix[i * d + j] * before[j];
      return total;
    });
    covariance = product(product(matrix, covariance, d), transposed(matrix, d), d).map((value, i) => value + noise[i]);
  }
  return { mean, covariance };
}

function transposed(matrix: Float64Array, d: number): Float64Array {
  return matrix.map((_, i) => matrix[(i % d) * d + Math.floor(i / d)]);
}
