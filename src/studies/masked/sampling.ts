import { tilted } from "../../guidance/tilt.ts";
import { constantWeight, type WeightSchedule } from "../../guidance/weightSchedule.ts";
import { type NoiseSpec, noise } from "../../masked/noise.ts";
import { drive, type Sample } from "../../masked/sampling/drive.ts";
import { firstHitting } from "../../masked/sampling/firstHitting.ts";
import { gillespie } from "../../masked/sampling/gillespie.ts";
import type { GuidedProcess } from "../../masked/sampling/guidedProcess.ts";
import { maskgit } from "../../masked/sampling/maskgit.ts";
import { orderSampler } from "../../masked/sampling/orderSampler.ts";
import type { Sampler as MaskedSampler } from "../../masked/sampling/protocol.ts";
import { remdm } from "../../masked/sampling/remdm.ts";
import { stepSampler } from "../../masked/sampling/stepSampler.ts";
import { thetaSampler } from "../../masked/sampling/theta.ts";
import { timeGrid } from "../../masked/steps/grid.ts";
import { stepKind } from "../../masked/steps/stepKinds.ts";
import { tableDenoiser } from "../../masked/tableDenoiser.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { DenoiserPair } from "../../worlds/masked/denoiserPair.ts";
import { weightSchedule } from "../parse.ts";
import type { Resources } from "../resources.ts";
import type { MaskedExperiment } from "./schema.ts";
import { learnedPair, withScoreError } from "./scoreError.ts";
import { type SampledWorld, sampledWorld } from "./world.ts";

/** Samples of an experiment, one after the other, and what is needed to write them down. */
export interface MaskedSampleRun {
  readonly alphabet: number;
  readonly length: number;
  /** Names of the sites. */
  readonly sites: readonly string[];
  /** How the conditionals that the samples are drawn from are had; empty where the definitions answer without a word. */
  readonly method: string;
  readonly draws: Generator<Sample, void, undefined>;
}

/** Marginal cubes of two laws, and the laws. */
const SAMPLING_BYTES = 8 * 8;

/**
 * Draws from an experiment's sampler. Sample i depends on the experiment, the seed and i only.
 *
 * @param count number of samples
 * @param first index of the first
 */
export function runMaskedSampling(experiment: MaskedExperiment, resources: Resources, count: number, first = 0): MaskedSampleRun {
  if (experiment.process.kind === "uniform")
    throw new BadInput("process.kind", "masked: of a uniform process the exact law is given, samples are not", "uniform");
  const world = sampledWorld(experiment, resources, SAMPLING_BYTES);
  const { alphabet, length } = world;
  const schedule = weightSchedule(experiment.guidance.w);
  const { pair, ...guided } = guidedPair(experiment, world, schedule);
  const process: GuidedProcess = { alphabet, length, noise: noise(experiment.process as NoiseSpec), ...guided };
  const labels = world.built?.mixture?.labels;
  return {
    alphabet,
    length,
    method: world.method,
    sites: labels?.map(({ site }) => site) ?? Array.from({ length }, (_, i) => `x${i}`),
    draws: drive({ pair, sampler: samplerOf(experiment, process), seed: experiment.seed, count, first }),
  };
}

/** The predictions that a sampler is answered with: those of the world, with the experiment's score error; `oracle` has the tilted law's own. */
function guidedPair(
  experiment: MaskedExperiment,
  { alphabet, length, pair, built }: SampledWorld,
  schedule: WeightSchedule,
): { pair: DenoiserPair; rule: GuidedProcess["rule"]; schedule: WeightSchedule } {
  const { rule } = experiment.guidance;
  const { scoreError } = experiment;
  if (rule === "oracle") {
    const w = constantWeight(schedule);
    if (!built || w === null || scoreError) {
      throw new BadInput("guidance.rule", "rates or tokens for a world without a table, a w that changes or a score error", rule);
    }
    const law = tilted(built.pair.conditional, built.pair.unconditional, w);
    return {
      pair: { cond: tableDenoiser({ alphabet, length, law }), uncond: pair.uncond },
      rule: "tokens",
      schedule: { kind: "constant", w: 0 },
    };
  }
  if (scoreError?.kind !== "learned") return { pair: withScoreError(pair, scoreError), rule, schedule };
  if (!built) throw new BadInput("scoreError.kind", "another than learned for a world without a table", "learned");
  const { conditional, unconditional } = learnedPair(experiment, built);
  const learned = (law: Float64Array) => tableDenoiser({ alphabet, length, law });
  return { pair: { cond: learned(conditional), uncond: learned(unconditional) }, rule, schedule };
}

function samplerOf({ sampler, guidance }: MaskedExperiment, process: GuidedProcess): MaskedSampler {
  const { precision } = sampler;
  switch (sampler.kind) {
    case "exact":
      return gillespie(process, { precision });
    case "first-hitting":
      return firstHitting(process, { precision });
    case "order":
      return orderSampler(process, sampler);
    case "maskgit":
      return maskgit(process, sampler);
    default: {
      const stepping = { steps: timeGrid(sampler, process.noise), fill: sampler.fill, precision };
      if (sampler.kind === "remdm") return remdm(process, { remasking: sampler.remasking, ...stepping });
      if (sampler.kind === "theta-rk2" || sampler.kind === "theta-trapezoidal") {
        return thetaSampler(process, { method: sampler.kind, theta: sampler.theta, ...stepping });
      }
      // The rule that the experiment names: `oracle` runs as `tokens`, but not every kind takes it.
      stepKind(sampler.kind, guidance.rule);
      return stepSampler(process, { kind: sampler.kind, ...stepping });
    }
  }
}
