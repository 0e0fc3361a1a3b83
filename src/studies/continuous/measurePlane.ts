import { insideOf } from "../../continuous/plane/insideOf.ts";
import type { PlaneLaw } from "../../continuous/plane/planeLaw.ts";
import { logConfidences } from "../../measures/cloudConfidence.ts";
import type { Measured } from "../../measures/measured.ts";
import { planeEntropy, planeKullbackLeibler, planeTotalVariation } from "../../measures/plane/planeDistances.ts";
import type { Omitted } from "../omitted.ts";
import { axisPoints } from "./axisGrid.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import { aroundLaws, beside, planeLaws, planeMoments } from "./planeRecord.ts";
import type { ContinuousExperiment } from "./schema.ts";

/** Every measure of the exact law of the flow in the plane. */
export function planeMeasures(experiment: ContinuousExperiment, run: ContinuousRun, omitted: Omitted[]): readonly Measured[] {
  const posterior = run.pair.targetWeight !== null;
  const moments = planeMoments(experiment, run, posterior ? { count: 3, at: confidences(run) } : undefined);
  const { mean, covariance, entropy, observed, errors, method } = moments;
  const tagged = (name: string, value: number, error: number): Measured => ({
    name,
    value,
    method: `${method.replace(/\(.*?\)/, `(error ≤ ${error.toExponential(1)})`)}`,
  });
  if (!posterior) omitted.push({ name: "class confidence, E[1/p(c|x)]", why: "an explicit pair of laws has no class posterior" });
  const names = ["class confidence", "log class confidence", "reciprocal class confidence"];
  return [
    ...[0, 1].map((i) => tagged(`mean x${i}`, mean[i], errors.mean)),
    ...["variance x0", "covariance", "variance x1"].map((name, k) => tagged(name, covariance[[0, 1, 3][k]], errors.covariance)),
    tagged("entropy(law)", entropy, errors.entropy),
    ...(posterior ? names.map((name, k) => tagged(`${name}(law)`, observed[k], errors.observed[k])) : []),
    ...gridMeasures(experiment, run, moments, omitted),
  ];
}

/** p(c|x), its logarithm and its reciprocal. */
function confidences({ pair }: ContinuousRun): (points: Float64Array, n: number, out: Float64Array) => void {
  // The flow of a compact law stops with a little noise left, which may leave an end just outside an edge.
  const inside = pair.conditional.compact ? insideOf(pair.conditional, beside(pair.conditional)) : null;
  return (points, n, out) => {
    const ends = points.slice(0, 2 * n);
    inside?.(ends);
    const log = logConfidences(pair, ends);
    for (let i = 0; i < n; i++) out.set([Math.exp(log[i]), log[i], Math.exp(-log[i])], 3 * i);
  };
}

function gridMeasures(
  experiment: ContinuousExperiment,
  run: ContinuousRun,
  moments: ReturnType<typeof planeMoments>,
  omitted: Omitted[],
): readonly Measured[] {
  const [x, y] = aroundLaws(run.pair.conditional, moments).map(axisPoints);
  const { law, tilted, conditional, notes } = planeLaws(experiment, run, { x, y });
  if (!tilted) omitted.push({ name: "distances to tilted", why: notes.join("; ") });
  const others: readonly (readonly [string, PlaneLaw])[] = [...(tilted ? [["tilted", tilted] as const] : []), ["conditional", conditional]];
  const renamed = (name: string, { value, method }: Measured): Measured => ({ name, value, method });
  return [
    ...others.map(([name, other]) => renamed(`entropy(${name})`, planeEntropy(other))),
    ...others.flatMap(([name, other]) => [
      renamed(`tv(law,${name})`, planeTotalVariation(law, other)),
      renamed(`kl(law||${name})`, planeKullbackLeibler(law, other)),
    ]),
  ];
}
