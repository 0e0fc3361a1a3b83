/** @file A score that is right where data are and 0 far out: the error of a model that has never seen anything there. */

import type { NoisyLaw, ScoreField } from "../../worlds/continuous/noisyLaw.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";

/** Over so much the score fades to 0: an integrator need not look for a jump. */
const FADE = 0.1;

/** Share of the score that is kept at a distance from 0 on the noise circle. */
export function keptAt(distance: number, radius: number): number {
  const z = Math.min(1, Math.max(0, (distance - radius) / FADE));
  return 1 - z * z * (3 - 2 * z);
}

/** The scores of a pair on the line, faded to 0 beyond `radius` of the noise circle. Gives score and denoised mean. */
export function erased({ conditional, unconditional }: FieldPair, radius: number): FieldPair {
  return { conditional: erasedField(conditional, radius), unconditional: erasedField(unconditional, radius) };
}

function erasedField(law: ScoreField, radius: number): ScoreField {
  return {
    dimension: law.dimension,
    at: (a, b) => {
      const exact = law.at(a, b);
      const scale = Math.hypot(a, b);
      return {
        evaluate: (points, n, out) => {
          exact.evaluate(points, n, out);
          const { score, denoised } = out;
          for (let i = 0; i < n; i++) {
            const kept = keptAt(Math.abs(points[i]) / scale, radius);
            if (kept === 1) continue;
            if (score) score[i] *= kept;
            // D = (x + b² s)/a.
            if (denoised) denoised[i] = points[i] / a + kept * (denoised[i] - points[i] / a);
          }
        },
      };
    },
  };
}

/** Root of the largest E‖error‖² over noise levels, under each law's own noised law, by the midpoint rule. */
export function erasedSize(law: NoisyLaw, radius: number): number {
  let largest = 0;
  for (let k = 1; k <= 30; k++) {
    const theta = (Math.PI / 2) * (k / 30);
    const [a, b] = [Math.cos(theta), Math.sin(theta)];
    const count = 400;
    const step = 6 / count;
    const points = Float64Array.from({ length: 2 * count }, (_, i) => (i < count ? 1 : -1) * (radius + ((i % count) + 0.5) * step));
    const [score, logDensity] = [new Float64Array(points.length), new Float64Array(points.length)];
    law.at(a, b).evaluate(points, points.length, { score, logDensity });
    const square = points.reduce(
      (sum, x, i) => sum + step * ((1 - keptAt(Math.abs(x), radius)) * score[i]) ** 2 * Math.exp(logDensity[i]),
      0,
    );
    largest = Math.max(largest, square);
  }
  return Math.sqrt(largest);
}
