import type { Claim, VerdictKind } from "../../../papers/claim.ts";

/** A claim as the list and its page show it before anything is computed. */
export interface ClaimEntry extends Omit<Claim, "compute" | "judge"> {
  /** Of the paper; empty for one that is not listed. */
  readonly paperTitle: string;
  /** Null where none is recorded. */
  readonly recorded: VerdictKind | null;
  /** That it is expected to take; null where nothing is recorded. */
  readonly seconds: number | null;
}
