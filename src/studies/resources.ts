import type { TextTable } from "../worlds/masked/counts.ts";

/** What the shell lends to a study. */
export interface Resources {
  /** Reads a CSV named in the experiment. */
  readonly table: (file: string) => TextTable;
  /** Bytes that work arrays may take together. */
  readonly memory: number;
}
