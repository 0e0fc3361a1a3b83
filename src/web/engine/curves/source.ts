import { type Experiment, isContinuous } from "../../../studies/experiment.ts";
import type { Resources } from "../../../studies/resources.ts";
import type { CurveSource } from "./record.ts";

/** Measures of an experiment at any weight, by the same functions as `guidelab measure`. Only the half that is needed is fetched. */
export async function curveSource(experiment: Experiment, resources: Resources): Promise<CurveSource> {
  if (isContinuous(experiment)) return (await import("./spaceCurves.ts")).spaceCurves(experiment, resources);
  return (await import("./maskedCurves.ts")).maskedCurves(experiment, resources);
}
