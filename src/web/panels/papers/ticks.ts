/** @file Hypotheses in words and signs. */
import type { OnScreen } from "../../../papers/onScreen.ts";

export const MARKS = {
  true: { sign: "✓", word: "met" },
  false: { sign: "✗", word: "not met" },
  null: { sign: "?", word: "open" },
} as const;

/** One sentence about all of them. */
export function summary(hypotheses: readonly Pick<OnScreen, "met">[]): string {
  const count = (met: boolean | null): number => hypotheses.filter((one) => one.met === met).length;
  if (count(false) > 0) return `The claim says nothing of this setting: ${count(false)} of ${hypotheses.length} hypotheses are not met.`;
  if (count(null) > 0)
    return `As far as it can be told the claim speaks of this setting; ${count(null)} of ${hypotheses.length} hypotheses are left open.`;
  return "The claim speaks of this setting: all hypotheses are met.";
}
