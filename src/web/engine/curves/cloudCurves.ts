import { cloudConfidence } from "../../../measures/cloudConfidence.ts";
import { cloudMoments } from "../../../measures/cloudDistances.ts";
import type { Measured } from "../../../measures/measured.ts";
import { continuousRun } from "../../../studies/continuous/continuousRun.ts";
import { gaussianPairOf, gaussianRecord } from "../../../studies/continuous/gaussianRecord.ts";
import { cloud } from "../../../studies/continuous/measureCloud.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import type { Resources } from "../../../studies/resources.ts";
import { unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import { momentMeasures } from "./momentMeasures.ts";
import type { CurveSource } from "./record.ts";

/** Measures of samples with the same noise at every weight, as `cloudMeasures` takes them; where all laws are single Gaussians, exact moments and distances. */
export function cloudCurves(experiment: ContinuousExperiment, resources: Resources): CurveSource {
  const at = (w: number): ReturnType<CurveSource["at"]> => {
    const weighted: ContinuousExperiment = { ...experiment, guidance: { ...experiment.guidance, w } as ContinuousExperiment["guidance"] };
    const exact = unlessRefused(() => gaussianMeasures(weighted, resources));
    const drawn = unlessRefused(() => sampleMeasures(weighted, resources, exact.found !== null));
    return { w, measures: [...(exact.found ?? []), ...(drawn.found ?? [])], fault: drawn.refused };
  };
  return {
    at,
    slow: false,
    omitted: [
      {
        name: "distances, entropy",
        why: "of samples they are not known; exact laws have them: on the line, of the flow in the plane, of single Gaussians",
      },
    ],
  };
}

function gaussianMeasures(experiment: ContinuousExperiment, resources: Resources): readonly Measured[] | null {
  const run = continuousRun(experiment, resources);
  const pair = gaussianPairOf(experiment, run);
  if (!pair) return null;
  const { dimension, mean, covariance, tilted, conditional, distances, method } = gaussianRecord(experiment, run, pair);
  const tag = (name: string, value: number): Measured => ({ name, value, method });
  return [
    ...Object.entries(distances).map(([name, value]) => tag(name, value)),
    ...momentMeasures("law", { mean, covariance }, dimension, tag),
    ...(tilted ? momentMeasures("tilted", tilted, dimension, tag) : []),
    ...momentMeasures("conditional", conditional, dimension, tag),
  ];
}

function sampleMeasures(experiment: ContinuousExperiment, resources: Resources, momentsKnown: boolean): readonly Measured[] {
  const { pair } = continuousRun(experiment, resources);
  const { points, lost } = cloud(experiment, resources);
  const n = points.length / pair.dimension;
  if (n < 2) return [];
  const method = `Monte Carlo (n = ${n}${lost > 0 ? `, ${lost} lost` : ""}; the same noise at every w)`;
  const tag = (name: string, value: number): Measured => ({ name, value, method });
  const moments = momentsKnown ? [] : momentMeasures("law", cloudMoments(points, pair.dimension), pair.dimension, tag);
  if (pair.targetWeight === null) return moments;
  const names = ["E[p(c|x)] (law)", "E[log p(c|x)] (law)", "E[1/p(c|x)] (law)"];
  return [...moments, ...cloudConfidence(pair, points).map(({ value, method: how }, k) => ({ name: names[k] ?? "", value, method: how }))];
}
