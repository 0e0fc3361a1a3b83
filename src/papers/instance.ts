import { asMasked } from "../studies/experiment.ts";
import { type MaskedRun, maskedRun } from "../studies/masked/maskedRun.ts";
import { parseExperiment } from "../studies/parse.ts";

/** What a claim varies; the rest of the experiment is: rule `rates`, log-linear noise, exact continuous time. */
export interface InstanceSpec {
  readonly world: object;
  readonly target?: string;
  readonly w: number;
  readonly rule?: string;
}

/** A claim's instance, computed through the same door as an experiment file. Claims' worlds read no files and fit in 1 GiB. */
export function instance({ world, target, w, rule = "rates" }: InstanceSpec): MaskedRun {
  const experiment = parseExperiment({ world, ...(target === undefined ? {} : { target }), guidance: { rule, w } });
  const table = (): never => {
    throw new Error("instance: a claim's world must not read files");
  };
  return maskedRun(asMasked(experiment), { memory: 2 ** 30, table }, 200);
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
