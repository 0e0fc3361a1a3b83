import { once } from "node:events";
import { jsonPieces } from "../files/json.ts";

/** Writes one JSON document and a line end to standard output, waiting where the reader is slow; a closed pipe ends it quietly. */
export async function printJson(value: unknown): Promise<void> {
  let waiting = "";
  for (const piece of jsonPieces(value)) {
    waiting += piece;
    if (waiting.length < 65536) continue;
    if (!process.stdout.write(waiting)) await once(process.stdout, "drain");
    waiting = "";
  }
  process.stdout.write(`${waiting}\n`);
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Progress and warnings, on standard error. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
