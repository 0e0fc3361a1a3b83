/**
 * Solves (I − h A) y = b in place, A the generator of a birth-death process on 0 … n−1: y′_i = u_{i−1} y_{i−1} + d_{i+1} y_{i+1} − (u_i + d_i) y_i.
 *
 * Elimination in which nothing cancels: the pivot of row i is h u_i + e_i with e_0 = 1, e_i = 1 + h d_i e_{i−1}/(h u_{i−1} + e_{i−1}), after Grassmann,
 * Taksar and Heyman, Oper. Res. 33 (1985) 1107. So for b ≥ 0 every y_i ≥ 0 and exact to a few ulp times n, and Σ y = Σ b to rounding, however large h A is.
 *
 * @param up   u, rate from i to i + 1; entry n − 1 is not read
 * @param down d, rate from i to i − 1; entry 0 is not read
 * @param h    ≥ 0
 * @param y    b on entry, the solution on return; shape [n]
 * @param pivots work space, shape [n]
 */
export function solveBirthDeath(up: Float64Array, down: Float64Array, h: number, y: Float64Array, pivots: Float64Array): void {
  const n = y.length;
  let excess = 1;
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      excess = 1 + (h * down[i] * excess) / pivots[i - 1];
      y[i] += (h * up[i - 1] * y[i - 1]) / pivots[i - 1];
    }
    pivots[i] = i < n - 1 ? h * up[i] + excess : excess;
  }
  y[n - 1] /= pivots[n - 1];
  for (let i = n - 2; i >= 0; i--) y[i] = (y[i] + h * down[i + 1] * y[i + 1]) / pivots[i];
}
