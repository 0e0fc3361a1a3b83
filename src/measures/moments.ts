/** Mean and covariance of a law on {0..K-1}^L, tokens read as numbers. */
export interface Moments {
  /** Shape [L]. */
  readonly mean: readonly number[];
  /** Shape [L, L], row-major. */
  readonly covariance: readonly number[];
}

/** @param law shape [K^L], row-major, site 0 slowest, sums to 1 */
export function moments(law: ArrayLike<number>, alphabet: number, length: number): Moments {
  const mean = new Array<number>(length).fill(0);
  const covariance = new Array<number>(length * length).fill(0);
  eachState(law, alphabet, length, (p, x) => {
    for (let i = 0; i < length; i++) mean[i] += p * x[i];
  });
  eachState(law, alphabet, length, (p, x) => {
    for (let i = 0; i < length; i++) for (let j = 0; j < length; j++) covariance[i * length + j] += p * (x[i] - mean[i]) * (x[j] - mean[j]);
  });
  return { mean, covariance };
}

function eachState(law: ArrayLike<number>, alphabet: number, length: number, visit: (p: number, x: Int32Array) => void): void {
  const x = new Int32Array(length);
  for (let index = 0; index < law.length; index++) {
    if (law[index] > 0) visit(law[index], x);
    let site = length - 1;
    while (site >= 0 && x[site] === alphabet - 1) x[site--] = 0;
    if (site >= 0) x[site]++;
  }
}
