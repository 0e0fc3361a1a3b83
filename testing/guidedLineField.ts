/** @file Guided pairs of Gaussian mixtures on the line, written out term by term: what exact laws on the line are compared against. */

/** Σ weight N(mean, variance); weights sum to 1. */
export type LineMixture = readonly { readonly weight: number; readonly mean: number; readonly variance: number }[];

/** The law of cos θ · x₀ + sin θ · ε for x₀ from a mixture. */
export function noisedMixture(mixture: LineMixture, theta: number): LineMixture {
  const [a, b] = [Math.cos(theta), Math.sin(theta)];
  return mixture.map(({ weight, mean, variance }) => ({ weight, mean: a * mean, variance: a * a * variance + b * b }));
}

/** log p(x) and its first two derivatives. */
export function mixtureAt(mixture: LineMixture, x: number): { readonly log: number; readonly score: number; readonly slope: number } {
  let top = -Infinity;
  for (const c of mixture) top = Math.max(top, logPart(c, x));
  let [total, first, second] = [0, 0, 0];
  for (const c of mixture) {
    const part = Math.exp(logPart(c, x) - top);
    const score = -(x - c.mean) / c.variance;
    total += part;
    first += part * score;
    second += part * (score * score - 1 / c.variance);
  }
  return { log: top + Math.log(total), score: first / total, slope: second / total - (first / total) ** 2 };
}

/** log of weight · N(x; mean, variance). */
function logPart({ weight, mean, variance }: LineMixture[number], x: number): number {
  return Math.log(weight / Math.sqrt(2 * Math.PI * variance)) - (x - mean) ** 2 / (2 * variance);
}

/** What is wanted of the field at n points. */
interface Wanted {
  readonly velocity?: Float64Array;
  readonly jacobian?: Float64Array;
  readonly score?: Float64Array;
  readonly scoreJacobian?: Float64Array;
}

/** s_w = (1 + w(θ)) s_c − w(θ) s_u on the noise circle. */
export function lineField(
  cond: LineMixture,
  uncond: LineMixture,
  w: number | ((theta: number) => number),
  corners: readonly number[] = [],
): {
  readonly dimension: number;
  readonly corners: readonly number[];
  readonly at: (theta: number) => { readonly evaluate: (points: Float64Array, n: number, out: Wanted) => void };
} {
  const at = (theta: number) => {
    const [c, u] = [noisedMixture(cond, theta), noisedMixture(uncond, theta)];
    const weight = typeof w === "number" ? w : w(theta);
    const tangent = Math.tan(theta);
    const evaluate = (points: Float64Array, n: number, out: Wanted): void => {
      for (let i = 0; i < n; i++) {
        const x = points[i];
        const [inC, inU] = [mixtureAt(c, x), weight === 0 ? { score: 0, slope: 0 } : mixtureAt(u, x)];
        const score = (1 + weight) * inC.score - weight * inU.score;
        const slope = (1 + weight) * inC.slope - weight * inU.slope;
        if (out.score) out.score[i] = score;
        if (out.scoreJacobian) out.scoreJacobian[i] = slope;
        if (out.velocity) out.velocity[i] = -tangent * (x + score);
        if (out.jacobian) out.jacobian[i] = -tangent * (1 + slope);
      }
    };
    return { evaluate };
  };
  return { dimension: 1, corners, at };
}
