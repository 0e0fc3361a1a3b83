/** @file A mixture of Gaussians noised, x = a x₀ + b ε, by its definition: dense matrices, elimination, no care for speed. */

export interface DenseGaussian {
  readonly weight: number;
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/** Any way of writing a covariance, as a matrix. */
export function denseCovariance(given: number | readonly number[] | readonly (readonly number[])[], d: number): number[][] {
  return Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (__, j) => {
      if (typeof given === "number") return i === j ? given : 0;
      const row = given[i];
      return typeof row === "number" ? (i === j ? row : 0) : row[j];
    }),
  );
}

export interface MixtureMoments {
  readonly logDensity: number;
  readonly denoised: number[];
  readonly spread: number[][];
}

/** Density, E[x₀ | x] and Cov[x₀ | x] by conditioning each Gaussian on x = a x₀ + b ε. */
export function noisedMixture(components: readonly DenseGaussian[], a: number, b: number, x: readonly number[]): MixtureMoments {
  const d = x.length;
  const total = components.reduce((sum, { weight }) => sum + weight, 0);
  const parts = components.map(({ weight, mean, covariance }) => {
    const noised = covariance.map((row, i) => row.map((entry, j) => a * a * entry + (i === j ? b * b : 0)));
    const off = x.map((value, i) => value - a * mean[i]);
    const { solution, logDeterminant } = solve(noised, off);
    const square = off.reduce((sum, value, i) => sum + value * solution[i], 0);
    const gains = covariance.map((row) => row.map((entry) => a * entry));
    const given = mean.map((value, i) => value + gains[i].reduce((sum, gain, j) => sum + gain * solution[j], 0));
    const left = covariance.map((row, i) => {
      const back = solve(noised, gains[i]).solution;
      return row.map((entry, j) => entry - gains[j].reduce((sum, gain, k) => sum + gain * back[k], 0));
    });
    return { log: Math.log(weight / total) - 0.5 * (square + logDeterminant + d * Math.log(2 * Math.PI)), given, left };
  });
  const largest = Math.max(...parts.map(({ log }) => log));
  const mass = parts.reduce((sum, { log }) => sum + Math.exp(log - largest), 0);
  const shares = parts.map(({ log }) => Math.exp(log - largest) / mass);
  const denoised = x.map((_, i) => parts.reduce((sum, { given }, k) => sum + shares[k] * given[i], 0));
  const spread = x.map((_, i) =>
    x.map((__, j) =>
      parts.reduce((sum, { given, left }, k) => sum + shares[k] * (left[i][j] + (given[i] - denoised[i]) * (given[j] - denoised[j])), 0),
    ),
  );
  return { logDensity: largest + Math.log(mass), denoised, spread };
}

/** Solves A y = r for a positive definite A by elimination without pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): { solution: number[]; logDeterminant: number } {
  const d = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  let logDeterminant = 0;
  for (let i = 0; i < d; i++) {
    logDeterminant += Math.log(rows[i][i]);
    for (let k = i + 1; k < d; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= d; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  const solution = new Array<number>(d).fill(0);
  for (let i = d - 1; i >= 0; i--) {
    let value = rows[i][d];
    for (let j = i + 1; j < d; j++) value -= rows[i][j] * solution[j];
    solution[i] = value / rows[i][i];
  }
  return { solution, logDeterminant };
}
