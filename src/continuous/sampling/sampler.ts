import { BadInput } from "../../numerics/badInput.ts";
import { type ContinuousGridSpec, continuousGrid } from "../steps/continuousGrid.ts";
import { adaptiveMove } from "./adaptiveMove.ts";
import { ddimMove } from "./ddimMove.ts";
import type { GuidedSampling } from "./guide.ts";
import type { Move, MoveKind } from "./move.ts";
import type { Sampler } from "./protocol.ts";
import { eulerMove, heunMove, rk4Move } from "./rungeKuttaMove.ts";
import { samplerOf } from "./samplerOf.ts";
import { eulerMaruyamaMove, exponentialMove } from "./sdeMoves.ts";

export const STEP_KINDS = ["euler", "heun", "rk4", "ddim", "ddpm", "euler-maruyama", "exponential"] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** As written in the experiment file. */
export type SamplerSpec =
  | (ContinuousGridSpec & { readonly kind: Exclude<StepKind, "ddim"> })
  | (ContinuousGridSpec & { readonly kind: "ddim"; readonly eta?: number | undefined })
  | {
      readonly kind: "dopri5";
      /** 1e-6 when left out. */
      readonly rtol?: number | undefined;
      /** 1e-9 when left out. */
      readonly atol?: number | undefined;
      readonly end?: number | undefined;
      /** Times where trajectories are kept, and steps end: first 1, falling, last the end. */
      readonly grid?: readonly number[] | undefined;
    };

/**
 * The moves of a sampler, from t = 1 to its end. `dopri5` stops where w or the rule is not smooth in time; samplers with given steps do not.
 *
 * @throws BadInput naming the field of `sampler`, or of `guidance` where the rule does not go with the sampler
 */
export function movesOf(spec: SamplerSpec, sampling: GuidedSampling): readonly Move[] {
  const { process } = sampling;
  checkRule(spec, sampling);
  const times = spec.kind === "dopri5" ? adaptiveTimes(spec, sampling) : continuousGrid(spec, process);
  const kind = moveKind(spec);
  return Array.from(times.subarray(1), (to, n) => kind(process, times[n], to));
}

function moveKind(spec: SamplerSpec): MoveKind {
  switch (spec.kind) {
    case "euler":
      return eulerMove;
    case "heun":
      return heunMove;
    case "rk4":
      return rk4Move;
    case "dopri5":
      return adaptiveMove({ rtol: spec.rtol ?? 1e-6, atol: spec.atol ?? 1e-9 });
    case "ddim": {
      const { eta = 0 } = spec;
      if (!(eta >= 0 && eta <= 1)) throw new BadInput("sampler.eta", "from 0 to 1", eta);
      return ddimMove(eta);
    }
    case "ddpm":
      return ddimMove(1);
    case "euler-maruyama":
      return eulerMaruyamaMove;
    case "exponential":
      return exponentialMove;
    default:
      throw new BadInput("sampler.kind", `one of ${[...STEP_KINDS, "dopri5"].join(", ")}`, (spec as { kind: unknown }).kind);
  }
}

/** `cfg++` is a rule for the two halves of DDIM's step; memory of past steps has no meaning where steps are tried and rejected. */
function checkRule(spec: SamplerSpec, { process, rule }: GuidedSampling): void {
  if (!rule) return;
  if (process.at(1).a === 0 && rule.pureNoise) throw rule.pureNoise();
  if (rule.name === "cfg++" && !(spec.kind === "ddim" && (spec.eta ?? 0) === 0))
    throw new BadInput("sampler.kind", "ddim with eta 0 for cfg++", spec.kind);
  if (spec.kind === "dopri5" && rule.stepsOnly) throw rule.stepsOnly();
}

function adaptiveTimes({ end, grid }: Extract<SamplerSpec, { kind: "dopri5" }>, { process, weight, rule }: GuidedSampling): Float64Array {
  const times = continuousGrid(grid === undefined ? { steps: 1, spacing: "uniform", end } : { grid, end }, process);
  const last = times[times.length - 1];
  const corners = weight.corners.map((theta) => process.time(theta));
  const all = [...times, ...[...corners, rule?.zeroAbove ?? Infinity].filter((t) => t > last && t < 1)];
  return Float64Array.from(new Set(all)).sort().reverse();
}

export function sampler(spec: SamplerSpec, sampling: GuidedSampling): Sampler {
  return samplerOf(movesOf(spec, sampling), sampling);
}
