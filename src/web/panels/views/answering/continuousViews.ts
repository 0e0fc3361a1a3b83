import { type ContinuousRun, continuousRun } from "../../../../studies/continuous/continuousRun.ts";
import { gaussianPairOf, gaussianRecord } from "../../../../studies/continuous/gaussianRecord.ts";
import type { ContinuousExperiment } from "../../../../studies/continuous/schema.ts";
import { withoutWidth } from "../../../../studies/continuous/world.ts";
import type { Resources } from "../../../../studies/resources.ts";
import type { CloudViews, MomentViews, Views, ViewsQuestion } from "../record.ts";
import { lineViews } from "./lineViews.ts";
import { planeViews } from "./planeViews.ts";

/**
 * The laws of an experiment on R^d, as `guidelab law` has them: densities on the line and in the plane, moments of single Gaussians, and nothing where only
 * samples can be had.
 *
 * @param partly told of a coarse law while the fine one is computed
 */
export function continuousViews(
  experiment: ContinuousExperiment,
  question: ViewsQuestion,
  resources: Resources,
  partly: (views: Views) => void,
): Views {
  const run = continuousRun(experiment, resources);
  const { dimension } = run.pair;
  if (withoutWidth(experiment)) return cloud(run, question, "points without bandwidth have no density: there are samples only");
  if (dimension === 1) return lineViews(experiment, run, question);
  const gaussians = gaussianPairOf(experiment, run);
  if (gaussians && (dimension > 2 || experiment.sampler.kind !== "flow"))
    return momentViews(gaussianRecord(experiment, run, gaussians), question);
  if (dimension === 2) return planeViews(experiment, run, question, partly);
  return cloud(run, question, `in ${dimension} dimensions the exact law is known of single Gaussians only: there are samples`);
}

function momentViews(
  { dimension, mean, covariance, tilted, conditional, distances, method, error, notes }: ReturnType<typeof gaussianRecord>,
  { of }: ViewsQuestion,
): MomentViews {
  const shared = { of, distances, method, error, notes, missing: null, later: false };
  return { kind: "moments", ...shared, dimension, law: { mean, covariance }, tilted, conditional };
}

function cloud({ pair: { dimension } }: ContinuousRun, { of }: ViewsQuestion, missing: string): CloudViews {
  return { kind: "cloud", of, dimension, distances: {}, method: null, error: 0, notes: [], missing, later: false };
}
