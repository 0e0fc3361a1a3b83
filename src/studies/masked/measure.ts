import { DYNAMICS_BYTES } from "../../masked/dynamics.ts";
import { CLOCK_BYTES } from "../../masked/lawAtClock.ts";
import { PAIR_CUBES_BYTES } from "../../masked/pairCubes.ts";
import { SURVIVORS_BYTES } from "../../masked/survivors.ts";
import type { Measured } from "../../measures/measured.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Omitted } from "../omitted.ts";
import type { Resources } from "../resources.ts";
import type { BesideKernels } from "./kernelMemory.ts";
import { inContinuousTime, maskedRun, runBytes } from "./maskedRun.ts";
import { CLOCK_STATES, type ClockRecord, clockRecords, paceMeasures } from "./measureClock.ts";
import { confidenceMeasures } from "./measureConfidence.ts";
import { distanceMeasures, lawMeasures } from "./measureLaw.ts";
import { type MomentRecords, momentRecords, type RegionRecord, regionRecords } from "./measureRegions.ts";
import type { MaskedExperiment } from "./schema.ts";

export type { ClockRecord } from "./measureClock.ts";
export type { RegionRecord } from "./measureRegions.ts";

export interface MaskedMeasureRecord {
  readonly alphabet: number;
  readonly length: number;
  readonly measures: readonly Measured[];
  readonly moments: MomentRecords | null;
  readonly regions: readonly RegionRecord[];
  readonly clock: readonly ClockRecord[];
  readonly omitted: readonly Omitted[];
  readonly method: string;
}

/** Every measure that applies to an experiment's exact law, each with its method. */
export function runMaskedMeasure(experiment: MaskedExperiment, resources: Resources): MaskedMeasureRecord {
  const bytes = runBytes(experiment) + CLOCK_BYTES + 16 + SURVIVORS_BYTES;
  const run = maskedRun(experiment, resources, bytes, (states) => besideKernels(experiment, states));
  if (run.terminal.masked)
    throw new BadInput("sampler.fill", "sample or argmax, so that there is a law of complete states to measure", "left");
  const { alphabet, length } = run.pair;
  const omitted: Omitted[] = [];
  const measures = [
    ...distanceMeasures(run, omitted),
    ...lawMeasures(run),
    ...confidenceMeasures(run, omitted),
    ...paceMeasures(run, experiment, omitted),
  ];
  return {
    alphabet,
    length,
    measures,
    moments: momentRecords(run, omitted),
    regions: regionRecords(run, experiment.target, omitted),
    clock: clockRecords(run, experiment, omitted),
    omitted,
    method: run.terminal.method,
  };
}

/** The cubes and the weights of the definitions, for the pace; at clocks the law, and what few left masked need. */
function besideKernels(experiment: MaskedExperiment, states: number): BesideKernels {
  const clock = states <= CLOCK_STATES && inContinuousTime(experiment);
  return { bytes: PAIR_CUBES_BYTES + DYNAMICS_BYTES + 1 + (clock ? CLOCK_BYTES + 16 + SURVIVORS_BYTES : 0), tasks: clock ? ["clock"] : [] };
}
