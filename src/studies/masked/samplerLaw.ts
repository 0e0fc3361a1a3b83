import { constantWeight } from "../../guidance/weightSchedule.ts";
import type { Lattice } from "../../masked/lattice.ts";
import { completePart } from "../../masked/marginalCube.ts";
import { type LawWithError, type ScheduledProcess, scheduledLaw, scheduledStillMasked } from "../../masked/scheduledLaw.ts";
import { orderLaw } from "../../masked/steps/orderLaw.ts";
import { type SmallProbability, stillMaskedOnOwn } from "../../masked/stillMasked.ts";
import { BadInput } from "../../numerics/badInput.ts";
import { type KernelEngine, NOT_ASKED, plainly } from "./kernelEngine.ts";
import type { Sampler } from "./schema.ts";
import { steppedLaw } from "./steppedLaw.ts";

/** The exact law of a sampler, and how it was obtained. */
export interface SamplerLaw {
  /** Shape [K^L], or [(K+1)^L] where `masked`. */
  readonly law: Float64Array;
  /** Whether states with masks are included: at a clock, or where they are left at the end. */
  readonly masked: boolean;
  /** P(some site is still masked) at the clock asked for, or at the last grid point, before filling. */
  readonly incomplete: number;
  readonly method: string;
  /** Bound or estimate, see `method`, of the largest absolute error of an entry. */
  readonly error: number;
  /** Expected per sample: site-steps where a probability was clamped, where jumps were rejected. Null where there are no steps. */
  readonly repairs: { readonly clamps: number; readonly rejections: number } | null;
}

/** Below this the incomplete mass is computed for itself, to relative accuracy. */
const SMALL_MASS = 1e-3;
/** Of sums of products of probabilities. */
const ROUNDING = 1e-13;

/**
 * The exact law of an experiment's own sampler: in continuous time for `exact` and `first-hitting`, with its discretisation for a
 * sampler with steps, by its policy for an order.
 *
 * @param at unmask clock, or null for the end of sampling
 * @param engine of the same pair and rule: asked first, but for an order
 * @throws BadInput for settings that the sampler refuses, and for `at` where it has no such clock
 */
export function samplerLaw(sampler: Sampler, process: ScheduledProcess, at: number | null, engine: KernelEngine | null = null): SamplerLaw {
  if (sampler.precision !== "f64") {
    throw new BadInput(
      "sampler.precision",
      "f64 for an exact law (what f32-gumbel and f16-gumbel do can only be simulated)",
      sampler.precision,
    );
  }
  switch (sampler.kind) {
    case "exact":
      return exactLaw(process, at, engine);
    case "first-hitting":
      checkFirstHitting(process);
      return exactLaw(process, at, engine);
    case "order":
      if (at !== null) throw new BadInput("--at", "left out for sampler.kind order, which has no clock", at);
      return {
        law: orderLaw(process, sampler),
        masked: false,
        incomplete: 0,
        method: "exact: lattice, by order",
        error: ROUNDING,
        repairs: null,
      };
    case "theta-rk2":
    case "theta-trapezoidal":
    case "remdm":
    case "maskgit":
      throw new BadInput("sampler.kind", "one with an exact law (this one can only be simulated: sample draws from it)", sampler.kind);
    default:
      return steppedLaw(sampler, process, at, engine);
  }
}

function exactLaw(process: ScheduledProcess, at: number | null, engine: KernelEngine | null): SamplerLaw {
  const w = constantWeight(process.schedule);
  const answer = engine && w !== null ? engine.law(w, at) : NOT_ASKED;
  if (answer.status === "plain") {
    const found = scheduledLaw(process, at);
    return withIncomplete(process.cubes.space, at, { ...found, method: lawMethod(found, plainly(answer.reason)) }, () =>
      scheduledStillMasked(process, at ?? 0),
    );
  }
  const { space, inverted } = answer.value;
  const method = lawMethod({ ...answer.value, engine: inverted ? "contour" : "lattice", pieces: 1 }, ` (${answer.how})`);
  const small = () => (process.rule === "rates" ? scheduledStillMasked(process, at ?? 0) : stillMaskedOnOwn(space.length, at ?? 0));
  return withIncomplete(space, at, { ...answer.value, method }, small);
}

function withIncomplete(
  space: Lattice,
  at: number | null,
  { law, error, method }: Pick<SamplerLaw, "law" | "error" | "method">,
  small: () => SmallProbability,
): SamplerLaw {
  const base = { law, method, error, repairs: null };
  if (at === null) return { ...base, masked: false, incomplete: 0 };
  return { ...base, masked: true, incomplete: incompleteMass(space, law, error, small) };
}

/** First hitting reveals at the rates of the moment it waits from, so under `rates` w may not change on the way. */
function checkFirstHitting({ rule, schedule }: ScheduledProcess): void {
  if (rule === "rates" && constantWeight(schedule) === null) {
    throw new BadInput("guidance.w", "constant for sampler.kind first-hitting with rule rates", schedule.kind);
  }
}

function incompleteMass(space: Lattice, law: Float64Array, error: number, small: () => SmallProbability): number {
  const complete = completePart(space, law);
  let mass = 0;
  for (let s = 0; s < law.length; s++) mass += law[s];
  for (let x = 0; x < complete.length; x++) mass -= complete[x];
  if (mass > SMALL_MASS) return mass;
  const { probability, relativeError } = small();
  return probability * relativeError <= error ? probability : Math.max(0, mass);
}

/** How a law was obtained, with its error; `by` names the engine where it was chosen. */
function lawMethod({ engine, error, pieces }: LawWithError, by: string): string {
  switch (engine) {
    case "lattice":
      return `exact: lattice${by}`;
    case "contour":
      return `exact: lattice${by}, contour inversion (error ≤ ${error.toExponential(0)})`;
    case "refined":
      return `quadrature: lattice, ${pieces} pieces of w, extrapolated (error ≤ ${error.toExponential(1)}, estimated)`;
  }
}
