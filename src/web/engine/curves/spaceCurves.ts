import { continuousRun } from "../../../studies/continuous/continuousRun.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import { withoutWidth } from "../../../studies/continuous/world.ts";
import type { Resources } from "../../../studies/resources.ts";
import { cloudCurves } from "./cloudCurves.ts";
import { lineCurves } from "./lineCurves.ts";
import { planeCurves } from "./planeCurves.ts";
import type { CurveSource } from "./record.ts";

/** Measures of an experiment on R^d at any weight, by what `runContinuousMeasure` chooses: exact on the line and of the flow in the plane, else samples. */
export function spaceCurves(experiment: ContinuousExperiment, resources: Resources): CurveSource {
  const { dimension } = continuousRun(experiment, resources).pair;
  const { kind } = experiment.sampler;
  if (dimension === 1 && kind !== "dopri5" && !withoutWidth(experiment)) return lineCurves(experiment, resources);
  if (dimension === 2 && kind === "flow") return planeCurves(experiment, resources);
  return cloudCurves(experiment, resources);
}
