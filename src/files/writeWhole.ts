import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BadInput } from "../numerics/badInput.ts";

/** Writes a file whole or not at all: beside its place first, then renamed. Makes the folder. @throws BadInput when it cannot be written */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    makeFolder(dirname(path));
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    if (existsSync(beside)) rmSync(beside);
    throw new BadInput("file", "a place that can be written", (error as NodeJS.ErrnoException).code ?? String(error), path);
  }
}

/** Makes a folder that much is going to be written to. @throws BadInput when it cannot be made */
export function makePlace(path: string): void {
  try {
    makeFolder(path);
  } catch (error) {
    throw new BadInput("file", "a place that can be written", (error as NodeJS.ErrnoException).code ?? String(error), path);
  }
}

/** Step by step: Node's own recursive mkdir never returns below a folder such as /proc, which answers ENOENT to every new name. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
