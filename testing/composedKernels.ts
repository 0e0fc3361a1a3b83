/** @file A chain of Gaussian kernels on the line as plain sums over one fixed grid. */

/**
 * Density after the kernels x′ ~ N(mean(x), sd²) from N(0, sd₀²), at equidistant points: ρ′(y_j) = h Σ_i ρ(x_i) φ((y_j − mean(x_i))/sd)/sd. Spectrally accurate where h is below
 * half of every sd/|mean′| and the grid covers all mass.
 */
export function composedOnGrid(
  kernels: readonly { readonly mean: (x: number) => number; readonly sd: number }[],
  startSd: number,
  grid: { readonly low: number; readonly high: number; readonly points: number },
): { readonly x: Float64Array; readonly density: Float64Array; readonly cdf: (x: number) => number } {
  const h = (grid.high - grid.low) / (grid.points - 1);
  const x = Float64Array.from({ length: grid.points }, (_, i) => grid.low + h * i);
  const bell = (z: number, sd: number): number => Math.exp(-0.5 * (z / sd) ** 2) / (sd * Math.sqrt(2 * Math.PI));
  let density = x.map((value) => bell(value, startSd));
  for (const { mean, sd } of kernels) {
    const means = x.map(mean);
    const before = density;
    density = x.map((y) => {
      let total = 0;
      for (let i = 0; i < x.length; i++) if (Math.abs(y - means[i]) < 10 * sd) total += before[i] * bell(y - means[i], sd);
      return h * total;
    });
  }
  // the integral up to a grid point by the trapezium rule, whose end correction is −h² ρ′/12 + h⁴ ρ‴/720
  const cdf = (value: number): number => {
    const k = Math.round((value - grid.low) / h);
    let total = 0;
    for (let i = 0; i < k; i++) total += density[i];
    const d = (j: number): number => density[k + j];
    const first = (d(-2) - 8 * d(-1) + 8 * d(1) - d(2)) / (12 * h);
    const third = (d(2) - 2 * d(1) + 2 * d(-1) - d(-2)) / (2 * h ** 3);
    return h * (total + d(0) / 2) - (h * h * first) / 12 + (h ** 4 * third) / 720;
  };
  return { x, density, cdf };
}
