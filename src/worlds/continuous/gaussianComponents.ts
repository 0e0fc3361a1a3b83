import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";
import { symmetricEigen } from "../../numerics/symmetricEigen.ts";
import { checkedPoint, checkedWeight } from "./checked.ts";

/** A Gaussian of a mixture, as written. */
export interface GaussianSpec {
  /** > 0; the weights of a mixture need not sum to 1. */
  readonly weight: number;
  /** Shape [d]. */
  readonly mean: readonly number[];
  /** One variance for all coordinates, or d variances, or a symmetric positive definite matrix, shape [d][d]. */
  readonly covariance: number | readonly number[] | readonly (readonly number[])[];
}

/** The Gaussians of a mixture, each with the axes along which its coordinates are independent. */
export interface GaussianComponents {
  readonly dimension: number;
  readonly count: number;
  /** ω_k, sum to 1, shape [K]. */
  readonly weights: Float64Array;
  /** log ω_k, nats. */
  readonly logWeights: Float64Array;
  /** μ, shape [K, d], in the coordinates of x. */
  readonly means: Float64Array;
  /** λ, variances along the axes, shape [K, d]. */
  readonly variances: Float64Array;
  /** Per component: entry [i, j] is coordinate i of axis j, shape [d, d]; null where the axes are those of x. */
  readonly axes: readonly (Float64Array | null)[];
}

export const LOG_TWO_PI = Math.log(2 * Math.PI);

/** Below this ratio of the smallest to the largest eigenvalue a matrix cannot be told from a singular one. */
const LEAST_RATIO = 1e-14;

/**
 * Checked components; one eigen-decomposition for each full covariance.
 *
 * @param field path of the list, for messages
 * @throws BadInput for an empty list, a weight that is not > 0, a mean of a wrong length, a covariance that is not symmetric (1e-9 of its largest entry) and
 *   positive definite (smallest eigenvalue above 1e-14 of the largest)
 */
export function gaussianComponents(specs: readonly GaussianSpec[], dimension: number, field: string): GaussianComponents {
  const count = specs.length;
  if (count === 0) throw new BadInput(field, "a list of at least one component", specs);
  const weights = Float64Array.from(specs, ({ weight }, k) => checkedWeight(`${field}[${k}].weight`, weight));
  const total = sum(weights);
  const means = new Float64Array(count * dimension);
  const variances = new Float64Array(count * dimension);
  const axes = specs.map(({ mean, covariance }, k) => {
    means.set(checkedPoint(`${field}[${k}].mean`, mean, dimension), k * dimension);
    return readCovariance(`${field}[${k}].covariance`, covariance, dimension, variances, k * dimension);
  });
  const shares = weights.map((weight) => weight / total);
  return { dimension, count, weights: shares, logWeights: shares.map(Math.log), means, variances, axes };
}

/** Writes the variances along the axes from `at` on. @returns the axes, null for those of x */
function readCovariance(
  field: string,
  given: GaussianSpec["covariance"],
  d: number,
  variances: Float64Array,
  at: number,
): Float64Array | null {
  if (!Array.isArray(given)) {
    variances.fill(checkedVariance(field, given), at, at + d);
    return null;
  }
  if (given.length !== d) throw new BadInput(field, `a number, a list of ${d} variances or a matrix of ${d} rows`, given.length);
  if (!given.some(Array.isArray)) {
    for (let i = 0; i < d; i++) variances[at + i] = checkedVariance(`${field}[${i}]`, given[i]);
    return null;
  }
  const { values, vectors } = symmetricEigen(checkedMatrix(field, given, d), d);
  const [least, largest] = [Math.min(...values), Math.max(...values)];
  if (!(least > LEAST_RATIO * largest)) throw new BadInput(field, "positive definite, its smallest eigenvalue above 0", least);
  variances.set(values, at);
  return vectors.every((entry, k) => entry === (k % (d + 1) === 0 ? 1 : 0)) ? null : vectors;
}

function checkedVariance(field: string, value: unknown): number {
  if (!(typeof value === "number" && value > 0 && value < Infinity)) throw new BadInput(field, "a finite number above 0", value);
  return value;
}

function checkedMatrix(field: string, rows: readonly (readonly number[])[], d: number): Float64Array {
  const matrix = new Float64Array(d * d);
  rows.forEach((row, i) => {
    if (!Array.isArray(row)) throw new BadInput(`${field}[${i}]`, `a row of ${d} numbers`, row);
    matrix.set(checkedPoint(`${field}[${i}]`, row, d), i * d);
  });
  let largest = 0;
  for (const entry of matrix) largest = Math.max(largest, Math.abs(entry));
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      const [lower, upper] = [matrix[i * d + j], matrix[j * d + i]];
      if (!(Math.abs(lower - upper) <= 1e-9 * largest)) throw new BadInput(`${field}[${i}][${j}]`, `${upper}, as [${j}][${i}] is`, lower);
      matrix[j * d + i] = lower === upper ? upper : 0.5 * (lower + upper);
    }
  }
  return matrix;
}
