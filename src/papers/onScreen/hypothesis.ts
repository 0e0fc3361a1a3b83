import type { Check } from "./settings.ts";

/** A hypothesis of a claim, in the claim's words, and how it is told from a world and its setting. */
export interface Hypothesis {
  readonly text: string;
  /** One check, or several that must all be met. */
  readonly check: Check | readonly Check[];
}
