import { asMasked } from "../studies/experiment.ts";
import { type MaskedRun, maskedRun } from "../studies/masked/maskedRun.ts";
import { parseExperiment } from "../studies/parse.ts";
import type { ExperimentFile } from "./claim.ts";

/** What a claim varies; the rest of the experiment is: rule `rates`, log-linear noise, exact continuous time. */
export interface InstanceSpec {
  readonly world: object;
  readonly target?: string | undefined;
  /** A number or a schedule. */
  readonly w: number | object;
  readonly rule?: string;
  readonly process?: object;
  readonly sampler?: object;
}

/** The experiment file of an instance. */
export function experimentOf({ world, target, w, rule = "rates", process, sampler }: InstanceSpec, name?: string): ExperimentFile {
  return {
    schema: "guidelab/experiment@1",
    ...(name === undefined ? {} : { name }),
    world,
    ...(target === undefined ? {} : { target }),
    guidance: { rule, w },
    ...(process === undefined ? {} : { process }),
    ...(sampler === undefined ? {} : { sampler }),
  };
}

/** A claim's instance, computed through the same door as an experiment file. Claims' worlds read no files and fit in 1 GiB. */
export function instance(spec: InstanceSpec): MaskedRun {
  const table = (): never => {
    throw new Error("instance: a claim's world must not read files");
  };
  return maskedRun(asMasked(parseExperiment(experimentOf(spec))), { memory: 2 ** 30, table }, 200);
}

/** Largest of the absolute values. */
export function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** Largest |a − b|, relative to b where asked. */
export function deviation(a: ArrayLike<number>, b: ArrayLike<number>, relative = false): number {
  return largest(Array.from(a, (value, i) => (relative && b[i] !== 0 ? value / b[i] - 1 : value - b[i])));
}
