/** @file Network evaluations that a sample costs, where the settings determine them. A guided evaluation is 2. */

import { guidedWeight } from "../../../continuous/guidedWeight.ts";
import { process as continuousProcess } from "../../../continuous/process.ts";
import { continuousGrid } from "../../../continuous/steps/continuousGrid.ts";
import { cfgPlusPlusWeight } from "../../../guidance/continuous/cfgPlusPlus.ts";
import { continuousRule } from "../../../guidance/continuous/continuousRule.ts";
import { evaluationsOf } from "../../../guidance/continuous/evaluations.ts";
import { constantWeight } from "../../../guidance/weightSchedule.ts";
import { type NoiseSpec, noise } from "../../../masked/noise.ts";
import { timeGrid } from "../../../masked/steps/grid.ts";
import { weightAt } from "../../../masked/steps/weightAt.ts";
import type { ContinuousExperiment } from "../../../studies/continuous/schema.ts";
import { type Experiment, isContinuous } from "../../../studies/experiment.ts";
import type { MaskedExperiment } from "../../../studies/masked/schema.ts";
import { weightSchedule } from "../../../studies/parse.ts";
import { worldLength } from "./worldLength.ts";

export interface Evaluations {
  /** Of every sample. */
  readonly least: number;
  /** More than `least` where a last question is asked only of samples that are not complete. */
  readonly most: number;
}

/**
 * NFE per sample; null where it differs from sample to sample or no samples are drawn.
 *
 * @throws BadInput as the settings demand
 */
export function evaluations(experiment: Experiment): Evaluations | null {
  return isContinuous(experiment) ? continuousEvaluations(experiment) : maskedEvaluations(experiment);
}

function maskedEvaluations(experiment: MaskedExperiment): Evaluations | null {
  const { sampler, process, guidance } = experiment;
  if (process.kind === "uniform") return null;
  const noising = noise(process as NoiseSpec);
  const schedule = weightSchedule(guidance.w);
  const cost = (t: number): number => costOf(guidance.rule === "oracle" ? 0 : weightAt(schedule, noising, t));
  const w = guidance.rule === "oracle" ? 0 : constantWeight(schedule);
  const alike = (questions: number): Evaluations | null => (w === null ? null : just(questions * costOf(w)));
  switch (sampler.kind) {
    case "exact":
    case "first-hitting":
      return alike(worldLength(experiment));
    case "order":
      return alike(Math.ceil(worldLength(experiment) / sampler.perStep));
    case "maskgit":
      return alike(sampler.steps);
    default: {
      // The loop of remasking runs on times of its own.
      if (sampler.kind === "remdm" && w === null) return null;
      const theta = "theta" in sampler ? sampler.theta : null;
      const steps = timeGrid(sampler, noising);
      const least = steps.reduce((sum, { t, delta }) => sum + cost(t) + (theta === null ? 0 : cost(t - theta * delta)), 0);
      const end = steps.at(-1)?.s ?? 1;
      return { least, most: least + (sampler.fill === "left" ? 0 : cost(end)) };
    }
  }
}

function just(count: number): Evaluations {
  return { least: count, most: count };
}

function costOf(w: number): number {
  return w === 0 || w === -1 ? 1 : 2;
}

/** Places in a step, as shares of it in the process's clock, where predictions are asked for; `closing` in a step to noise 0. */
const NODES: Readonly<Record<string, { readonly inside: readonly number[]; readonly closing: readonly number[] }>> = {
  heun: { inside: [0, 1], closing: [0] },
  rk4: { inside: [0, 1 / 2, 1 / 2, 1], closing: [0, 1 / 3, 2 / 3] },
};
const ONE = { inside: [0], closing: [0] };

function continuousEvaluations(experiment: ContinuousExperiment): Evaluations | null {
  const { sampler, guidance } = experiment;
  if (sampler.kind === "flow" || sampler.kind === "sde" || sampler.kind === "dopri5") return null;
  const process = continuousProcess(experiment.process);
  const rule = continuousRule(guidance);
  const weight = guidedWeight(weightSchedule(guidance.w), process);
  const times = continuousGrid(sampler, process);
  const nodes = NODES[sampler.kind] ?? ONE;
  let count = 0;
  for (let n = 1; n < times.length; n++) {
    const [from, to] = [times[n - 1] as number, times[n] as number];
    const [start, end] = [process.clock.at(from), process.clock.at(to)];
    for (const node of process.at(to).b === 0 ? nodes.closing : nodes.inside) {
      const t = node === 0 ? from : node === 1 ? to : process.clock.time(start + node * (end - start));
      const written = weight.at(process.angle(t));
      const w = rule.name === "cfg++" ? cfgPlusPlusWeight(written, process.at(from), process.at(to)) : written;
      count += evaluationsOf(rule, w, t);
    }
  }
  return just(count);
}
