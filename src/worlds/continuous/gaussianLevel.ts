import { type GaussianComponents, LOG_TWO_PI } from "./gaussianComponents.ts";

/**
 * Constants of a Gaussian mixture at one noise level. Component k is N(aμ, V), V = a²Σ + b²I, with eigenvalues v = a²λ + b² along the axes of its Σ;
 * given x and k, x₀ is Gaussian with mean μ + aΣV⁻¹(x − aμ) and covariance b²ΣV⁻¹.
 */
export interface GaussianLevel {
  /** log ω_k − ½ log det(2πV), shape [K], nats. */
  readonly logHeights: Float64Array;
  /** aμ, shape [K, d]. */
  readonly centres: Float64Array;
  /** 1/v along the component's axes, shape [K, d]. */
  readonly precisions: Float64Array;
  /** aλ/v, shape [K, d]: what the denoised mean gains per unit of x. */
  readonly gains: Float64Array;
  /** b²/v, shape [K, d]: share of the component's own mean in the denoised mean. */
  readonly shrinkages: Float64Array;
}

export function gaussianLevel(
  { count, dimension: d, logWeights, means, variances }: GaussianComponents,
  a: number,
  b: number,
): GaussianLevel {
  const size = count * d;
  const centres = new Float64Array(size);
  const precisions = new Float64Array(size);
  const gains = new Float64Array(size);
  const shrinkages = new Float64Array(size);
  const logHeights = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let log = logWeights[k] - 0.5 * d * LOG_TWO_PI;
    for (let i = k * d; i < (k + 1) * d; i++) {
      const v = a * a * variances[i] + b * b;
      centres[i] = a * means[i];
      precisions[i] = 1 / v;
      gains[i] = (a * variances[i]) / v;
      shrinkages[i] = (b * b) / v;
      log -= 0.5 * Math.log(v);
    }
    logHeights[k] = log;
  }
  return { logHeights, centres, precisions, gains, shrinkages };
}

/** The component of least Mahalanobis distance to a point so far away that its square overflows. */
export function nearestFarAway(
  { count, dimension: d, axes }: GaussianComponents,
  { centres, precisions }: GaussianLevel,
  x: Float64Array,
  at: number,
): number {
  let nearest = 0;
  let least = Infinity;
  for (let k = 0; k < count; k++) {
    const basis = axes[k];
    let distance = 0;
    for (let i = 0; i < d; i++) {
      let along = 0;
      if (basis) for (let j = 0; j < d; j++) along += basis[j * d + i] * (x[at + j] - centres[k * d + j]);
      else along = x[at + i] - centres[k * d + i];
      distance = Math.hypot(distance, along * Math.sqrt(precisions[k * d + i]));
    }
    if (distance < least) {
      least = distance;
      nearest = k;
    }
  }
  return nearest;
}
