import { BadInput } from "../../numerics/badInput.ts";
import { type ContinuousRule, PLAIN } from "./rule.ts";
import { along, squared } from "./vectors.ts";

export interface ApgParameters {
  /** η, finite: kept share of the part of Δ along the conditional prediction; 0 when left out. */
  readonly parallel?: number | undefined;
  /** r > 0: largest norm of Δ; none when left out. */
  readonly threshold?: number | undefined;
  /** β, −1 < β < 1: share of the last step's Δ that is added to this one's; 0 when left out. Not 0 in samplers with steps only. */
  readonly momentum?: number | undefined;
}

/**
 * Adaptive projected guidance (arXiv:2410.02416), on denoised means: Δ ← Δ + β Δ_before; Δ ← Δ min(1, r/|Δ|); guided c + w (Δ⊥ + η Δ∥),
 * where Δ∥ is the part of Δ along c. The paper's weight is 1 + w.
 *
 * Here, beyond the paper: norms are Euclidean over the d coordinates; on the line, d = 1, all of Δ is along c, also at c = 0, so η = 0
 * leaves the conditional prediction; for d > 1 and c = 0 nothing is along it. Δ_before is what was left there at the last evaluation of
 * both predictions.
 *
 * @throws BadInput naming `guidance.parallel`, `guidance.threshold` or `guidance.momentum`
 */
export function apg({ parallel = 0, threshold = Infinity, momentum = 0 }: ApgParameters): ContinuousRule {
  if (!Number.isFinite(parallel)) throw new BadInput("guidance.parallel", "finite", parallel);
  if (!(threshold > 0)) throw new BadInput("guidance.threshold", "above 0", threshold);
  if (!(momentum > -1 && momentum < 1)) throw new BadInput("guidance.momentum", "above -1 and below 1", momentum);
  return {
    ...PLAIN,
    name: "apg",
    source: "arXiv:2410.02416",
    space: "x0",
    stepsOnly:
      momentum === 0 ? null : () => new BadInput("guidance.momentum", "0 in continuous time (momentum is a matter of steps)", momentum),
    combine: ({ cond, difference }, { n, d, w, memory }, out) => {
      let from = difference;
      if (memory && momentum !== 0) {
        for (let i = 0; i < n * d; i++) memory[i] = difference[i] + momentum * memory[i];
        from = memory;
      }
      for (let at = 0; at < n * d; at += d) {
        const norm = Math.sqrt(squared(from, at, d));
        const kept = norm > threshold ? threshold / norm : 1;
        if (d === 1) {
          out[at] = w * parallel * kept * from[at];
          continue;
        }
        const length = squared(cond, at, d);
        const share = length === 0 ? 0 : ((1 - parallel) * along(from, cond, at, d)) / length;
        for (let k = at; k < at + d; k++) out[k] = w * kept * (from[k] - share * cond[k]);
      }
    },
    differentiate: ({ cond, difference }, tangent, { n, d, w }, out) => {
      for (let at = 0; at < n * d; at += d) {
        const square = squared(difference, at, d);
        const capped = Math.sqrt(square) > threshold;
        const kept = capped ? threshold / Math.sqrt(square) : 1;
        // d(kept)/kept
        const shrink = capped ? -along(difference, tangent.difference, at, d) / square : 0;
        if (d === 1) {
          out[at] = w * parallel * kept * (tangent.difference[at] + shrink * difference[at]);
          continue;
        }
        const length = squared(cond, at, d);
        const share = length === 0 ? 0 : ((1 - parallel) * along(difference, cond, at, d)) / length;
        const change =
          (1 - parallel) * (along(tangent.difference, cond, at, d) + along(difference, tangent.cond, at, d)) -
          2 * share * along(cond, tangent.cond, at, d);
        const shareChange = length === 0 ? 0 : change / length;
        for (let k = at; k < at + d; k++) {
          const rest = difference[k] - share * cond[k];
          out[k] = w * kept * (shrink * rest + tangent.difference[k] - shareChange * cond[k] - share * tangent.cond[k]);
        }
      }
    },
  };
}
