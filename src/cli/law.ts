import { writeNpz } from "../files/npz.ts";
import type { NpzArray } from "../files/npzBytes.ts";
import { LARGEST_CLOCK } from "../masked/lawAtClock.ts";
import { BadInput } from "../numerics/badInput.ts";
import { readGrid } from "../studies/continuous/axisGrid.ts";
import type { GaussianLawRecord } from "../studies/continuous/gaussianRecord.ts";
import { isMaskedLaw, type LawRecord, runLaw } from "../studies/law.ts";
import { numberArgument } from "./numberArgument.ts";
import { note, printJson, printLine } from "./output.ts";
import { type ExperimentOptions, withExperiment } from "./resources.ts";
import { showContinuousLaw } from "./show/continuousLaw.ts";
import { showMaskedLaw } from "./show/maskedLaw.ts";

interface LawOptions extends ExperimentOptions {
  readonly at?: string;
  readonly grid?: string;
  readonly npz?: string;
}

/** `guidelab law EXP [--at U] [--grid AXES]` */
export async function law(path: string, options: LawOptions): Promise<void> {
  const started = performance.now();
  const at = options.at === undefined ? null : clock(options.at);
  const grid = options.grid === undefined ? null : placed(options.grid);
  const { id, experiment, record } = withExperiment(path, options, (read, resources) => ({
    ...read,
    record: runLaw(read.experiment, { at, grid }, resources),
  }));
  if (options.npz !== undefined) {
    writeNpz(options.npz, npzArrays(record));
    note(`wrote ${options.npz}`);
  }
  const seconds = (performance.now() - started) / 1e3;
  if (options.json) await printJson({ experiment: id, ...record });
  else printLine(isMaskedLaw(record) ? showMaskedLaw(experiment, record, seconds) : showContinuousLaw(experiment, record, seconds));
}

function clock(text: string): number {
  const u = numberArgument("law", "--at", text);
  if (!(u >= 0 && u <= LARGEST_CLOCK)) throw new BadInput("--at", `an unmask clock from 0 to ${LARGEST_CLOCK}`, u, "law");
  return u;
}

function placed(text: string) {
  try {
    return readGrid(text);
  } catch (error) {
    throw error instanceof BadInput ? error.at("law") : error;
  }
}

/** Every array of a record by its name; those of tokens with an axis per site. */
function npzArrays(record: LawRecord): Record<string, NpzArray> {
  if (!isMaskedLaw(record)) return continuousArrays(record);
  const { alphabet, length, law: out, tilted, conditional, unconditional } = record;
  const shape = (size: number) => Array.from({ length }, () => size);
  const complete = (data: Float64Array) => ({ data, shape: shape(alphabet) });
  return {
    law: { data: out, shape: shape(out.length === alphabet ** length ? alphabet : alphabet + 1) },
    ...(tilted ? { tilted: complete(tilted) } : {}),
    conditional: complete(conditional),
    unconditional: complete(unconditional),
  };
}

/** Densities in the plane have shape [y, x]. */
function continuousArrays(record: Exclude<LawRecord, { readonly alphabet: number }>): Record<string, NpzArray> {
  if (!("x" in record)) return gaussianArrays(record);
  const plane = "y" in record ? [record.y.length, record.x.length] : [record.x.length];
  const onGrid = ["density", "cdf", "tilted", "conditional", "unconditional"];
  const arrays = Object.entries(record).filter((entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array);
  return Object.fromEntries(arrays.map(([name, data]) => [name, { data, shape: onGrid.includes(name) ? plane : [data.length] }]));
}

function gaussianArrays({ dimension: d, mean, covariance, tilted }: GaussianLawRecord): Record<string, NpzArray> {
  const both = (prefix: string, law: { readonly mean: Float64Array; readonly covariance: Float64Array }) => ({
    [`${prefix}mean`]: { data: law.mean, shape: [d] },
    [`${prefix}covariance`]: { data: law.covariance, shape: [d, d] },
  });
  return { ...both("", { mean, covariance }), ...(tilted ? both("tilted_", tilted) : {}) };
}
