/** @file One masked experiment, computed: its world, its process and its exact terminal law. Everything shown is derived from this. */
import { logTilted } from "../../guidance/tilt.ts";
import { constantWeight } from "../../guidance/weightSchedule.ts";
import { denoiserLaw } from "../../masked/denoiserLaw.ts";
import { type NoiseSpec, noise } from "../../masked/noise.ts";
import { PAIR_CUBES_BYTES, pairCubes } from "../../masked/pairCubes.ts";
import type { ScheduledProcess } from "../../masked/scheduledLaw.ts";
import { N_STEP_BYTES } from "../../masked/steps/nStepLaw.ts";
import { ORDER_BYTES } from "../../masked/steps/orderLaw.ts";
import { tableDenoiser } from "../../masked/tableDenoiser.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Pair } from "../../worlds/masked/pair.ts";
import { weightSchedule } from "../parse.ts";
import type { Resources } from "../resources.ts";
import { type SamplerLaw, samplerLaw } from "./samplerLaw.ts";
import type { MaskedExperiment } from "./schema.ts";
import { breaksTable, learnedPair, withScoreError } from "./scoreError.ts";
import { uniformSamplerLaw } from "./uniformSamplerLaw.ts";
import { type BuiltWorld, buildWorld } from "./world.ts";

export interface MaskedRun extends BuiltWorld {
  readonly process: ScheduledProcess;
  /** w where it does not change, else null. */
  readonly w: number | null;
  /** p_w, shape [K^L]; null where w changes along the way, because then no single tilted law is wanted. */
  readonly tilted: Float64Array | null;
  /** log p_w, nats: for divergences from it, where an entry may be below the smallest double. */
  readonly logTilted: Float64Array | null;
  /** The law that comes out at the end of the experiment's own sampler. */
  readonly terminal: SamplerLaw;
}

/** Bytes per lattice state of a run: class laws and the pair, the cubes, the dynamics (three cubes for `oracle`) and the visit cube. */
export function runBytes({ world, guidance, sampler }: MaskedExperiment): number {
  const classes =
    "classes" in world
      ? Object.keys(world.classes).length
      : world.kind === "preset" && "classes" in world.parameters
        ? world.parameters.classes
        : 2;
  const stepped =
    sampler.kind === "order" ? ORDER_BYTES : sampler.kind === "exact" || sampler.kind === "first-hitting" ? 0 : 2 * N_STEP_BYTES;
  const scheduled = typeof guidance.w === "number" ? 0 : SCHEDULE_BYTES;
  return 8 * (classes + 2) + PAIR_CUBES_BYTES + 3 * 8 + 2 * 8 + scheduled + stepped;
}

/** Inflow lanes, start laws and the extrapolation table of a weight that changes. */
const SCHEDULE_BYTES = 72 + 2 * 8 + 14 * 8;

/**
 * @param bytes per lattice state, of all that the caller is going to compute
 * @throws BadInput as the world, the weight and the process demand
 */
export function maskedRun(experiment: MaskedExperiment, resources: Resources, bytes: number): MaskedRun {
  const built = buildWorld(experiment, resources, bytes);
  const { pair } = built;
  const learned = learnedPair(experiment, built);
  const { guidance, process: spec } = experiment;
  const schedule = weightSchedule(guidance.w);
  const w = constantWeight(schedule);
  const process: ScheduledProcess = {
    cubes: pairCubes(learned),
    rule: guidance.rule,
    schedule,
    noise: noise(spec as NoiseSpec),
  };
  const terminal = terminalOf(experiment, process, learned, w);
  const log = w === null ? null : logTilted(pair.conditional, pair.unconditional, w);
  return { ...built, process, w, tilted: log === null ? null : log.map(Math.exp), logTilted: log, terminal };
}

function terminalOf(experiment: MaskedExperiment, process: ScheduledProcess, pair: Pair, w: number | null): SamplerLaw {
  if (experiment.process.kind === "uniform") {
    if (breaksTable(experiment)) throw new BadInput("scoreError.kind", "learned for process.kind uniform", experiment.scoreError?.kind);
    return uniformSamplerLaw(experiment, pair, w);
  }
  return breaksTable(experiment) ? lawWithScoreError(experiment, pair, w) : samplerLaw(experiment.sampler, process, null);
}

/** The law under predictions that no table holds: exact in continuous time, at a constant w. */
function lawWithScoreError({ guidance, sampler, scoreError }: MaskedExperiment, pair: Pair, w: number | null): SamplerLaw {
  const refuse = (field: string, constraint: string, got: unknown): never => {
    throw new BadInput(field, `${constraint} for an exact law with scoreError ${scoreError?.kind} (sample draws from others)`, got);
  };
  const { rule } = guidance;
  if (sampler.kind !== "exact" && sampler.kind !== "first-hitting") return refuse("sampler.kind", "exact or first-hitting", sampler.kind);
  if (rule === "oracle") return refuse("guidance.rule", "rates or tokens", rule);
  if (w === null) return refuse("guidance.w", "constant", guidance.w);
  const denoiser = (law: Float64Array) => tableDenoiser({ alphabet: pair.alphabet, length: pair.length, law });
  const { cond, uncond } = withScoreError({ cond: denoiser(pair.conditional), uncond: denoiser(pair.unconditional) }, scoreError);
  return {
    law: denoiserLaw({ cond, uncond, rule, w }),
    masked: false,
    incomplete: 0,
    method: "exact: lattice, state by state",
    error: 1e-13,
    repairs: null,
  };
}
