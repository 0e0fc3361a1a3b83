import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { BadInput } from "../numerics/badInput.ts";

/** Writes a file whole or not at all: beside its place first, then renamed. Makes the folder. @throws BadInput when it cannot be written */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new BadInput("file", "a place that can be written", (error as NodeJS.ErrnoException).code ?? String(error), path);
  }
}
