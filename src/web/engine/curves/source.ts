import { continuousRun } from "../../../studies/continuous/continuousRun.ts";
import { withoutWidth } from "../../../studies/continuous/world.ts";
import { type Experiment, isContinuous } from "../../../studies/experiment.ts";
import type { Resources } from "../../../studies/resources.ts";
import { cloudCurves } from "./cloudCurves.ts";
import { lineCurves } from "./lineCurves.ts";
import { maskedCurves } from "./maskedCurves.ts";
import { planeCurves } from "./planeCurves.ts";
import type { CurveSource } from "./record.ts";

/** Measures of an experiment at any weight, by the same functions as `guidelab measure` chooses. */
export function curveSource(experiment: Experiment, resources: Resources): CurveSource {
  if (!isContinuous(experiment)) return maskedCurves(experiment, resources);
  const { dimension } = continuousRun(experiment, resources).pair;
  const { kind } = experiment.sampler;
  if (dimension === 1 && kind !== "dopri5" && !withoutWidth(experiment)) return lineCurves(experiment, resources);
  if (dimension === 2 && kind === "flow") return planeCurves(experiment, resources);
  return cloudCurves(experiment, resources);
}
