import { BadInput } from "../../../numerics/badInput.ts";
import { stream } from "../../../random/stream.ts";
import type { NoisyLaw } from "../noisyLaw.ts";
import { pointCloud } from "../points.ts";

export interface MonteCarloOptions {
  /** n ≥ 1. */
  readonly draws: number;
  readonly seed: number;
  /** Part of the stream's name: of one name the same uniforms, of different names independent ones. */
  readonly name: string;
}

/**
 * The score estimated by Monte Carlo integration over x₀, as in arXiv:2409.13074: expectations under p(x₀ | x) become softmax averages over n draws. The draws are made once
 * and kept, so that what comes is the exact score of another law: the empirical one. Close to the true score while noise covers the gaps between
 * draws; below that samplers end on the draws.
 *
 * The stream is (seed, "score draws", name).
 *
 * @throws BadInput naming `scoreError.draws`
 */
export function monteCarlo(law: NoisyLaw, { draws, seed, name }: MonteCarloOptions): NoisyLaw {
  if (!(Number.isSafeInteger(draws) && draws >= 1)) throw new BadInput("scoreError.draws", "an integer of at least 1", draws);
  const rng = stream(seed, "score draws", name);
  const points = Array.from({ length: draws }, () => {
    const point = new Float64Array(law.dimension);
    law.draw(rng, point, 0);
    return { weight: 1, point };
  });
  return pointCloud(points, law.dimension, 0);
}
