import { BadInput } from "../../numerics/badInput.ts";
import { cfg } from "./cfg.ts";
import type { ContinuousRule } from "./rule.ts";

/**
 * CFG++ (arXiv:2406.08070) with λ = 1 + w in [0, 1]: a DDIM step whose denoised mean is guided, ε_λ = ε_u + λ (ε_c − ε_u), and which
 * adds the unconditional noise back: x_s = a_s (x − b_t ε_λ)/a_t + b_s ε_u.
 *
 * It is the DDIM step of `cfg` with a weight of that step's own, {@link cfgPlusPlusWeight}. As steps shrink that weight grows like
 * 1/step: there is no limit in continuous time. A sampler asks the linear rule with the step's weight; at w = 0 that is not the
 * conditional prediction.
 */
export const cfgPlusPlus: ContinuousRule = {
  ...cfg,
  name: "cfg++",
  source: "arXiv:2406.08070",
  space: "eps",
  stepsOnly: () => new BadInput("guidance.rule", "a rule with a limit in continuous time (cfg++ exists only as a DDIM step)", "cfg++"),
};

/**
 * Weight w_k with which a DDIM step of `cfg` from (a_t, b_t) to (a_s, b_s) is the step of CFG++ with λ = 1 + w (derived here). Comparing
 * what multiplies ε_c − ε_u, −λ a_s b_t/a_t against (1 + w_k)(b_s − a_s b_t/a_t):
 *   1 + w_k = λ a_s b_t / (a_s b_t − a_t b_s),
 * on the circle λ cos θ_s sin θ_t / sin(θ_t − θ_s). The last step, to b_s = 0, has w_k = w.
 *
 * @throws BadInput naming `guidance.w` unless −1 ≤ w ≤ 0; `grid` unless noise falls along the step
 */
export function cfgPlusPlusWeight(w: number, from: Level, to: Level): number {
  if (!(w >= -1 && w <= 0)) throw new BadInput("guidance.w", "from -1 to 0 for cfg++ (its λ is 1 + w, from 0 to 1)", w);
  const kept = to.a * from.b;
  const noised = from.a * to.b;
  if (!(kept > noised)) throw new BadInput("grid", "of falling noise", to.b / to.a);
  // λ − 1 is w to the bit; the rest is the excess over it.
  return w + ((1 + w) * noised) / (kept - noised);
}

/** x = a x₀ + b ε. */
interface Level {
  readonly a: number;
  readonly b: number;
}
