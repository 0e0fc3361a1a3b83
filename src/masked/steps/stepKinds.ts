/**
 * @file What one step does to one masked site: the sampler kinds with steps, as records of formulas in a {@link Step} and the site's
 * Z = Z_i(S). The token, where the site is revealed, follows q_i/Z_i under all of them. Rules `tokens` and `oracle` put Z = 1.
 */
import type { Rule } from "../../guidance/rule.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Step } from "./grid.ts";

export interface StepKind {
  /** P(the site is still masked after the step). */
  readonly stay: (step: Step, Z: number) => number;
  /** Whether the formula left [0, 1] and was clamped. */
  readonly clamps: (step: Step, Z: number) => boolean;
  /** P(more than one jump was drawn at the site and all were rejected). */
  readonly rejection: (step: Step, Z: number) => number;
}

export type StepKindName = "ancestral" | "frozen-rate" | "euler" | "tau-leaping" | "tweedie" | "posterior-cfg";

/** Past 1 by less than this is rounding (Δ β = 1 on the last step to t = 0), not a clamp. */
const PAST_ONE = 1 + 1e-12;
/** Past this e^{−λ} is 0 in doubles, and λ may be infinite. */
const LARGEST_MEAN = 745;

const never = (): boolean => false;
const none = (): number => 0;

/**
 * P(stay masked) from m_t to m_s, Δ = t − s, β at t:
 * - `ancestral`: m_s/m_t
 * - `frozen-rate`: (m_s/m_t)^Z, the rates of the state kept through the step
 * - `euler`: 1 − min(1, Δ β Z)
 * - `tau-leaping`: 1 − λe^{−λ}, λ = Δ β Z: a site with more than one jump stays, so that strong guidance stops unmasking
 * - `tweedie`: max(0, 1 − Z (m_t − m_s)/m_t) (the analytic sampler of SEDD, arXiv:2310.16834)
 * - `posterior-cfg`: m_s/(m_s + Z (m_t − m_s)) (arXiv:2412.10193 as written)
 */
export const STEP_KINDS: Readonly<Record<StepKindName, StepKind>> = {
  ancestral: { stay: kept, clamps: never, rejection: none },
  "frozen-rate": { stay: (step, Z) => (kept(step) === 1 ? 1 : kept(step) ** Z), clamps: never, rejection: none },
  euler: clamped(meanJumps),
  "tau-leaping": {
    stay: (step, Z) => 1 - oneJump(meanJumps(step, Z)),
    clamps: never,
    rejection: (step, Z) => manyJumps(meanJumps(step, Z)),
  },
  tweedie: clamped((step, Z) => times(Z, lost(step))),
  "posterior-cfg": { stay: posterior, clamps: never, rejection: none },
};

/** Which rules a kind takes, where not all. */
const RULES_TAKEN: Partial<Record<StepKindName, Rule>> = { ancestral: "tokens", "frozen-rate": "rates", "posterior-cfg": "rates" };

/**
 * The kind of a name.
 *
 * @throws BadInput naming `sampler.kind` for an unknown one, or one that does not take the rule (`ancestral` takes `tokens`,
 * `frozen-rate` and `posterior-cfg` take `rates`)
 */
export function stepKind(name: string, rule: Rule): StepKind {
  const kinds: Readonly<Record<string, StepKind>> = STEP_KINDS;
  if (!Object.hasOwn(kinds, name)) throw new BadInput("sampler.kind", `one of ${Object.keys(kinds).join(", ")}`, name);
  const taken = RULES_TAKEN[name as StepKindName];
  if (taken !== undefined && taken !== rule) {
    throw new BadInput("sampler.kind", `one that takes the rule ${rule} (${name} takes ${taken} only)`, name);
  }
  return kinds[name];
}

/** A site that leaves with probability min(1, ·). */
function clamped(leave: (step: Step, Z: number) => number): StepKind {
  return {
    stay: (step, Z) => Math.max(0, 1 - leave(step, Z)),
    clamps: (step, Z) => leave(step, Z) > PAST_ONE,
    rejection: none,
  };
}

/** m_s/m_t; 0 once m itself is below the smallest double. */
function kept({ maskedT, maskedS }: Step): number {
  return maskedT > 0 ? maskedS / maskedT : 0;
}

/** (m_t − m_s)/m_t. */
function lost({ maskedT, maskedS }: Step): number {
  return maskedT > 0 ? (maskedT - maskedS) / maskedT : 1;
}

function posterior({ maskedT, maskedS }: Step, Z: number): number {
  const leaving = times(Z, maskedT - maskedS);
  return maskedS === 0 ? 0 : maskedS / (maskedS + leaving);
}

/** λ = Δ β Z. */
function meanJumps({ delta, unmaskRate }: Step, Z: number): number {
  return times(Z, delta * unmaskRate);
}

/** P(exactly one jump) = λe^{−λ}. */
function oneJump(mean: number): number {
  return mean > LARGEST_MEAN ? 0 : mean * Math.exp(-mean);
}

/** P(at least two jumps) = 1 − e^{−λ}(1 + λ). */
function manyJumps(mean: number): number {
  return mean > LARGEST_MEAN ? 1 : Math.max(0, -Math.expm1(-mean) - oneJump(mean));
}

/** Z·x, with ∞·0 = 0: where nothing is unmasked no rate helps. */
function times(Z: number, x: number): number {
  return x === 0 ? 0 : Z * x;
}
