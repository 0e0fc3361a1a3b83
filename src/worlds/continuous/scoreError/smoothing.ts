import { BadInput } from "../../../numerics/badInput.ts";
import { normal } from "../../../random/normal.ts";
import type { Evaluation, LawAt, NoisyLaw } from "../noisyLaw.ts";

/**
 * A bad model: the law blurred, x₀ + δη with η ~ N(0, I). Again an exact law. Its noised version is that of the law at more noise,
 * B² = b² + a²δ²; with s, D, S = score, denoised mean and spread of the law there,
 *   D_δ = (b² D + aδ² x)/B²,   S_δ = b²δ²/B² I + b⁴/B⁴ S,   score and density are the same.
 *
 * @param sd δ ≥ 0; 0 changes no bit
 * @throws BadInput for an sd that is not a finite number ≥ 0
 */
export function smoothing(law: NoisyLaw, sd: number): NoisyLaw {
  if (!(sd >= 0 && sd < Infinity)) throw new BadInput("scoreError.sd", "a finite number of at least 0", sd);
  if (sd === 0) return law;
  const { dimension, extent } = law;
  // A normal variable leaves ±8.5 with probability 2e-17: the rest of 1e-15 is the law's own.
  const reach = 8.5 * sd;
  return {
    dimension,
    mean: law.mean,
    covariance: law.covariance.map((c, e) => (e % (dimension + 1) === 0 ? c + sd * sd : c)),
    extent: { low: extent.low.map((x) => x - reach), high: extent.high.map((x) => x + reach) },
    compact: false,
    breaks: law.breaks.map(() => []),
    draw: (rng, out, offset) => {
      law.draw(rng, out, offset);
      for (let i = offset; i < offset + dimension; i++) out[i] += sd * normal(rng);
    },
    at: (a, b) => smoothedAt(law, { a, b, sd }),
  };
}

function smoothedAt(law: NoisyLaw, { a, b, sd }: { readonly a: number; readonly b: number; readonly sd: number }): LawAt {
  const { dimension } = law;
  const blurred = Math.hypot(b, a * sd);
  const below = law.at(a, blurred);
  const kept = (b / blurred) ** 2;
  const moved = (a * sd * sd) / blurred / blurred;
  return {
    evaluate: (points, n, out: Evaluation) => {
      below.evaluate(points, n, out);
      const { denoised, spread } = out;
      if (denoised) for (let i = 0; i < n * dimension; i++) denoised[i] = kept * denoised[i] + moved * points[i];
      if (!spread) return;
      const square = dimension * dimension;
      for (let e = 0; e < n * square; e++)
        spread[e] = kept * kept * spread[e] + ((e % square) % (dimension + 1) === 0 ? kept * sd * sd : 0);
    },
  };
}
