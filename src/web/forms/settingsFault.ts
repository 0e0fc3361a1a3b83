/** @file What is wrong with settings that can be parsed but not run: grids, schedules, rules that a sampler does not take. Worlds are not built. */
import { guidedWeight } from "../../continuous/guidedWeight.ts";
import { process as continuousProcess } from "../../continuous/process.ts";
import { movesOf } from "../../continuous/sampling/sampler.ts";
import { cfgPlusPlusWeight } from "../../guidance/continuous/cfgPlusPlus.ts";
import { continuousRule } from "../../guidance/continuous/continuousRule.ts";
import { constantWeight, stretches, type WeightSchedule } from "../../guidance/weightSchedule.ts";
import { type NoiseSpec, noise } from "../../masked/noise.ts";
import { firstHitting } from "../../masked/sampling/firstHitting.ts";
import { maskgit } from "../../masked/sampling/maskgit.ts";
import { remdm } from "../../masked/sampling/remdm.ts";
import { thetaSampler } from "../../masked/sampling/theta.ts";
import { timeGrid } from "../../masked/steps/grid.ts";
import { checkOrderSpec } from "../../masked/steps/orders.ts";
import { stepKind } from "../../masked/steps/stepKinds.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { ContinuousExperiment } from "../../studies/continuous/schema.ts";
import { type Experiment, isContinuous } from "../../studies/experiment.ts";
import type { MaskedExperiment } from "../../studies/masked/schema.ts";
import { uniformSettings } from "../../studies/masked/uniformSettings.ts";
import { weightSchedule } from "../../studies/parse.ts";
import { worldLength } from "../panels/sampler/worldLength.ts";

export interface Fault {
  /** Path in the experiment, such as `sampler.steps`. */
  readonly field: string;
  /** `field must be …, got …`. */
  readonly text: string;
}

/** More than these the page does not count through while it is typed; workers and the command line do. */
const MOST_STEPS = 100_000;

/** The first thing wrong with guidance, process or sampler; null where nothing is. */
export function settingsFault(experiment: Experiment): Fault | null {
  const before = known.get(experiment);
  if (before !== undefined) return before;
  const found = faultIn(experiment);
  known.set(experiment, found);
  return found;
}

/** Found before: several controls ask for the same experiment. */
const known = new WeakMap<Experiment, Fault | null>();

function faultIn(experiment: Experiment): Fault | null {
  try {
    for (const section of ["sampler", "process"] as const) {
      const settings = experiment[section];
      const steps = "steps" in settings ? settings.steps : undefined;
      if (steps !== undefined && steps > MOST_STEPS) throw new BadInput(`${section}.steps`, `at most ${MOST_STEPS} in the lab`, steps);
    }
    if (isContinuous(experiment)) tryContinuous(experiment);
    else tryMasked(experiment);
    return null;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { field: error.detail.split(" must be ")[0] ?? "", text: error.detail };
  }
}

function tryMasked(experiment: MaskedExperiment): void {
  const { sampler, guidance, process } = experiment;
  const noising = noise(process as NoiseSpec);
  const schedule = checkedSchedule(experiment);
  if (process.kind === "uniform") {
    const uniform = uniformSettings(experiment, constantWeight(schedule));
    if (uniform.sampler.kind !== "exact") timeGrid(uniform.sampler, noising);
    return;
  }
  const length = worldLength(experiment);
  const rule = guidance.rule === "oracle" ? "tokens" : guidance.rule;
  // No law is asked: an alphabet of any size will do.
  const guided = { alphabet: 2, length, rule, schedule, noise: noising } as const;
  switch (sampler.kind) {
    case "exact":
      return;
    case "first-hitting":
      firstHitting(guided);
      return;
    case "order":
      checkOrderSpec(sampler, length);
      return;
    case "maskgit":
      maskgit(guided, sampler);
      return;
    default: {
      const stepping = { steps: timeGrid(sampler, noising) };
      if (sampler.kind === "remdm") remdm(guided, { remasking: sampler.remasking, ...stepping });
      else if (sampler.kind === "theta-rk2" || sampler.kind === "theta-trapezoidal")
        thetaSampler(guided, { method: sampler.kind, theta: sampler.theta, ...stepping });
      else stepKind(sampler.kind, guidance.rule);
    }
  }
}

function tryContinuous(experiment: ContinuousExperiment): void {
  const { sampler, guidance } = experiment;
  const process = continuousProcess(experiment.process);
  const rule = continuousRule(guidance);
  const weight = guidedWeight(checkedSchedule(experiment), process);
  if (sampler.kind === "flow" || sampler.kind === "sde") {
    if (rule.stepsOnly) throw rule.stepsOnly();
    if (process.at(1).a === 0 && rule.pureNoise) throw rule.pureNoise();
    return;
  }
  // How many coordinates there are does not matter to the moves.
  const moves = movesOf(sampler, { dimension: 1, process, weight, rule });
  if (rule.name === "cfg++")
    for (const { from, to } of moves) cfgPlusPlusWeight(weight.at(process.angle(from)), process.at(from), process.at(to));
}

function checkedSchedule({ guidance }: Experiment): WeightSchedule {
  const schedule = weightSchedule(guidance.w);
  stretches(schedule);
  return schedule;
}
