import { symmetricEigen } from "../../numerics/symmetricEigen.ts";

/**
 * Orthonormal axes along which two symmetric matrices are both diagonal, as columns, shape [d, d]; null if they do not commute (an off-diagonal entry is above 1e-12 of
 * the largest entry). A sum with generic weights has no more symmetry than both.
 */
export function commonAxes(a: Float64Array, b: Float64Array, d: number): Float64Array | null {
  const [sizeA, sizeB] = [largest(a), largest(b)];
  const { vectors } = symmetricEigen(
    a.map((value, i) => value / sizeA + (0.7310585786300049 * b[i]) / sizeB),
    d,
  );
  for (const [matrix, size] of [
    [a, sizeA],
    [b, sizeB],
  ] as const) {
    for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) if (Math.abs(along(matrix, vectors, d, i, j)) > 1e-12 * size) return null;
  }
  return vectors;
}

/** e_iᵀ M e_j. */
export function along(matrix: Float64Array, vectors: Float64Array, d: number, i: number, j: number): number {
  let total = 0;
  for (let k = 0; k < d; k++) for (let l = 0; l < d; l++) total += vectors[k * d + i] * matrix[k * d + l] * vectors[l * d + j];
  return total;
}

function largest(matrix: Float64Array): number {
  return matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
