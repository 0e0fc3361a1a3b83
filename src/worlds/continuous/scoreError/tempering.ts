import { BadInput } from "../../../numerics/badInput.ts";
import type { LawAt, ScoreField } from "../noisyLaw.ts";
import { refuseDensity, withoutDensity } from "./perturbed.ts";

/**
 * A bad model: the score times 1/T at every noise level, D_T = D/T + (1 − 1/T) x/a. T > 1 flattens, T < 1 sharpens, T = 1 changes no bit.
 * The gradient of p_θ^{1/T} at each angle, but these are not the noised versions of one law; so there is no density.
 * At pure noise (a = 0) there is nothing to get wrong: no error.
 *
 * @param temperature T > 0
 * @throws BadInput for a temperature that is not a finite number > 0; RangeError when asked for a log density
 */
export function tempering(field: ScoreField, temperature: number): ScoreField {
  if (!(temperature > 0 && temperature < Infinity)) throw new BadInput("scoreError.temperature", "a finite number above 0", temperature);
  if (temperature === 1) return field;
  const { dimension } = field;
  return {
    dimension,
    at: (a, b) => (a === 0 ? withoutDensity(field.at(a, b)) : temperedAt(field.at(a, b), dimension, { a, b, temperature })),
  };
}

interface Level {
  readonly a: number;
  readonly b: number;
  readonly temperature: number;
}

function temperedAt(exact: LawAt, dimension: number, { a, b, temperature }: Level): LawAt {
  const lost = 1 - 1 / temperature;
  const square = dimension * dimension;
  return {
    evaluate: (points, n, out) => {
      const { logDensity, score, hessian, denoised, spread } = out;
      refuseDensity(logDensity);
      exact.evaluate(points, n, out);
      if (score) for (let i = 0; i < n * dimension; i++) score[i] /= temperature;
      if (hessian) for (let e = 0; e < n * square; e++) hessian[e] /= temperature;
      if (denoised) for (let i = 0; i < n * dimension; i++) denoised[i] = denoised[i] / temperature + (lost * points[i]) / a;
      // (b²/a²)(I + b² H/T)
      if (!spread) return;
      const added = lost * (b / a) ** 2;
      for (let e = 0; e < n * square; e++) spread[e] = spread[e] / temperature + ((e % square) % (dimension + 1) === 0 ? added : 0);
    },
  };
}
