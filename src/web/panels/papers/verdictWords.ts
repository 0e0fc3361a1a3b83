/** @file Verdicts as the panel shows them: by a word and a sign, as the report does. */
import type { VerdictKind } from "../../../papers/claim.ts";

export const VERDICTS: readonly VerdictKind[] = ["holds", "holds only if", "fails here", "not testable here"];

/** Beside the word, for the eye only. */
export const SIGNS: Readonly<Record<VerdictKind, string>> = {
  holds: "✓",
  "holds only if": "◐",
  "fails here": "✗",
  "not testable here": "–",
};

/** Null for what is no verdict. */
export function readVerdict(text: unknown): VerdictKind | null {
  return VERDICTS.find((verdict) => verdict === text) ?? null;
}

/** How the verdict now stands to the recorded one. */
export function againstRecord(now: VerdictKind, recorded: VerdictKind | null): string {
  if (recorded === null) return "no verdict is recorded";
  return now === recorded ? "as recorded" : `recorded: ${recorded}`;
}
