import { cloudConfidence, shareImproved } from "../../measures/cloudConfidence.ts";
import { cloudMoments } from "../../measures/cloudDistances.ts";
import { boundaryMass, quantileLevel, supportError } from "../../measures/cloudSupport.ts";
import type { Measured } from "../../measures/measured.ts";
import { stream } from "../../random/stream.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { shapeMeasures } from "./measureShape.ts";
import { runContinuousSampling } from "./sampling.ts";
import type { ContinuousExperiment } from "./schema.ts";

const [SAMPLES, FEW] = [4000, 500];
/** Mass that a law without edges keeps below the level at which a sample counts as off it. */
const OFF = 0.01;

/** Measures of samples, for laws that are not computed, and of what common noise does. */
export function cloudMeasures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  omitted: Omitted[],
): readonly Measured[] {
  const { pair } = run;
  const { points, lost } = cloud(experiment, resources);
  const n = points.length / pair.dimension;
  const tagged = (name: string, value: number): Measured => ({ name, value, method: `Monte Carlo (n = ${n})` });
  if (lost > 0) omitted.push({ name: `${lost} of ${SAMPLES} samples`, why: "they diverged or did not arrive, and are in no measure" });
  if (n < 2) return [];
  const { mean, covariance, standardError } = cloudMoments(points, pair.dimension);
  const spread = Array.from({ length: pair.dimension }, (_, i) => covariance[i * (pair.dimension + 1)]);
  return [
    ...Array.from(mean, (value, i) => ({
      ...tagged(`mean x${i}`, value),
      method: `Monte Carlo (n = ${n}, 95 % interval ± ${(1.96 * standardError[i]).toPrecision(2)})`,
    })).slice(0, MOST_COORDINATES),
    ...spread.map((value, i) => tagged(`variance x${i}`, value)).slice(0, MOST_COORDINATES),
    ...confidence(experiment, run, resources, points, lost, omitted),
    ...support(experiment, run, points),
    ...shapeMeasures(experiment, run, points, omitted),
  ];
}

/** Samples for where they lie in the class, beside measures of an exact law. */
export function shapeOfSamples(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  omitted: Omitted[],
): readonly Measured[] {
  const { points } = cloud(experiment, resources, FEW);
  return points.length === 0 ? [] : shapeMeasures(experiment, run, points, omitted);
}

/** Coordinates whose moments are listed. */
const MOST_COORDINATES = 8;

/** Samples that arrived, shape [n, d], and how many did not. */
export function cloud(
  experiment: ContinuousExperiment,
  resources: Resources,
  count = SAMPLES,
): { readonly points: Float64Array; readonly lost: number } {
  const { draws, dimension } = runContinuousSampling(experiment, resources, count);
  const rows: Float64Array[] = [];
  for (const { point, status } of draws) if (status === "done") rows.push(point);
  const points = new Float64Array(rows.length * dimension);
  rows.forEach((row, i) => {
    points.set(row, i * dimension);
  });
  return { points, lost: count - rows.length };
}

function confidence(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  resources: Resources,
  points: Float64Array,
  lost: number,
  omitted: Omitted[],
): readonly Measured[] {
  if (run.pair.targetWeight === null) {
    omitted.push({ name: "class confidence, E[1/p(c|x)], share improved", why: "an explicit pair of laws has no class posterior" });
    return [];
  }
  const plain = cloud({ ...experiment, guidance: { ...experiment.guidance, w: 0 } }, resources);
  const common = lost === 0 && plain.lost === 0;
  if (!common) omitted.push({ name: "share improved with common noise", why: "some samples were lost" });
  return [...cloudConfidence(run.pair, points), ...(common ? [shareImproved(run.pair, points, plain.points)] : [])].map(plainly);
}

function support({ seed }: ContinuousExperiment, { pair: { conditional } }: ContinuousRun, points: Float64Array): readonly Measured[] {
  if (conditional.compact) {
    const widths = conditional.extent.high.map((high, i) => high - conditional.extent.low[i]);
    return [supportError(conditional, points), boundaryMass(conditional, points, 0.05 * Math.min(...widths))].map(plainly);
  }
  const { level, margin } = quantileLevel(conditional, OFF, SAMPLES, stream(seed, "support level"));
  const { value, method } = supportError(conditional, points, level);
  return [{ name: `mass where p_c has only ${OFF} of its own (± ${margin.toFixed(3)})`, value, method }];
}

const plainly = ({ name, value, method }: Measured): Measured => ({ name, value, method });
