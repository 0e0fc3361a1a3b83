/** @file What every mixture does at one point: posterior weights of the components, then means and covariances under them. */

/**
 * Turns logs of weighted densities into posterior weights, in place.
 *
 * @param logs nats; −∞ allowed
 * @returns log Σ exp(logs), nats; −∞ where all are −∞: then `logs` is left as it was
 */
export function posterior(logs: Float64Array, count: number): number {
  let largest = -Infinity;
  for (let k = 0; k < count; k++) if (logs[k] > largest) largest = logs[k];
  if (largest === -Infinity) return largest;
  let total = 0;
  for (let k = 0; k < count; k++) {
    const below = logs[k] - largest;
    const share = below === 0 ? 1 : below < -746 ? 0 : Math.exp(below);
    logs[k] = share;
    total += share;
  }
  if (total !== 1) for (let k = 0; k < count; k++) logs[k] /= total;
  return largest + Math.log(total);
}

/** All weight on one component. */
export function certain(posteriors: Float64Array, count: number, component: number): void {
  for (let k = 0; k < count; k++) posteriors[k] = k === component ? 1 : 0;
}

/**
 * Σ_k π_k u_k, written to out[at …]. Components of weight 0 are not read.
 *
 * @param vectors u, shape [count, d]
 */
export function mixedMean(posteriors: Float64Array, count: number, vectors: Float64Array, d: number, out: Float64Array, at: number): void {
  for (let i = 0; i < d; i++) out[at + i] = 0;
  for (let k = 0; k < count; k++) {
    const share = posteriors[k];
    if (share > 0) for (let i = 0; i < d; i++) out[at + i] += share * vectors[k * d + i];
  }
}

/**
 * Adds Σ_k π_k (u_k − ū)(u_k − ū)ᵀ to the d × d block out[at …]. Components of weight 0 are not read.
 *
 * @param mean ū at mean[meanAt …]
 */
export function addMixedCovariance(
  posteriors: Float64Array,
  count: number,
  vectors: Float64Array,
  d: number,
  mean: Float64Array,
  meanAt: number,
  out: Float64Array,
  at: number,
): void {
  for (let k = 0; k < count; k++) {
    const share = posteriors[k];
    if (!(share > 0)) continue;
    for (let i = 0; i < d; i++) {
      const left = share * (vectors[k * d + i] - mean[meanAt + i]);
      for (let j = 0; j <= i; j++) out[at + i * d + j] += left * (vectors[k * d + j] - mean[meanAt + j]);
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) out[at + j * d + i] = out[at + i * d + j];
}
