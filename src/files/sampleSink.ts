/** @file Samples on their way to a file: written as they come, with constant memory; what was written stays whole when a run is interrupted. */
import { closeSync, openSync, readSync } from "node:fs";
import { extname } from "node:path";
import { Zip, ZipPassThrough } from "fflate";
import { BadInput } from "../numerics/badInput.ts";
import { npyHeader } from "./npz.ts";
import { partFile } from "./partFile.ts";

/** Rows of tokens, the mask as K. */
export interface SampleSink {
  readonly write: (tokens: Int32Array) => void;
  /** Puts the file in its place with the rows written so far. */
  readonly finish: () => void;
  /** Leaves nothing behind. */
  readonly discard: () => void;
}

export const SAMPLE_FORMATS = [".npz", ".csv", ".parquet"] as const;

/**
 * A sink by the file's ending: `.npz` (array `samples`, int32, [n, L]), `.csv` (a header of site names), `.parquet` (a column per site).
 *
 * @param sites names of the L sites
 * @throws BadInput for another ending or a place that cannot be written
 */
export async function sampleSink(path: string, sites: readonly string[]): Promise<SampleSink> {
  switch (extname(path)) {
    case ".npz":
      return npzSink(path, sites.length);
    case ".csv":
      return csvSink(path, sites);
    case ".parquet":
      return (await import("./parquetSink.ts")).parquetSink(path, sites);
    default:
      throw new BadInput("--out", `a file that ends in ${SAMPLE_FORMATS.join(", ")}`, path, "sample");
  }
}

function csvSink(path: string, sites: readonly string[]): SampleSink {
  const part = partFile(path);
  const quoted = (name: string): string => (/[",\n\r]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  let waiting = `${sites.map(quoted).join(",")}\n`;
  const flush = (): void => {
    part.append(waiting);
    waiting = "";
  };
  return {
    write: (tokens) => {
      waiting += `${tokens.join(",")}\n`;
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
function npzSink(path: string, length: number): SampleSink {
  const raw = partFile(path, ".rows");
  let rows = 0;
  return {
    write: (tokens) => {
      raw.append(new Uint8Array(tokens.buffer, tokens.byteOffset, tokens.byteLength));
      rows++;
    },
    finish: () => {
      try {
        raw.close();
        zipped(raw.path, path, npyHeader("<i4", [rows, length]));
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
