/** @file Small symmetric positive definite matrices, shape [d, d], row-major. */
import { symmetricEigen } from "../../numerics/symmetricEigen.ts";

/** Lower triangular L with L Lᵀ = M; null if M is not positive definite. */
export function choleskyOf(matrix: Float64Array, d: number): Float64Array | null {
  const lower = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * d + j];
      for (let k = 0; k < j; k++) rest -= lower[i * d + k] * lower[j * d + k];
      if (i === j && !(rest > 0 && rest < Infinity)) return null;
      lower[i * d + j] = i === j ? Math.sqrt(rest) : rest / lower[j * d + j];
    }
  }
  return lower;
}

/** f applied to the eigenvalues: V diag(f(λ)) Vᵀ. */
export function spectral(matrix: Float64Array, d: number, f: (eigenvalue: number) => number): Float64Array {
  const { values, vectors } = symmetricEigen(matrix, d);
  return rebuilt(values.map(f), vectors, d);
}

/** V diag(λ) Vᵀ. */
export function rebuilt(values: Float64Array, vectors: Float64Array, d: number): Float64Array {
  const result = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let total = 0;
      for (let k = 0; k < d; k++) total += vectors[i * d + k] * values[k] * vectors[j * d + k];
      result[i * d + j] = result[j * d + i] = total;
    }
  }
  return result;
}

/** A B. */
export function product(a: Float64Array, b: Float64Array, d: number): Float64Array {
  const result = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let k = 0; k < d; k++) for (let j = 0; j < d; j++) result[i * d + j] += a[i * d + k] * b[k * d + j];
  return result;
}

/** A v. */
export function applied(matrix: Float64Array, vector: Float64Array, d: number): Float64Array {
  return vector.map((_, i) => {
    let total = 0;
    for (let j = 0; j < d; j++) total += matrix[i * d + j] * vector[j];
    return total;
  });
}
