import { dynamics } from "../../../masked/dynamics.ts";
import { CLOCK_BYTES } from "../../../masked/lawAtClock.ts";
import { type ScheduledProcess, scheduledStillMasked } from "../../../masked/scheduledLaw.ts";
import { timeGrid } from "../../../masked/steps/grid.ts";
import { nStepLaw } from "../../../masked/steps/nStepLaw.ts";
import { type StepKindName, stepKind } from "../../../masked/steps/stepKinds.ts";
import type { SmallProbability } from "../../../masked/stillMasked.ts";
import { SURVIVORS_BYTES, slowestRate } from "../../../masked/survivors.ts";
import { pace } from "../../../measures/pace.ts";
import { asMasked } from "../../../studies/experiment.ts";
import { maskedRun, runBytes } from "../../../studies/masked/maskedRun.ts";
import type { Sampler } from "../../../studies/masked/schema.ts";
import { parseExperiment } from "../../../studies/parse.ts";
import type { Answer } from "../protocol.ts";
import { webResources } from "../webResources.ts";

/** How long masks stay: P(some site is still masked) against the unmask clock u. */
export interface StillMasked {
  /** Shape [n], rising. */
  readonly u: Float64Array;
  /** ln P in continuous time, nats; guided, and at w = 0. Shorter than `u` in a part of an answer. */
  readonly guided: readonly number[];
  readonly conditional: readonly number[];
  /** Largest relative error of a probability on the curves. */
  readonly relativeError: number;
  /** w where it does not change on the way, else null; then there are no rates either. */
  readonly w: number | null;
  /** Z of the asymptote m^Z: the smallest rate at which a reachable state with masks is left. */
  readonly slowest: number | null;
  /** Z_i at the fully masked state, the rate at which site i is revealed; shape [length]. */
  readonly siteRates: readonly number[] | null;
  /** For samplers with steps, the law after the steps so far, at each grid point before the end; null otherwise. */
  readonly steps: readonly { readonly t: number; readonly u: number; readonly probability: number }[] | null;
  readonly method: string;
}

/** Clocks from 0.01 to 25: masked fractions from 0.99 down to 1e-11. */
const [FIRST, LAST, POINTS] = [0.01, 25, 57];
/** Weights that change smoothly cost a refinement at each clock. */
const FEW_POINTS = 29;
/** Every so many points what is known is shown. */
const SHOWN = 8;

export const answer: Answer<"stillMasked"> = ({ experiment: written }, { progress }) => {
  const experiment = asMasked(parseExperiment(written));
  const bytes = runBytes(experiment) + CLOCK_BYTES + 16 + SURVIVORS_BYTES;
  const { process, w } = maskedRun(experiment, webResources(), bytes);
  const plain: ScheduledProcess = { ...process, schedule: { kind: "constant", w: 0 } };
  const points = w === null ? FEW_POINTS : POINTS;
  const u = Float64Array.from({ length: points }, (_, k) => FIRST * (LAST / FIRST) ** (k / (points - 1)));
  const base = { u, w, ...ratesOf(process, w), steps: stepsOf(experiment.sampler, process), method: methodOf(process, w) };
  const [guided, conditional]: [number[], number[]] = [[], []];
  let relativeError = 0;
  const add = (logs: number[], found: SmallProbability): void => {
    logs.push(found.log);
    if (found.relativeError < Infinity) relativeError = Math.max(relativeError, found.relativeError);
  };
  u.forEach((clock, k) => {
    add(guided, scheduledStillMasked(process, clock));
    add(conditional, scheduledStillMasked(plain, clock));
    if (k % SHOWN === SHOWN - 1 && k < points - 1)
      progress((k + 1) / points, { ...base, guided: [...guided], conditional: [...conditional], relativeError });
  });
  return { ...base, guided, conditional, relativeError };
};

function ratesOf({ cubes, rule }: ScheduledProcess, w: number | null): Pick<StillMasked, "slowest" | "siteRates"> {
  if (w === null) return { slowest: null, siteRates: null };
  const process = dynamics(cubes, rule, w);
  const start = new Float64Array(cubes.space.states);
  start[start.length - 1] = 1;
  return { slowest: slowestRate(process, start), siteRates: pace(process).siteRates };
}

/** One law is carried from grid point to grid point. */
function stepsOf(sampler: Sampler, process: ScheduledProcess): StillMasked["steps"] {
  if (!("fill" in sampler) || "theta" in sampler || "remasking" in sampler) return null;
  const kind = stepKind(sampler.kind as StepKindName, process.rule);
  let law: Float64Array | undefined;
  return timeGrid(sampler, process.noise).flatMap((step) => {
    const after = nStepLaw(process, kind, [step], law);
    law = after.law;
    return step.s === 0 ? [] : [{ t: step.s, u: step.clockS, probability: after.incomplete }];
  });
}

function methodOf({ rule }: ScheduledProcess, w: number | null): string {
  if (rule !== "rates") return "closed form, sites on their own";
  return w === null ? "exact: lattice, contour inversion in pieces of w" : "exact: lattice, contour inversion";
}
