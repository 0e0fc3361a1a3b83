import type { LineLaw } from "../continuous/line/lineLaw.ts";
import { drive } from "../continuous/sampling/drive.ts";
import { lineSamplerLaw } from "../studies/continuous/lineSampler.ts";
import { samplerFor } from "../studies/continuous/sampling.ts";
import { type ContinuousSpec, continuousInstance } from "./continuousInstance.ts";

/** The exact law of an instance's own sampler on the line. */
export function samplerLaw(spec: ContinuousSpec): LineLaw {
  const { experiment, run } = continuousInstance(spec);
  return lineSamplerLaw(experiment.sampler, run);
}

/** Samples of an instance, shape [n, d]; sample i has the same noise for every w. */
export function samplesOf(spec: ContinuousSpec, n: number): Float64Array {
  const { experiment, run } = continuousInstance(spec);
  const { sampler } = samplerFor(experiment, run);
  const points = new Float64Array(n * run.pair.dimension);
  let at = 0;
  for (const batch of drive({ sampler, seed: experiment.seed, count: n, pair: run.fields })) {
    points.set(batch.points, at);
    at += batch.points.length;
  }
  return points;
}
