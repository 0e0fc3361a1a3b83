/** @file What a classifier that knows the world says of samples: means of p(c|x) = a p_c(x)/p(x) over a cloud, in any dimension. */
import { BadInput } from "../numerics/badInput.ts";
import { logClassPosterior } from "../worlds/continuous/classPosterior.ts";
import type { ContinuousPair } from "../worlds/continuous/pair.ts";
import { type Estimate, meanEstimate, shareEstimate } from "./cloudEstimate.ts";

/**
 * ln p(c|x) at points without noise, shape [n]; −∞ off the support of p_c.
 *
 * @param points shape [n, d]
 * @throws BadInput for an explicit pair, which has no posterior
 */
export function logConfidences(
  { conditional, unconditional, targetWeight, dimension }: ContinuousPair,
  points: Float64Array,
): Float64Array {
  if (targetWeight === null) throw new BadInput("world", "classes, of which the target is one", "an explicit pair", "logConfidences");
  const n = points.length / dimension;
  const [cond, uncond] = [new Float64Array(n), new Float64Array(n)];
  conditional.at(1, 0).evaluate(points, n, { logDensity: cond });
  unconditional.at(1, 0).evaluate(points, n, { logDensity: uncond });
  logClassPosterior(targetWeight, cond, uncond, n, cond);
  return cond;
}

/** E[p(c|x)], E[ln p(c|x)] and E[1/p(c|x)] (arXiv:2505.01382; +∞ where a sample is off the support of p_c). */
export function cloudConfidence(pair: ContinuousPair, points: Float64Array): readonly [Estimate, Estimate, Estimate] {
  const log = logConfidences(pair, points);
  return [
    meanEstimate("class confidence", log.map(Math.exp)),
    meanEstimate("log class confidence", log),
    meanEstimate(
      "reciprocal class confidence",
      log.map((value) => Math.exp(-value)),
    ),
  ];
}

/**
 * P(p(c|Y^w) ≥ p(c|Y^0)) with common noise: entry i of both clouds comes from the same noise. What differs by less than rounding of the logarithm is equal.
 *
 * @param guided, plain shape [n, d]
 */
export function shareImproved(pair: ContinuousPair, guided: Float64Array, plain: Float64Array): Estimate {
  if (guided.length !== plain.length) throw new BadInput("plain", `as long as guided (${guided.length})`, plain.length, "shareImproved");
  const [after, before] = [logConfidences(pair, guided), logConfidences(pair, plain)];
  let count = 0;
  for (let i = 0; i < after.length; i++) if (after[i] >= before[i] - 1e-12) count++;
  return shareEstimate("share improved", count, after.length);
}
