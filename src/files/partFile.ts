import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { BadInput } from "../numerics/badInput.ts";
import { makeFolder } from "./writeWhole.ts";

/** A file beside its place, renamed at the end. */
export interface PartFile {
  readonly path: string;
  readonly append: (bytes: Uint8Array | string) => void;
  readonly close: () => void;
  readonly place: () => void;
  readonly remove: () => void;
}

const unwritable = (cause: string): BadInput => new BadInput("--out", "a place that can be written", cause, "sample");
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** @throws BadInput when the place cannot be written, or at the end when the file cannot be put there; nothing is left then */
export function partFile(target: string, suffix = ".part"): PartFile {
  const path = `${target}.${process.pid}${suffix}`;
  let file: number | null = null;
  if (existsSync(target) && statSync(target).isDirectory()) throw unwritable("EISDIR");
  try {
    makeFolder(dirname(target));
    file = openSync(path, "w+");
  } catch (error) {
    throw unwritable(codeOf(error));
  }
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  const append = (bytes: Uint8Array | string): void => {
    const content = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
    for (let done = 0; file !== null && done < content.length; ) done += writeSync(file, content, done);
  };
  const remove = (): void => {
    close();
    rmSync(path, { force: true });
  };
  const place = (): void => {
    close();
    try {
      renameSync(path, target);
    } catch (error) {
      remove();
      throw unwritable(codeOf(error));
    }
  };
  return { path, append, close, place, remove };
}
