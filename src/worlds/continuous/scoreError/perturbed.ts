import { BadInput } from "../../../numerics/badInput.ts";
import type { LawAt, NoisyLaw, ScoreField } from "../noisyLaw.ts";
import { type PlacedAt, placedAt, placement, RARE_WIDTH } from "./placement.ts";
import type { UnitEvaluation, UnitField } from "./unitField.ts";

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

function perturbedAt(given: Level): LawAt {
  const { a, b, exact, unit, law } = given;
  const d = law.dimension;
  const error = errorAt(given);
  return {
    evaluate: (points, n, out) => {
      refuseDensity(out.logDensity);
      const slopes = Boolean(out.hessian || out.spread);
      if (slopes && !unit.differentiable)
        throw new RangeError("evaluate: hessian and spread must be left out for a white score error, got one");
      const { value, jacobian } = error(points, n, slopes);
      exact.evaluate(points, n, out);
      const { score, denoised, hessian, spread } = out;
      // D = (x + b² s)/a and Cov = (b²/a²)(I + b² H).
      for (let i = 0; i < n * d; i++) {
        if (score) score[i] += value[i];
        if (denoised) denoised[i] += (b / a) * b * value[i];
      }
      for (let e = 0; jacobian && e < n * d * d; e++) {
        if (hessian) hessian[e] += jacobian[e];
        if (spread) spread[e] += (b / a) ** 2 * b * b * jacobian[e];
      }
    },
  };
}

/** δ and, where wanted, its Jacobian, at points in the process's own coordinates. */
function errorAt({ law, unit, a, b, size, exact, constants }: Level): (points: Float64Array, n: number, slopes: boolean) => UnitEvaluation {
  const d = law.dimension;
  const radius = Math.hypot(a, b);
  const theta = Math.atan2(b, a);
  const field = unit.at(theta);
  const { level, scale } = constants(theta);
  const rare = level < Infinity;
  // ln p on the circle is ln p here + d ln r.
  const shift = d * Math.log(radius);
  return (points, n, slopes) => {
    const value = new Float64Array(n * d);
    const jacobian = slopes ? new Float64Array(n * d * d) : null;
    const circle = points.slice(0, n * d);
    for (let i = 0; i < circle.length; i++) circle[i] /= radius;
    field(circle, n, { value, jacobian });
    const logDensity = rare ? new Float64Array(n) : null;
    const truth = rare && slopes ? new Float64Array(n * d) : null;
    if (logDensity) exact.evaluate(points, n, truth ? { logDensity, score: truth } : { logDensity });
    for (let k = 0; k < n; k++) {
      const g = logDensity ? placedAt(logDensity[k] + shift, level) : 1;
      const factor = (size * scale * g) / radius;
      if (jacobian) for (let e = k * d * d; e < (k + 1) * d * d; e++) jacobian[e] *= factor / radius;
      for (let i = k * d; i < (k + 1) * d; i++) {
        value[i] *= factor;
        // ∇g = −g (1 − g) s/h.
        for (let j = 0; jacobian && truth && g < 1 && j < d; j++)
          jacobian[i * d + j] -= ((1 - g) / RARE_WIDTH) * value[i] * truth[k * d + j];
      }
    }
    return { value, jacobian };
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
