/** @file Small symmetric matrices as lists of rows: what hypotheses on covariances need. */

export type Matrix = readonly (readonly number[])[];

/** A covariance as an experiment file writes it (a variance, one a coordinate, or a matrix) as a full matrix [d][d]. */
export function fullMatrix(covariance: number | readonly number[] | Matrix, d: number): Matrix {
  return Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (__, j) => {
      if (typeof covariance === "number") return i === j ? covariance : 0;
      const row = covariance[i];
      if (typeof row === "number") return i === j ? row : 0;
      return row[j];
    }),
  );
}

/** Whether A B = B A, entry by entry within a tolerance: symmetric matrices that do have common axes. */
export function commute(a: Matrix, b: Matrix, tolerance: number): boolean {
  const product = (p: Matrix, q: Matrix): number[] =>
    p.flatMap((row) => q.map((_, j) => row.reduce((sum, value, k) => sum + value * q[k][j], 0)));
  const [ab, ba] = [product(a, b), product(b, a)];
  return ab.every((value, i) => Math.abs(value - ba[i]) <= tolerance);
}

/** Whether a symmetric matrix is positive definite: all pivots of its elimination are above 0. */
export function isPositive(matrix: Matrix): boolean {
  const rows = matrix.map((row) => [...row]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows[k][k];
    if (!(pivot > 0)) return false;
    for (let i = k + 1; i < rows.length; i++) {
      const share = rows[i][k] / pivot;
      for (let j = k; j < rows.length; j++) rows[i][j] -= share * rows[k][j];
    }
  }
  return true;
}
