import type { LawAt } from "../../../src/worlds/continuous/noisyLaw.ts";

export interface Evaluated {
  readonly logDensity: Float64Array;
  readonly score: Float64Array;
  readonly hessian: Float64Array;
  readonly denoised: Float64Array;
  readonly spread: Float64Array;
}

/** Everything at n points, in arrays filled with NaN before, so that what is not written shows. */
export function evaluated(law: LawAt, points: ArrayLike<number>, d: number): Evaluated {
  const n = points.length / d;
  const fresh = (size: number): Float64Array => new Float64Array(size).fill(Number.NaN);
  const out = { logDensity: fresh(n), score: fresh(n * d), hessian: fresh(n * d * d), denoised: fresh(n * d), spread: fresh(n * d * d) };
  law.evaluate(Float64Array.from(points), n, out);
  return out;
}
