import { BadInput } from "../../../../numerics/badInput.ts";

export type Attempt<T> = { readonly found: T; readonly refused: null } | { readonly found: null; readonly refused: string };

/** What a computation finds, or in words why it refuses its input. Faults of ours are thrown on. */
export function unlessRefused<T>(compute: () => T): Attempt<T> {
  try {
    return { found: compute(), refused: null };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { found: null, refused: error.message };
  }
}
