/**
 * Masses of the same cells from runs with cells cut in two 0, 1, 2 … times, extrapolated after Romberg: their errors are series in the even powers of the cell size.
 *
 * @param runs at least one, each of shape [cells]
 */
export function extrapolatedMasses(runs: readonly Float64Array[]): {
  readonly value: Float64Array<ArrayBuffer>;
  /** Largest difference of the distribution function at the edges from what all but the finest run give; 1 for a single run. */
  readonly change: number;
} {
  let [previous, row]: [readonly Float64Array[], Float64Array<ArrayBuffer>[]] = [[], []];
  for (const masses of runs) {
    previous = row;
    row = [masses.slice()];
    previous.forEach((coarser, k) => {
      row.push(row[k].map((mass, i) => mass + (mass - coarser[i]) / (4 ** (k + 1) - 1)));
    });
  }
  const value = row[row.length - 1];
  const before = previous.at(-1);
  return { value, change: before ? largestRise(value, before) : 1 };
}

function largestRise(a: Float64Array, b: Float64Array): number {
  let [largest, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    sum += a[i] - b[i];
    largest = Math.max(largest, Math.abs(sum));
  }
  return largest;
}
