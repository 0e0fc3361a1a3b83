import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { BadInput } from "../numerics/badInput.ts";

/** A file beside its place, renamed at the end. */
export interface PartFile {
  readonly path: string;
  readonly append: (bytes: Uint8Array | string) => void;
  readonly close: () => void;
  readonly place: () => void;
  readonly remove: () => void;
}

/** @throws BadInput when the place cannot be written */
export function partFile(target: string, suffix = ".part"): PartFile {
  const path = `${target}.${process.pid}${suffix}`;
  let file: number | null = null;
  try {
    mkdirSync(dirname(target), { recursive: true });
    file = openSync(path, "w+");
  } catch (error) {
    throw new BadInput("--out", "a place that can be written", (error as NodeJS.ErrnoException).code ?? String(error), "sample");
  }
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  const append = (bytes: Uint8Array | string): void => {
    const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    for (let done = 0; file !== null && done < content.length; ) done += writeSync(file, content, done);
  };
  return {
    path,
    append,
    close,
    place: () => {
      close();
      renameSync(path, target);
    },
    remove: () => {
      close();
      rmSync(path, { force: true });
    },
  };
}
