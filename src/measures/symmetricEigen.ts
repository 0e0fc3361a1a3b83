/** Eigenvalues, ascending, and orthonormal eigenvectors as rows. */
export interface SymmetricEigen {
  /** Shape [d]. */
  readonly values: Float64Array;
  /** Shape [d, d]; row j belongs to values[j]. */
  readonly vectors: Float64Array;
}

/**
 * Of a small symmetric matrix, by Jacobi's cyclic rotations (Golub and Van Loan, 8.5).
 *
 * @param matrix shape [d, d], not changed
 */
export function symmetricEigen(matrix: Float64Array, d: number): SymmetricEigen {
  const a = matrix.slice();
  const rows = Float64Array.from({ length: d * d }, (_, e) => (e % (d + 1) === 0 ? 1 : 0));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let size = 0;
    for (let e = 0; e < d * d; e++) {
      size += a[e] ** 2;
      if (e % (d + 1) !== 0) off += a[e] ** 2;
    }
    if (!(off > 1e-32 * size)) break;
    for (let p = 0; p < d; p++) for (let q = p + 1; q < d; q++) rotate(a, rows, d, p, q);
  }
  const order = Array.from({ length: d }, (_, j) => j).sort((i, j) => a[i * d + i] - a[j * d + j]);
  return {
    values: Float64Array.from(order, (j) => a[j * d + j]),
    vectors: Float64Array.from({ length: d * d }, (_, e) => rows[order[Math.floor(e / d)] * d + (e % d)]),
  };
}

/** One rotation that makes entry (p, q) zero. */
function rotate(a: Float64Array, rows: Float64Array, d: number, p: number, q: number): void {
  const apq = a[p * d + q];
  if (apq === 0) return;
  const half = (a[q * d + q] - a[p * d + p]) / (2 * apq);
  const t = (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.sqrt(half * half + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < d; k++) turn(a, k * d + p, k * d + q, c, s);
  for (let k = 0; k < d; k++) turn(a, p * d + k, q * d + k, c, s);
  for (let k = 0; k < d; k++) turn(rows, p * d + k, q * d + k, c, s);
}

function turn(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [a[i], a[j]];
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}
