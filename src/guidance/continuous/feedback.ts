import { BadInput } from "../../numerics/badInput.ts";
import { type ContinuousRule, PLAIN } from "./rule.ts";

export interface FeedbackParameters {
  /** π, 0 < π ≤ 1: share of the true conditional law in what the conditional model has learned. */
  readonly pi: number;
  /** Largest λ, > 1; 10 when left out, as in the authors' code. */
  readonly limit?: number | undefined;
}

/**
 * Feedback guidance (arXiv:2506.06085). The model's conditional law is taken to be a mixture p_c = π q + (1 − π) p of the true one, q,
 * with the unconditional one. Then π q = p_c − (1 − π) p, whose score is
 *   s_u + λ (s_c − s_u),  λ(x, t) = ρ/(ρ − (1 − π)),  ρ = p_c(x)/p(x) at that noise level,
 * so λ − 1 = 1/(e^{ln ρ − ln(1 − π)} − 1): strong where the sample is not yet of the class, and π = 1 gives the conditional model. λ is
 * cut off at `limit`, which is where ln ρ ≤ ln((1 − π) limit/(limit − 1)); there p_c − (1 − π) p may well be negative.
 *
 * Here ρ is exact, from log densities. The paper estimates it along the trajectory, with a temperature and an offset, which are left out
 * here. The weight w is ours: guided c + w (λ − 1)(c − u), so w = 1 is the paper's rule and w = 0 the conditional prediction. Since λ is
 * a number for each point it is the same rule in every prediction space, though not linear.
 *
 * @throws BadInput naming `guidance.pi` or `guidance.limit`
 */
export function feedback({ pi, limit = 10 }: FeedbackParameters): ContinuousRule {
  if (!(pi > 0 && pi <= 1)) throw new BadInput("guidance.pi", "above 0 and at most 1", pi);
  if (!(limit > 1 && limit < Infinity)) throw new BadInput("guidance.limit", "a finite number above 1", limit);
  const logRest = Math.log1p(-pi);
  const logCut = logRest - Math.log1p(-1 / limit);
  /** λ − 1. */
  const excess = (logRatio: number): number => (logRatio <= logCut ? limit - 1 : 1 / Math.expm1(logRatio - logRest));
  return {
    ...PLAIN,
    name: "feedback",
    source: "arXiv:2506.06085",
    space: "score",
    needsLogRatio: true,
    combine: ({ difference, logRatio }, { n, d, w }, out) => {
      for (let i = 0; i < n; i++) {
        const strength = w * excess(logRatio[i]);
        for (let k = i * d; k < (i + 1) * d; k++) out[k] = strength * difference[k];
      }
    },
    differentiate: ({ difference, logRatio }, tangent, { n, d, w }, out) => {
      for (let i = 0; i < n; i++) {
        const more = excess(logRatio[i]);
        // d/dy of 1/(e^y − 1) is −e^y/(e^y − 1)² = −more (1 + more).
        const change = logRatio[i] <= logCut ? 0 : -more * (1 + more) * tangent.logRatio[i];
        for (let k = i * d; k < (i + 1) * d; k++) out[k] = w * (more * tangent.difference[k] + change * difference[k]);
      }
    },
  };
}
