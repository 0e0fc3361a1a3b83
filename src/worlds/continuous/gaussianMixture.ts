import { normal } from "../../random/normal.ts";
import { checkedDimension } from "./checked.ts";
import { type GaussianComponents, type GaussianSpec, gaussianComponents } from "./gaussianComponents.ts";
import { gaussianLine } from "./gaussianLine.ts";
import { gaussianPlane } from "./gaussianPlane.ts";
import { gaussianSpace } from "./gaussianSpace.ts";
import { kernelsNoised } from "./kernelsNoised.ts";
import { checkedLevel } from "./level.ts";
import type { NoisyLaw, ScoreField } from "./noisyLaw.ts";
import { picker } from "./picker.ts";

export type { GaussianSpec };

/**
 * A mixture of Gaussians on R^d, exact at every noise level. All of it is computed in log space; far away from all components the score is finite, linear in x.
 * A posterior between components is accurate to 2^−53 times the larger of their squared Mahalanobis distances.
 *
 * `draw` consumes 1 + 2d uniforms. A `LawAt` has buffers of its own and is not to be shared between calls that interleave.
 *
 * @param field path of the list of components, for messages: `world.classes.a.components`
 * @throws BadInput as `gaussianComponents`
 */
export function gaussianMixture(components: readonly GaussianSpec[], dimension: number, field = "world.components"): NoisyLaw {
  const d = checkedDimension("world.dimension", dimension);
  const parts = gaussianComponents(components, d, field);
  const law = evaluatorOf(parts);
  const covariances = parts.axes.map((_, k) => covarianceOf(parts, k));
  const { mean, covariance } = moments(parts, covariances);
  const z = new Float64Array(d);
  const pick = picker(parts.weights);
  const mixture: NoisyLaw = {
    dimension: d,
    at: (a, b) => {
      checkedLevel(a, b);
      return law(a, b);
    },
    mean,
    covariance,
    extent: extentOf(parts, covariances),
    compact: false,
    breaks: Array.from({ length: d }, () => []),
    draw: (rng, out, offset) => {
      const k = pick(rng());
      const basis = parts.axes[k];
      for (let i = 0; i < d; i++) z[i] = Math.sqrt(parts.variances[k * d + i]) * normal(rng);
      for (let i = 0; i < d; i++) {
        let value = 0;
        if (basis) for (let j = 0; j < d; j++) value += basis[i * d + j] * z[j];
        else value = z[i];
        out[offset + i] = parts.means[k * d + i] + value;
      }
    },
  };
  made.set(mixture, parts);
  return mixture;
}

/** A law that is made of another, or has its fields, is not in here. */
const made = new WeakMap<ScoreField, GaussianComponents>();

/** The Gaussians of a law made by {@link gaussianMixture}, for kernels; null for any other. */
export function gaussiansOf(law: ScoreField): GaussianComponents | null {
  return made.get(law) ?? null;
}

/** The loop that suits the components: equal round ones are a softmax over their means. */
function evaluatorOf(parts: GaussianComponents): NoisyLaw["at"] {
  const { dimension, variances, logWeights, means, count } = parts;
  if (dimension === 1) return (a, b) => gaussianLine(parts, a, b);
  if (dimension === 2) return (a, b) => gaussianPlane(parts, a, b);
  if (!variances.every((value) => value === variances[0])) return (a, b) => gaussianSpace(parts, a, b);
  return (a, b) => kernelsNoised({ dimension, count, logWeights, points: means, variance: variances[0] }, a, b);
}

/** Σ_k, shape [d, d]. */
function covarianceOf({ dimension: d, variances, axes }: GaussianComponents, k: number): Float64Array {
  const basis = axes[k];
  const out = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    if (!basis) out[i * d + i] = variances[k * d + i];
    else
      for (let j = 0; j < d; j++) for (let e = 0; e < d; e++) out[i * d + j] += basis[i * d + e] * basis[j * d + e] * variances[k * d + e];
  }
  return out;
}

function moments({ dimension: d, count, weights, means }: GaussianComponents, covariances: readonly Float64Array[]) {
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);
  for (let k = 0; k < count; k++) for (let i = 0; i < d; i++) mean[i] += weights[k] * means[k * d + i];
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        const apart = (means[k * d + i] - mean[i]) * (means[k * d + j] - mean[j]);
        covariance[i * d + j] += weights[k] * (covariances[k][i * d + j] + apart);
      }
    }
  }
  return { mean, covariance };
}

/** Every component keeps all but 1e-15 inside: 2Q(z) ≤ e^{−z²/2} = 1e-15/d in each coordinate. */
function extentOf({ dimension: d, count, means }: GaussianComponents, covariances: readonly Float64Array[]) {
  const reach = Math.sqrt(2 * Math.log(d / 1e-15));
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < d; i++) {
      const away = reach * Math.sqrt(covariances[k][i * (d + 1)]);
      low[i] = Math.min(low[i], means[k * d + i] - away);
      high[i] = Math.max(high[i], means[k * d + i] + away);
    }
  }
  return { low, high };
}
