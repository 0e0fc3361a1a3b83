import type { ContinuousRule } from "./rule.ts";

/** Which predictions a rule asks for at a weight: one where the other has no say. */
export function needsOf(rule: ContinuousRule, w: number): "cond" | "uncond" | "both" {
  if (w === 0) return "cond";
  return w === -1 && rule.unconditionalAtMinusOne ? "uncond" : "both";
}

/**
 * Network evaluations that a guided prediction costs: 2; 1 at w = 0 and where w = −1 is the unconditional model; 0 at times t at which
 * the rule answers 0 unasked. For `cfg++` w is the step's own weight.
 */
export function evaluationsOf(rule: ContinuousRule, w: number, t: number): number {
  if (t > rule.zeroAbove) return 0;
  return needsOf(rule, w) === "both" ? 2 : 1;
}
