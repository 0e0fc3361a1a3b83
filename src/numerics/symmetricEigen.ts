/** A symmetric matrix as Σ_i λ_i e_i e_iᵀ. */
export interface SymmetricEigen {
  /** λ_i, shape [d], in no particular order. */
  readonly values: Float64Array;
  /** Entry [i, j] is coordinate i of e_j; shape [d, d], orthogonal to rounding. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations: each sweep turns every pair of axes until its off-diagonal entry is 0. A
 * diagonal matrix is returned as it is, with the identity. Complexity d³ per sweep, about 6 to 10 sweeps.
 *
 * Source: Golub and Van Loan, Matrix Computations, §8.5 (symmetric Schur decomposition of 2 × 2 blocks).
 *
 * @param matrix shape [d, d], symmetric, finite; only its upper triangle is read
 */
export function symmetricEigen(matrix: ArrayLike<number>, d: number): SymmetricEigen {
  const a = new Float64Array(d * d);
  const vectors = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    vectors[i * d + i] = 1;
    for (let j = i; j < d; j++) a[i * d + j] = a[j * d + i] = matrix[i * d + j];
  }
  for (let turned = true, sweep = 0; turned && sweep < 60; sweep++) {
    turned = false;
    for (let p = 0; p < d; p++) for (let q = p + 1; q < d; q++) if (rotate(a, vectors, d, p, q)) turned = true;
  }
  return { values: Float64Array.from({ length: d }, (_, i) => a[i * d + i]), vectors };
}

/** The same in ascending order of the eigenvalues, eigenvectors as rows: row j of `vectors`, shape [d, d], belongs to values[j]. */
export function ascendingEigen(matrix: ArrayLike<number>, d: number): SymmetricEigen {
  const { values, vectors } = symmetricEigen(matrix, d);
  const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  return {
    values: Float64Array.from(order, (j) => values[j]),
    vectors: Float64Array.from({ length: d * d }, (_, e) => vectors[(e % d) * d + order[Math.floor(e / d)]]),
  };
}

/** Turns the axes p and q so that a[p, q] = 0. @returns whether it was large enough to matter */
function rotate(a: Float64Array, vectors: Float64Array, d: number, p: number, q: number): boolean {
  const off = a[p * d + q];
  const left = a[p * d + p];
  const right = a[q * d + q];
  if (off === 0) return false;
  if (Math.abs(off) <= 2 ** -60 * Math.sqrt(Math.abs(left)) * Math.sqrt(Math.abs(right))) {
    a[p * d + q] = a[q * d + p] = 0;
    return false;
  }
  const half = (right - left) / (2 * off);
  const tangent = Number.isFinite(half) ? (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.hypot(1, half)) : 0;
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = tangent * cosine;
  for (let k = 0; k < d; k++) {
    if (k !== p && k !== q) {
      const kp = a[k * d + p];
      const kq = a[k * d + q];
      a[k * d + p] = a[p * d + k] = cosine * kp - sine * kq;
      a[k * d + q] = a[q * d + k] = sine * kp + cosine * kq;
    }
    const vp = vectors[k * d + p];
    const vq = vectors[k * d + q];
    vectors[k * d + p] = cosine * vp - sine * vq;
    vectors[k * d + q] = sine * vp + cosine * vq;
  }
  a[p * d + p] = left - tangent * off;
  a[q * d + q] = right + tangent * off;
  a[p * d + q] = a[q * d + p] = 0;
  return true;
}
