import { type ContinuousRun, continuousRun } from "../studies/continuous/continuousRun.ts";
import { type LineLaws, lineLaws } from "../studies/continuous/lineRecord.ts";
import type { ContinuousExperiment } from "../studies/continuous/schema.ts";
import { isContinuous } from "../studies/experiment.ts";
import { parseExperiment } from "../studies/parse.ts";
import type { ExperimentFile } from "./claim.ts";

/** What a claim on R^d varies; the rest of the experiment is: rule `cfg`, the Ornstein-Uhlenbeck process to horizon 10, the exact flow. */
export interface ContinuousSpec {
  readonly world: object;
  /** Left out for an explicit pair of laws. */
  readonly target?: string;
  /** A number or a schedule. */
  readonly w: number | object;
  readonly rule?: string;
  readonly process?: object;
  readonly sampler?: object;
  readonly scoreError?: object;
  readonly seed?: number;
}

/** The experiment file of an instance on R^d. */
export function continuousExperimentOf(spec: ContinuousSpec, name?: string): ExperimentFile {
  const { w, rule = "cfg", process = { kind: "vp", schedule: "ou", horizon: 10 }, sampler = { kind: "flow" }, ...rest } = spec;
  return {
    schema: "guidelab/experiment@1",
    ...(name === undefined ? {} : { name }),
    ...rest,
    guidance: { rule, w },
    process,
    sampler,
  };
}

export interface ContinuousInstance {
  readonly experiment: ContinuousExperiment;
  readonly run: ContinuousRun;
}

/** A claim's instance on R^d, made ready through the same door as an experiment file. Claims' worlds read no files. */
export function continuousInstance(spec: ContinuousSpec): ContinuousInstance {
  const experiment = parseExperiment(continuousExperimentOf(spec));
  if (!isContinuous(experiment)) throw new Error("continuousInstance: a claim's world must be one on R^d");
  const table = (): never => {
    throw new Error("continuousInstance: a claim's world must not read files");
  };
  return { experiment, run: continuousRun(experiment, { memory: 2 ** 30, table }) };
}

/** Law, tilted, conditional and unconditional law of an instance on the line, by quadrature. */
export function lineInstance(spec: ContinuousSpec): LineLaws {
  const { experiment, run } = continuousInstance(spec);
  return lineLaws(experiment, run);
}
