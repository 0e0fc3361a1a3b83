/** @file The exact law of a sampler with steps: by the kernels where they answer, else by the definitions. */
import { completePart } from "../../masked/marginalCube.ts";
import type { ScheduledProcess } from "../../masked/scheduledLaw.ts";
import { filledLaw } from "../../masked/steps/fill.ts";
import { timeGrid } from "../../masked/steps/grid.ts";
import { kernelStep } from "../../masked/steps/kernelStep.ts";
import { nStepLaw, stepsToClock } from "../../masked/steps/nStepLaw.ts";
import { type StepKindName, stepKind } from "../../masked/steps/stepKinds.ts";
import { weightAt } from "../../masked/steps/weightAt.ts";
import { type KernelEngine, NOT_ASKED, plainly } from "./kernelEngine.ts";
import type { SamplerLaw } from "./samplerLaw.ts";
import type { Sampler } from "./schema.ts";

type SteppedSampler = Extract<Sampler, { kind: StepKindName }>;

/** Of sums of products of probabilities. */
const ROUNDING = 1e-13;

/** @param at unmask clock of a grid point, or null for the end, where sites left masked are filled as the sampler says */
export function steppedLaw(sampler: SteppedSampler, process: ScheduledProcess, at: number | null, engine: KernelEngine | null): SamplerLaw {
  const { rule, schedule, noise } = process;
  const steps = timeGrid(sampler, noise);
  const kind = stepKind(sampler.kind, rule);
  const taken = at === null ? steps : stepsToClock(steps, at);
  const fill = at === null ? sampler.fill : "left";
  const end = steps[steps.length - 1].s;
  const record = ({ law, incomplete, clamps, rejections }: Found, by: string): SamplerLaw => ({
    law,
    masked: fill === "left",
    incomplete,
    method: `exact: lattice${by}, ${taken.length} step${taken.length === 1 ? "" : "s"}`,
    error: ROUNDING,
    repairs: { clamps, rejections },
  });
  const numbers = taken.map((step) => kernelStep(sampler.kind, rule, step, weightAt(schedule, noise, step.t)));
  const answer = engine?.stepped(numbers, fill === "sample" ? weightAt(schedule, noise, end) : null) ?? NOT_ASKED;
  if (answer.status === "plain") {
    const found = nStepLaw(process, kind, taken);
    return record({ ...found, law: filledLaw(process, found.law, fill, end) }, plainly(answer.reason));
  }
  const { value: found, how } = answer;
  if (fill !== "argmax") return record(found, ` (${how})`);
  if (found.incomplete === 0) return record({ ...found, law: completePart(found.space, found.law) }, ` (${how})`);
  return record({ ...found, law: filledLaw(process, found.law, fill, end) }, ` (${how}; argmax: plain)`);
}

interface Found {
  readonly law: Float64Array;
  readonly incomplete: number;
  readonly clamps: number;
  readonly rejections: number;
}
