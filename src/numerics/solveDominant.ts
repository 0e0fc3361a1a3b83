/**
 * Solves A x = b in place for an M-matrix given by its off-diagonal entries, all ≤ 0, and the sums of its columns, all > 0; entry by entry to relative
 * accuracy for b ≥ 0, however large the off-diagonal entries. Complexity n³/3.
 *
 * Elimination in which nothing cancels: with e_j the column sums, a pivot is a_kk = e_k − Σ_{i>k} a_ik, a sum of positive terms; eliminating k
 * turns e_j into e_j − a_kj e_k/a_kk and a_ij into a_ij − a_ik a_kj/a_kk, terms of one sign. After Grassmann, Taksar and Heyman, Oper. Res. 33 (1985) 1107.
 *
 * @param matrix   A, shape [n, n], row-major, its diagonal not read; overwritten
 * @param sums     e, shape [n]; overwritten
 * @param solution b on entry, x on return, shape [n]
 */
export function solveDominant(matrix: Float64Array, sums: Float64Array, solution: Float64Array): void {
  const n = solution.length;
  for (let k = 0; k < n; k++) {
    let pivot = sums[k];
    for (let i = k + 1; i < n; i++) pivot -= matrix[i * n + k];
    matrix[k * n + k] = pivot;
    for (let j = k + 1; j < n; j++) sums[j] -= (matrix[k * n + j] * sums[k]) / pivot;
    for (let i = k + 1; i < n; i++) {
      if (matrix[i * n + k] === 0) continue;
      const factor = matrix[i * n + k] / pivot;
      for (let j = k + 1; j < n; j++) matrix[i * n + j] -= factor * matrix[k * n + j];
      solution[i] -= factor * solution[k];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) solution[i] -= matrix[i * n + j] * solution[j];
    solution[i] /= matrix[i * n + i];
  }
}
