import { BadInput } from "../../../numerics/badInput.ts";
import type { LawAt, NoisyLaw, ScoreField } from "../noisyLaw.ts";
import { type PlacedAt, placedAt, placement, RARE_WIDTH } from "./placement.ts";
import type { UnitField } from "./unitField.ts";

export interface PerturbationOptions {
  /** ε ≥ 0: root of E_{p_θ}‖δ‖² on the noise circle. */
  readonly size: number;
  readonly placed: "uniform" | "rare";
  readonly seed: number;
  /** Part of the streams' names. */
  readonly name: string;
}

/**
 * A law's predictions with an additive score error: s + δ, and denoised mean D + (b²/a) δ, so that D = (x + b² s)/a still holds.
 *
 * δ lives on the noise circle: δ(x; a, b) = δ(x/r; θ)/r with r = √(a² + b²), tan θ = b/a, so that it is one error whatever the process, and E‖δ‖² = ε²/r² under the
 * noised law. For variance-preserving processes r = 1. At pure noise (a = 0) there is nothing to get wrong: no error.
 *
 * Jacobians are there where the unit field is smooth. A field with an error has no density.
 *
 * @throws BadInput for a size that is not a finite number ≥ 0
 * @throws RangeError when asked for a log density, or for Jacobians of a white error
 */
export function perturbed(law: NoisyLaw, unit: UnitField, options: PerturbationOptions): ScoreField {
  const { size } = options;
  if (!(size >= 0 && size < Infinity)) throw new BadInput("scoreError.size", "a finite number of at least 0", size);
  const constants = placement(law, unit, options);
  return {
    dimension: law.dimension,
    at: (a, b) => {
      const exact = law.at(a, b);
      return a === 0 || size === 0 ? withoutDensity(exact) : perturbedAt({ law, unit, a, b, size, exact, constants });
    },
  };
}

interface Level {
  readonly law: NoisyLaw;
  readonly unit: UnitField;
  readonly a: number;
  readonly b: number;
  readonly size: number;
  readonly exact: LawAt;
  readonly constants: (theta: number) => PlacedAt;
}

function perturbedAt({ law: { dimension }, unit, a, b, size, exact, constants }: Level): LawAt {
  const radius = Math.hypot(a, b);
  const theta = Math.atan2(b, a);
  const field = unit.at(theta);
  const { level, scale } = constants(theta);
  const rare = level < Infinity;
  const shift = dimension * Math.log(radius);
  return {
    evaluate: (points, n, out) => {
      const { logDensity, score, hessian, denoised, spread } = out;
      refuseDensity(logDensity);
      const slopes = hessian !== undefined || spread !== undefined;
      if (slopes && !unit.differentiable) throw new RangeError("perturbed: hessian and spread must be left out for a white error, got one");
      const density = rare ? new Float64Array(n) : undefined;
      const truth = rare && slopes ? (score ?? new Float64Array(n * dimension)) : score;
      exact.evaluate(points, n, given({ logDensity: density, score: truth, hessian, denoised, spread }));
      const circle = new Float64Array(n * dimension);
      for (let i = 0; i < circle.length; i++) circle[i] = points[i] / radius;
      const value = new Float64Array(n * dimension);
      const jacobian = slopes ? new Float64Array(n * dimension * dimension) : null;
      field(circle, n, { value, jacobian });
      for (let k = 0; k < n; k++) {
        const g = density === undefined ? 1 : placedAt(density[k] + shift, level);
        const factor = (size * scale * g) / radius;
        if (jacobian !== null) {
          // ∇g = −g (1 − g) s/h, s the true score in these coordinates.
          const steep = density === undefined ? 0 : (-factor * (1 - g)) / RARE_WIDTH;
          for (let i = k * dimension; i < (k + 1) * dimension; i++) {
            for (let j = 0; j < dimension; j++) {
              const e = i * dimension + j;
              const slope =
                (factor * jacobian[e]) / radius + (steep === 0 || truth === undefined ? 0 : steep * value[i] * truth[k * dimension + j]);
              if (hessian) hessian[e] += slope;
              if (spread) spread[e] += (b / a) ** 2 * b * b * slope;
            }
          }
        }
        for (let i = k * dimension; i < (k + 1) * dimension; i++) value[i] *= factor;
      }
      for (let i = 0; i < value.length; i++) {
        if (score) score[i] += value[i];
        if (denoised) denoised[i] += (b / a) * b * value[i];
      }
    },
  };
}

/** A law's level that refuses to speak of a density. */
export function withoutDensity(exact: LawAt): LawAt {
  return {
    evaluate: (points, n, out) => {
      refuseDensity(out.logDensity);
      exact.evaluate(points, n, out);
    },
  };
}

export function refuseDensity(logDensity: Float64Array | undefined): void {
  if (logDensity !== undefined) throw new RangeError("evaluate: logDensity must be left out for a field with a score error, got one");
}

/** The entries that are there. */
function given<T extends object>(entries: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as T;
}
