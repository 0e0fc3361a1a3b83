/** @file The times of an experiment's own sampler. */
import { process as continuousProcess } from "../../../continuous/process.ts";
import { continuousGrid } from "../../../continuous/steps/continuousGrid.ts";
import { type NoiseSpec, noise } from "../../../masked/noise.ts";
import { timeGrid } from "../../../masked/steps/grid.ts";
import { type Experiment, isContinuous } from "../../../studies/experiment.ts";

/**
 * Times t of a sampler with steps, from 1 on, falling; null for a sampler whose times are not given: continuous time, adaptive steps, an order.
 *
 * @throws BadInput as the grid and the process demand
 */
export function stepTimes(experiment: Experiment): readonly number[] | null {
  if (isContinuous(experiment)) {
    const { sampler, process } = experiment;
    if (sampler.kind === "flow" || sampler.kind === "sde") return null;
    if (sampler.kind === "dopri5") return sampler.grid ?? null;
    return Array.from(continuousGrid(sampler, continuousProcess(process)));
  }
  const { sampler, process } = experiment;
  if (!("fill" in sampler)) return null;
  const steps = timeGrid(sampler, noise(process as NoiseSpec));
  return [1, ...steps.map(({ s }) => s)];
}
