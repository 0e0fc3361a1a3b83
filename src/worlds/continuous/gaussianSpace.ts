import type { GaussianComponents } from "./gaussianComponents.ts";
import { gaussianLevel, nearestFarAway } from "./gaussianLevel.ts";
import { addMixedCovariance, certain, mixedMean, posterior } from "./mixing.ts";
import type { LawAt } from "./noisyLaw.ts";

/** A Gaussian mixture in any dimension, noised. A point costs K·d for covariances along the axes of x, K·d² for full ones. */
export function gaussianSpace(components: GaussianComponents, a: number, b: number): LawAt {
  const { count, dimension: d, means, variances, axes } = components;
  const level = gaussianLevel(components, a, b);
  const { logHeights, centres, precisions, gains, shrinkages } = level;
  const shares = new Float64Array(count);
  const along = new Float64Array(count * d);
  const vectors = new Float64Array(count * d);
  const mean = new Float64Array(d);
  const inAxes = (k: number, values: Float64Array): ((entry: number) => number) => {
    const basis = axes[k];
    if (!basis) return (entry) => (entry % (d + 1) === 0 ? values[k * d + entry / (d + 1)] : 0);
    return (entry) => {
      const [i, j] = [Math.floor(entry / d), entry % d];
      let total = 0;
      for (let axis = 0; axis < d; axis++) total += basis[i * d + axis] * basis[j * d + axis] * values[k * d + axis];
      return total;
    };
  };
  /** Per component a matrix whose eigenvalues along its axes are given: only diagonals where no component has axes of its own. */
  const matrices = (values: Float64Array): Float64Array => {
    const all = new Float64Array(count * d * d);
    for (let k = 0; k < count; k++) {
      const entry = inAxes(k, values);
      for (let e = 0; e < d * d; e++) all[k * d * d + e] = entry(e);
    }
    return all;
  };
  const full = axes.some((basis) => basis !== null);
  let curvatures: Float64Array | null = null;
  let residues: Float64Array | null = null;
  const remaining = shrinkages.map((share, i) => share * variances[i]);

  /** vectors[k] = shift[k] + factor along the axes of component k, applied to x − aμ. */
  const transform = (factor: Float64Array, sign: number): void => {
    for (let k = 0; k < count; k++) {
      if (shares[k] === 0) continue;
      const basis = axes[k];
      for (let i = 0; i < d; i++) {
        let value = 0;
        if (basis) for (let j = 0; j < d; j++) value += basis[i * d + j] * along[k * d + j] * factor[k * d + j];
        else value = along[k * d + i] * factor[k * d + i];
        vectors[k * d + i] = sign * value;
      }
    }
  };
  /** Writes Σ_k share_k · matrix_k, the matrices along the axes of x being diagonals. */
  const mixMatrices = (dense: Float64Array | null, diagonal: Float64Array, sign: number, out: Float64Array, at: number): void => {
    out.fill(0, at, at + d * d);
    for (let k = 0; k < count; k++) {
      const share = sign * shares[k];
      if (share === 0) continue;
      if (dense) for (let e = 0; e < d * d; e++) out[at + e] += share * dense[k * d * d + e];
      else for (let i = 0; i < d; i++) out[at + i * (d + 1)] += share * diagonal[k * d + i];
    }
  };

  return {
    evaluate: (points, n, { logDensity, score, hessian, denoised, spread }) => {
      if (full && hessian) curvatures ??= matrices(precisions);
      if (full && spread) residues ??= matrices(remaining);
      for (let p = 0; p < n; p++) {
        const at = p * d;
        for (let k = 0; k < count; k++) {
          const basis = axes[k];
          let square = 0;
          for (let i = 0; i < d; i++) {
            let value = 0;
            if (basis) for (let j = 0; j < d; j++) value += basis[j * d + i] * (points[at + j] - centres[k * d + j]);
            else value = points[at + i] - centres[k * d + i];
            along[k * d + i] = value;
            square += value * value * precisions[k * d + i];
          }
          shares[k] = logHeights[k] - 0.5 * square;
        }
        const log = posterior(shares, count);
        if (log === -Infinity) certain(shares, count, nearestFarAway(components, level, points, at));
        if (logDensity) logDensity[p] = log;
        if (score || hessian) {
          transform(precisions, -1);
          mixedMean(shares, count, vectors, d, mean, 0);
          if (score) score.set(mean, at);
          if (hessian) {
            mixMatrices(curvatures, precisions, -1, hessian, at * d);
            addMixedCovariance(shares, count, vectors, d, mean, 0, hessian, at * d);
          }
        }
        if (denoised || spread) {
          transform(gains, 1);
          for (let e = 0; e < count * d; e++) vectors[e] += means[e];
          mixedMean(shares, count, vectors, d, mean, 0);
          if (denoised) denoised.set(mean, at);
          if (spread) {
            mixMatrices(residues, remaining, 1, spread, at * d);
            addMixedCovariance(shares, count, vectors, d, mean, 0, spread, at * d);
          }
        }
      }
    },
  };
}
