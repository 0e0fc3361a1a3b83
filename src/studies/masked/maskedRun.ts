/** @file One masked experiment, computed: its world, its process and its exact terminal law. Everything shown is derived from this. */
import { logTilted } from "../../guidance/tilt.ts";
import { constantWeight } from "../../guidance/weightSchedule.ts";
import { denoiserLaw } from "../../masked/denoiserLaw.ts";
import { DYNAMICS_BYTES } from "../../masked/dynamics.ts";
import { type NoiseSpec, noise } from "../../masked/noise.ts";
import { PAIR_CUBES_BYTES, type PairCubes, pairCubes } from "../../masked/pairCubes.ts";
import type { ScheduledProcess } from "../../masked/scheduledLaw.ts";
import { N_STEP_BYTES } from "../../masked/steps/nStepLaw.ts";
import { ORDER_BYTES } from "../../masked/steps/orderLaw.ts";
import { PUSH_BYTES } from "../../masked/steps/push.ts";
import { STEP_KINDS } from "../../masked/steps/stepKinds.ts";
import { tableDenoiser } from "../../masked/tableDenoiser.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { checkSupport, type Pair } from "../../worlds/masked/pair.ts";
import { weightSchedule } from "../parse.ts";
import type { Resources } from "../resources.ts";
import { type KernelEngine, kernelEngine } from "./kernelEngine.ts";
import { type Asked, type BesideKernels, bytesPerState, type KernelTask } from "./kernelMemory.ts";
import { type SamplerLaw, samplerLaw } from "./samplerLaw.ts";
import type { MaskedExperiment } from "./schema.ts";
import { breaksTable, learnedPair, withScoreError } from "./scoreError.ts";
import { uniformSamplerLaw } from "./uniformSamplerLaw.ts";
import { type BuiltWorld, buildWorld } from "./world.ts";

/** A world, the process in it and the engine of its laws: nothing is computed yet. */
export interface MaskedSetting extends BuiltWorld {
  /** The pair that guidance is given: with the error of one learned from samples. */
  readonly guided: Pair;
  /** Its cubes are built when first read. */
  readonly process: ScheduledProcess;
  /** w where it does not change, else null. */
  readonly w: number | null;
  /** Null where the kernels do not apply, or none are lent. */
  readonly engine: KernelEngine | null;
}

/** What guidance is meant to give. */
export interface Wanted {
  /** p_w, shape [K^L]; null where w changes along the way, because then no single tilted law is wanted. */
  readonly tilted: Float64Array | null;
  /** log p_w, nats: for divergences from it, where an entry may be below the smallest double. */
  readonly logTilted: Float64Array | null;
}

export interface MaskedRun extends MaskedSetting, Wanted {
  /** The law that comes out at the end of the experiment's own sampler. */
  readonly terminal: SamplerLaw;
}

/** Bytes per lattice state of a run: class laws and the pair, the cubes, the dynamics (three cubes for `oracle`) and the visit cube. */
export function runBytes(experiment: MaskedExperiment): number {
  const { guidance, sampler } = experiment;
  const stepped =
    sampler.kind === "order" ? ORDER_BYTES : sampler.kind === "exact" || sampler.kind === "first-hitting" ? 0 : 2 * N_STEP_BYTES;
  const scheduled = typeof guidance.w === "number" ? 0 : SCHEDULE_BYTES;
  return 8 * (classesOf(experiment) + 2) + PAIR_CUBES_BYTES + 3 * 8 + 2 * 8 + scheduled + stepped;
}

function classesOf({ world }: MaskedExperiment): number {
  if ("classes" in world) return Object.keys(world.classes).length;
  return world.kind === "preset" && "classes" in world.parameters ? world.parameters.classes : 2;
}

/** Complete laws where the kernels answer: of the classes, the pair, what comes out, what was wanted with its logarithm, and one in use. */
function completeLaws(experiment: MaskedExperiment): number {
  const classes = classesOf(experiment);
  const learned = experiment.scoreError?.kind === "learned" ? classes + 2 : 0;
  return classes + learned + 2 + 3 + 1;
}

/** Inflow lanes, start laws and the extrapolation table of a weight that changes. */
const SCHEDULE_BYTES = 72 + 2 * 8 + 14 * 8;

/**
 * A masked experiment with its terminal law and the one that was wanted.
 *
 * @param bytes  per lattice state, of all that the caller is going to compute by the definitions
 * @param beside what it computes beside the kernels where they answer; left out: all that the definitions would
 * @throws BadInput as the world, the weight and the process demand
 */
export function maskedRun(experiment: MaskedExperiment, resources: Resources, bytes: number, beside?: Asked["beside"]): MaskedRun {
  const setting = maskedSetting(experiment, resources, bytes, beside);
  const terminal = terminalOf(experiment, setting);
  return { ...setting, terminal, ...wantedOf(setting) };
}

/** The same before anything is computed. */
export function maskedSetting(
  experiment: MaskedExperiment,
  resources: Resources,
  bytes: number,
  beside: Asked["beside"] = () => ({ bytes, tasks: [] }),
): MaskedSetting {
  const { guidance, process: spec } = experiment;
  const complete = 8 * completeLaws(experiment);
  const own = taskOf(experiment);
  const asked: Asked = { rule: guidance.rule, plain: bytes, beside: (states) => withOwn(experiment, beside(states)), complete };
  const built = buildWorld(experiment, resources, own === null ? bytes : (size) => bytesPerState(size, asked, resources));
  const guided = learnedPair(experiment, built);
  const schedule = weightSchedule(guidance.w);
  const w = constantWeight(schedule);
  let cubes: PairCubes | null = null;
  const process: ScheduledProcess = {
    get cubes() {
      cubes ??= pairCubes(guided);
      return cubes;
    },
    rule: guidance.rule,
    schedule,
    noise: noise(spec as NoiseSpec),
  };
  return { ...built, guided, process, w, engine: own === null ? null : kernelEngine(guided, asked, resources) };
}

/**
 * The same world at another w, which stays: its laws, cubes and what the kernels keep are shared.
 *
 * @throws BadInput as {@link maskedSetting} does for this w
 */
export function settingAt(setting: MaskedSetting, w: number): MaskedSetting {
  const schedule = weightSchedule(w);
  constantWeight(schedule);
  if (w > 0) checkSupport(setting.pair);
  const { rule, noise } = setting.process;
  const process: ScheduledProcess = {
    get cubes() {
      return setting.process.cubes;
    },
    rule,
    schedule,
    noise,
  };
  return { ...setting, process, w };
}

export function wantedOf({ pair, w }: MaskedSetting): Wanted {
  const log = w === null ? null : logTilted(pair.conditional, pair.unconditional, w);
  return { tilted: log === null ? null : log.map(Math.exp), logTilted: log };
}

/** What kernels would be asked for the law of the experiment's own sampler, null where there is none for it: in continuous time they take one w. */
function taskOf(experiment: MaskedExperiment): KernelTask | null {
  const { sampler, guidance, process: spec } = experiment;
  if (sampler.precision !== "f64" || spec.kind === "uniform" || breaksTable(experiment)) return null;
  if (inContinuousTime(experiment)) return constantWeight(weightSchedule(guidance.w)) === null ? null : "terminal";
  return Object.hasOwn(STEP_KINDS, sampler.kind) && guidance.rule !== "oracle" ? "steps" : null;
}

/** Whether the sampler is one without steps. */
export function inContinuousTime({ sampler: { kind } }: MaskedExperiment): boolean {
  return kind === "exact" || kind === "first-hitting";
}

/** Beside the kernels: what the law of the experiment's own sampler adds. */
function withOwn(experiment: MaskedExperiment, { bytes, tasks }: BesideKernels): BesideKernels {
  const own = taskOf(experiment);
  const { sampler } = experiment;
  const argmax = own === "steps" && "fill" in sampler && sampler.fill === "argmax";
  // The definition fills: its cubes, weights and what the masks become.
  const filling = argmax ? PAIR_CUBES_BYTES + DYNAMICS_BYTES + PUSH_BYTES : 0;
  // A law that still has masks.
  const masked = own === "steps" ? 8 : 0;
  return { bytes: bytes + filling + masked, tasks: own === null ? tasks : [own, ...tasks] };
}

/** The law at the end of the experiment's own sampler. */
export function terminalOf(experiment: MaskedExperiment, { process, guided: pair, w, engine }: MaskedSetting): SamplerLaw {
  if (experiment.process.kind === "uniform") {
    if (breaksTable(experiment)) throw new BadInput("scoreError.kind", "learned for process.kind uniform", experiment.scoreError?.kind);
    return uniformSamplerLaw(experiment, pair, w);
  }
  return breaksTable(experiment) ? lawWithScoreError(experiment, pair, w) : samplerLaw(experiment.sampler, process, null, engine);
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
