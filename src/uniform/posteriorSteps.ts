import { logNormalise } from "../numerics/logNormalise.ts";
import { type Level, noisedLaw } from "./noisedLaw.ts";
import { type StepSampler, tokenAt } from "./stepLaw.ts";

/**
 * Steps of discrete classifier-free guidance (D-CFG): every site is drawn from the normalised product of its two posteriors,
 *   P(x_i → v | x_t) ∝ p_c(z_s^i = v | x_t)^{1+w} p(z_s^i = v | x_t)^{−w}.
 *
 * A posterior is that of the exact laws: p(z_s^i = v | x_t) ∝ p(z_s^i = v, x_t^j for j ≠ i) · q(x_t^i | z_s^i = v). The closed formula of the paper gives the same
 * when its denoiser predicts x_0^i from the other sites. As the steps shrink, this tends to the same process as the guided rates. At w = −1 and w = 0 one
 * posterior is not asked.
 *
 * Source: arXiv:2412.10193, Section 3.1 (γ = 1 + w) and Eq. (8). Complexity per step L²·K^L for the marginals.
 */
export const posteriorSteps: StepSampler = (pair, w, { maskedT, maskedS }) => {
  const at: Level = { kept: 1 - maskedT, noise: maskedT };
  const then: Level = { kept: 1 - maskedS, noise: maskedS };
  const mixed = (law: Float64Array): readonly Float64Array[] =>
    Array.from({ length: pair.length }, (_, i) => noisedLaw(pair, law, (site) => (site === i ? then : at)).map(Math.log));
  const cond = w === -1 ? null : mixed(pair.conditional);
  const uncond = w === 0 ? null : mixed(pair.unconditional);
  // q(x_t^i | z_s^i): kept with α_t/α_s, else uniform.
  const kept = at.kept / then.kept;
  const [same, other] = logForward(kept, (maskedT - maskedS) / then.kept, pair.alphabet);
  const row = new Float64Array(pair.alphabet);
  return {
    probabilities: (state, site, out) => {
      const { token, first, apart } = tokenAt(pair, state, site);
      const read = (laws: readonly Float64Array[], into: Float64Array): void => {
        for (let v = 0; v < into.length; v++) into[v] = laws[site][first + v * apart] + (v === token ? same : other);
        logNormalise(into, 0, into.length);
      };
      read(cond ?? uncond ?? [], out);
      if (cond && uncond) {
        read(uncond, row);
        for (let v = 0; v < out.length; v++) if (out[v] > -Infinity) out[v] += w * (out[v] - row[v]);
        logNormalise(out, 0, out.length);
      }
      for (let v = 0; v < out.length; v++) out[v] = Math.exp(out[v]);
      return false;
    },
  };
};

/** log q(x_t = v | z_s = v) and log q(x_t = v′ | z_s = v). */
function logForward(kept: number, noise: number, alphabet: number): readonly [number, number] {
  return [Math.log(kept + noise / alphabet), Math.log(noise / alphabet)];
}
