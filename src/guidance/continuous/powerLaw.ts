import { BadInput } from "../../numerics/badInput.ts";
import { type ContinuousRule, PLAIN } from "./rule.ts";
import { along, squared } from "./vectors.ts";

/**
 * Power-law guidance (arXiv:2502.07849): s_c + w |s_c − s_u|^α (s_c − s_u) on scores, Euclidean norm; α = 0 is `cfg`, and α > −1 makes
 * guidance vanish where the two agree.
 *
 * The norm has the units of a score: w means different things for different processes, and is taken in the process's own coordinates.
 * For α < 0 the guided velocity is infinite at pure noise, so `flow` is refused there. At Δ = 0 the derivative is 0 for α > 0 and
 * infinite for α < 0.
 *
 * @throws BadInput naming `guidance.alpha` unless α > −1 and finite
 */
export function powerLaw({ alpha = 1 }: { readonly alpha?: number | undefined }): ContinuousRule {
  if (!(alpha > -1 && alpha < Infinity)) throw new BadInput("guidance.alpha", "a finite number above -1", alpha);
  return {
    ...PLAIN,
    name: "power-law",
    source: "arXiv:2502.07849",
    space: "score",
    pureNoise: alpha < 0 ? () => new BadInput("guidance.alpha", "at least 0 for a process that starts from pure noise", alpha) : null,
    combine: ({ difference }, { n, d, w }, out) => {
      for (let at = 0; at < n * d; at += d) {
        const norm = Math.sqrt(squared(difference, at, d));
        const strength = norm === 0 ? 0 : w * norm ** alpha;
        for (let k = at; k < at + d; k++) out[k] = strength * difference[k];
      }
    },
    differentiate: ({ difference }, tangent, { n, d, w }, out) => {
      for (let at = 0; at < n * d; at += d) {
        const square = squared(difference, at, d);
        const strength = w * Math.sqrt(square) ** alpha;
        const growth = square === 0 ? 0 : (alpha * along(difference, tangent.difference, at, d)) / square;
        for (let k = at; k < at + d; k++) {
          const change = tangent.difference[k] + growth * difference[k];
          out[k] = change === 0 ? 0 : strength * change;
        }
      }
    },
  };
}
