/** @file Files that were dropped or chosen, as something to open: an experiment, or a table whose columns the reader has to name. */
import { npyRead } from "../../../../files/npyRead.ts";
import { npzRead } from "../../../../files/npzRead.ts";
import { BadInput } from "../../../../numerics/badInput.ts";
import type { TextTable } from "../../../../worlds/masked/counts.ts";
import { fitted } from "../../../state/fitted.ts";
import type { ExperimentFile } from "../../../state/labState.ts";
import { worldOfArrays } from "./fromArrays.ts";
import { experimentOfJson, type LoadedExperiment } from "./fromJson.ts";
import { MOST_BYTES } from "./limits.ts";

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Opened =
  | ({ readonly kind: "experiment" } & LoadedExperiment)
  | { readonly kind: "table"; readonly name: string; readonly table: TextTable };

/**
 * @param csv reads a table; injected, as its code is loaded late
 * @throws BadInput naming the file and what is wrong
 */
export function openedFiles(
  files: readonly NamedBytes[],
  current: ExperimentFile,
  csv: (text: string, where: string) => TextTable,
): Opened {
  for (const { name, bytes } of files)
    if (bytes.length > MOST_BYTES) throw new BadInput("file", `of at most ${MOST_BYTES} bytes`, bytes.length, name);
  const text = ({ bytes }: NamedBytes): string => new TextDecoder().decode(bytes);
  const tables = new Map(files.filter(({ name }) => /\.(csv|tsv|txt)$/i.test(name)).map((file) => [file.name, csv(text(file), file.name)]));
  const other = files.find(({ name }) => !tables.has(name));
  if (other === undefined) {
    const [first] = tables;
    if (first === undefined) throw new BadInput("files", "at least one", 0);
    return { kind: "table", name: first[0], table: first[1] };
  }
  if (/\.json$/i.test(other.name))
    return placed(other.name, () => ({ kind: "experiment", ...experimentOfJson(text(other), current, tables) }));
  if (/\.np[zy]$/i.test(other.name)) return placed(other.name, () => ({ kind: "experiment", ...ofArrays(other, current) }));
  throw new BadInput("file", "CSV, JSON, NPZ or NPY, by the ending of its name", other.name);
}

function ofArrays({ name, bytes }: NamedBytes, current: ExperimentFile): LoadedExperiment {
  const arrays = /\.npy$/i.test(name) ? new Map([["z1", npyRead(bytes, name)]]) : npzRead(bytes, name, MOST_BYTES);
  const { world, notes } = worldOfArrays(arrays);
  return { experiment: fitted(current, world), notes };
}

function placed<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadInput && !error.placed) throw error.at(name);
    throw error;
  }
}
