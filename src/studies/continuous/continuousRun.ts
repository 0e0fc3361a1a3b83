/** @file One experiment on R^d, made ready: its world, what the sampler is told of it, its process and its guided field. */

import { guidedField } from "../../continuous/guided.ts";
import type { GuidedField, Start } from "../../continuous/guidedField.ts";
import { type GuidedWeight, guidedWeight } from "../../continuous/guidedWeight.ts";
import { type Process, process } from "../../continuous/process.ts";
import type { GuidedSampling } from "../../continuous/sampling/guide.ts";
import { continuousRule } from "../../guidance/continuous/continuousRule.ts";
import type { ContinuousRule } from "../../guidance/continuous/rule.ts";
import { constantWeight } from "../../guidance/weightSchedule.ts";
import type { ContinuousPair, FieldPair } from "../../worlds/continuous/pair.ts";
import { weightSchedule } from "../parse.ts";
import type { Resources } from "../resources.ts";
import { predictions, wantedPair } from "./predictions.ts";
import type { ContinuousExperiment } from "./schema.ts";
import { type BuiltContinuousWorld, buildContinuousWorld, withoutWidth } from "./world.ts";

export interface ContinuousRun extends BuiltContinuousWorld {
  /** What the sampler is told: the pair, with the bad model of autoguidance and the score error. */
  readonly fields: FieldPair;
  /** Laws whose tilt guidance is said to sample; null where the rule names none. */
  readonly wanted: ContinuousPair | null;
  readonly process: Process;
  readonly rule: ContinuousRule;
  readonly weight: GuidedWeight;
  /** w where it does not change, else null. */
  readonly w: number | null;
  readonly start: Start;
  /** Whether a prediction stems from points without width. */
  readonly atoms: boolean;
  /** Whether predictions have a white error, which has no slope. */
  readonly white: boolean;
  /** For samplers with steps. */
  readonly sampling: GuidedSampling;
  /** For exact limits. @throws BadInput for a rule that exists in steps only */
  readonly field: () => GuidedField;
}

/** @throws BadInput as the world, the process, the rule and the weight demand */
export function continuousRun(experiment: ContinuousExperiment, resources: Resources): ContinuousRun {
  const built = buildContinuousWorld(experiment, resources);
  const noising = process(experiment.process);
  const rule = continuousRule(experiment.guidance);
  const schedule = weightSchedule(experiment.guidance.w);
  const weight = guidedWeight(schedule, noising);
  const fields = predictions(experiment, built.pair);
  return {
    ...built,
    fields,
    wanted: wantedPair(experiment, built.pair),
    process: noising,
    rule,
    weight,
    w: constantWeight(schedule),
    start: noising.start.circle,
    atoms: experiment.scoreError?.kind === "monte-carlo" || withoutWidth(experiment),
    white: experiment.scoreError?.kind === "white" && experiment.scoreError.size > 0,
    sampling: { dimension: built.pair.dimension, process: noising, weight, rule },
    field: () => guidedField({ pair: fields, rule, weight, process: noising }),
  };
}
