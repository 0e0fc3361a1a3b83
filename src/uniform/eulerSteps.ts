import { guidedWeights } from "./guidedWeights.ts";
import { type StepSampler, tokenAt } from "./stepLaw.ts";

/**
 * Euler steps of the guided rates, frozen at the start t of the step: with R_v = (−α′/α)/K · A_t(x^{i,v})/A_t(x),
 *   P(x_i → v) = Δ R_v for v ≠ x_i, and the rest stays; where Δ Σ R_v exceeds 1 it is clamped to 1 in the same proportions, and counted.
 *
 * At t = 1 the rate is infinite and the noised laws are uniform: each site moves to another token, uniformly, and counts as clamped.
 * Source: arXiv:2406.01572, Section 3; order 1 in the step.
 */
export const eulerSteps: StepSampler = (pair, w, { maskedT, unmaskRate, delta }) => {
  const level = { kept: 1 - maskedT, noise: maskedT };
  const weights = guidedWeights(pair, w, () => level);
  // −α′/α = β m/α.
  const factor = (delta * unmaskRate * level.noise) / level.kept / pair.alphabet;
  return {
    probabilities: (state, site, out) => {
      const { token, first, apart } = tokenAt(pair, state, site);
      let total = 0;
      for (let v = 0; v < out.length; v++) {
        out[v] = v === token ? 0 : weights[first + v * apart];
        total += out[v];
      }
      const leaving = total === 0 ? 0 : (factor * total) / weights[state];
      const scale = total === 0 ? 0 : Math.min(1, leaving) / total;
      for (let v = 0; v < out.length; v++) out[v] *= scale;
      out[token] = 1 - Math.min(1, leaving);
      return leaving > 1;
    },
  };
};
