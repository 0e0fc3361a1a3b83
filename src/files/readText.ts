import { readFileSync } from "node:fs";
import { BadInput } from "../numerics/badInput.ts";

/** A file's text; `-` is standard input. @throws BadInput when it cannot be read */
export function readText(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new BadInput("file", "a readable file", (error as NodeJS.ErrnoException).code ?? String(error), path);
  }
}
