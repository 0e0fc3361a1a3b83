/** @file Samples on their way to a file: written as they come, with constant memory; what was written stays whole when a run is interrupted. */
import { closeSync, openSync, readSync } from "node:fs";
import { extname } from "node:path";
import { Zip, ZipPassThrough } from "fflate";
import { BadInput } from "../numerics/badInput.ts";
import { npyHeader } from "./npzBytes.ts";
import { partFile } from "./partFile.ts";

/** A row: tokens, the mask as K, or the coordinates of a point. */
export type SampleRow = Int32Array | Float64Array;

/** `int32` for tokens, `float64` for points. */
export type SampleType = "int32" | "float64";

/** Rows of one type. */
export interface SampleSink {
  readonly write: (row: SampleRow) => void;
  /** Puts the file in its place with the rows written so far. */
  readonly finish: () => void;
  /** Leaves nothing behind. */
  readonly discard: () => void;
}

export const SAMPLE_FORMATS = [".npz", ".csv", ".parquet"] as const;

/**
 * A sink by the file's ending: `.npz` (array `samples`, [n, L]), `.csv` (a header of column names), `.parquet` (a column each).
 *
 * @param names of the L columns
 * @throws BadInput for another ending or a place that cannot be written
 */
export async function sampleSink(path: string, names: readonly string[], type: SampleType = "int32"): Promise<SampleSink> {
  switch (extname(path)) {
    case ".npz":
      return npzSink(path, names.length, type);
    case ".csv":
      return csvSink(path, names);
    case ".parquet":
      return (await import("./parquetSink.ts")).parquetSink(path, names, type);
    default:
      throw new BadInput("--out", `a file that ends in ${SAMPLE_FORMATS.join(", ")}`, path, "sample");
  }
}

function csvSink(path: string, names: readonly string[]): SampleSink {
  const part = partFile(path);
  const quoted = (name: string): string => (/[",\n\r]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  let waiting = `${names.map(quoted).join(",")}\n`;
  const flush = (): void => {
    part.append(waiting);
    waiting = "";
  };
  return {
    write: (row) => {
      waiting += `${row.join(",")}\n`;
      if (waiting.length > 65536) flush();
    },
    finish: () => {
      flush();
      part.place();
    },
    discard: part.remove,
  };
}

/** Rows go to a raw file first, because the header of an array says how many there are. */
function npzSink(path: string, length: number, type: SampleType): SampleSink {
  const raw = partFile(path, ".rows");
  let rows = 0;
  return {
    write: (row) => {
      raw.append(new Uint8Array(row.buffer, row.byteOffset, row.byteLength));
      rows++;
    },
    finish: () => {
      try {
        raw.close();
        zipped(raw.path, path, npyHeader(type === "int32" ? "<i4" : "<f8", [rows, length]));
      } finally {
        raw.remove();
      }
    },
    discard: raw.remove,
  };
}

/** Puts an .npz file in its place, from the header of its array and a raw file. */
function zipped(raw: string, path: string, header: Uint8Array): void {
  const part = partFile(path);
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    part.append(chunk);
  });
  const entry = new ZipPassThrough("samples.npy");
  entry.mtime = "1980-01-01T00:00:00";
  zip.add(entry);
  entry.push(header);
  for (const chunk of chunksOf(raw)) entry.push(chunk);
  entry.push(new Uint8Array(0), true);
  zip.end();
  part.place();
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    for (;;) {
      const chunk = new Uint8Array(1 << 20);
      const read = readSync(file, chunk);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}
