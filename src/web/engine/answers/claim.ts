import { BadInput } from "../../../numerics/badInput.ts";
import { evaluate } from "../../../papers/claim.ts";
import { CLAIMS } from "../../../papers/claims.ts";
import type { Answer } from "../protocol.ts";

export interface ClaimQuestion {
  readonly id: string;
}

/** The record that `guidelab reproduce --quick` gives for a claim. */
export const answer: Answer<"claim"> = ({ id }, { progress }) => {
  const claim = CLAIMS.find((one) => one.id === id);
  if (claim === undefined) throw new BadInput("claim", `one of ${CLAIMS.map((one) => one.id).join(", ")}`, id);
  const since = performance.now();
  const record = evaluate(claim, "quick", progress);
  return { ...record, seconds: (performance.now() - since) / 1000 };
};
