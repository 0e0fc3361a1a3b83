import type { Measured } from "../../../measures/measured.ts";
import { continuousRun } from "../../../studies/continuous/continuousRun.ts";
import { planeMeasures } from "../../../studies/continuous/measurePlane.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import type { Omitted } from "../../../studies/omitted.ts";
import type { Resources } from "../../../studies/resources.ts";
import { unlessRefused } from "../../panels/views/answering/unlessRefused.ts";
import type { CurveSource } from "./record.ts";

/** What curves call the measures of a law in the plane. */
const NAMES: Readonly<Record<string, string>> = {
  "mean x0": "mean x0 (law)",
  "mean x1": "mean x1 (law)",
  "variance x0": "variance x0 (law)",
  "variance x1": "variance x1 (law)",
  covariance: "covariance x0,x1 (law)",
  "class confidence(law)": "E[p(c|x)] (law)",
  "log class confidence(law)": "E[log p(c|x)] (law)",
  "reciprocal class confidence(law)": "E[1/p(c|x)] (law)",
};

/** Measures of the flow's exact law in the plane at any weight: seconds each. */
export function planeCurves(experiment: ContinuousExperiment, resources: Resources): CurveSource {
  const omitted: Omitted[] = [];
  const at = (w: number): ReturnType<CurveSource["at"]> => {
    const weighted: ContinuousExperiment = { ...experiment, guidance: { ...experiment.guidance, w } as ContinuousExperiment["guidance"] };
    const here: Omitted[] = [];
    const { found, refused } = unlessRefused(() => planeMeasures(weighted, continuousRun(weighted, resources), here));
    for (const one of here) if (!omitted.some(({ name, why }) => name === one.name && why === one.why)) omitted.push(one);
    const measures = (found ?? []).map(({ name, value, method }): Measured => ({ name: NAMES[name] ?? name, value, method }));
    return { w, measures, fault: refused };
  };
  return { at, slow: true, omitted };
}
