import { BadInput } from "../../numerics/badInput.ts";
import { type ContinuousRule, PLAIN } from "./rule.ts";
import { along, centre, squared } from "./vectors.ts";

/**
 * Rescaled guidance (arXiv:2305.08891, §3.4): with g = (1 + w) c − w u, guided φ (σ_c/σ_g) g + (1 − φ) g, σ the standard deviation over
 * the d coordinates of one sample; φ = 0 is `cfg`. It acts on what the network predicts, which in the paper is v, as we read it; other
 * software applies it to ε.
 *
 * Here, beyond the paper: for d = 1 and 2 the deviation is about 0 in place of the mean of the coordinates, so σ_c/σ_g is a ratio of
 * norms. About the mean it would be 0/0 for d = 1, and for d = 2 infinite on the whole surface where the two coordinates of g are equal.
 * Where σ_g = 0, g stands as it is.
 *
 * @throws BadInput naming `guidance.phi` unless from 0 to 1
 */
export function rescaled({ phi = 0.7 }: { readonly phi?: number | undefined }): ContinuousRule {
  if (!(phi >= 0 && phi <= 1)) throw new BadInput("guidance.phi", "from 0 to 1", phi);
  return {
    ...PLAIN,
    name: "rescaled",
    source: "arXiv:2305.08891, §3.4",
    space: "v",
    combine: ({ cond, difference }, { n, d, w }, out) => {
      for (let at = 0; at < n * d; at += d) {
        for (let k = at; k < at + d; k++) out[k] = cond[k] + w * difference[k];
        const spread = deviation(out, at, d);
        const factor = spread === 0 ? 0 : phi * (deviation(cond, at, d) / spread - 1);
        for (let k = at; k < at + d; k++) out[k] = w * difference[k] + factor * out[k];
      }
    },
    differentiate: ({ cond, difference }, tangent, { n, d, w }, out) => {
      const guided = new Float64Array(d);
      const change = new Float64Array(d);
      for (let at = 0; at < n * d; at += d) {
        for (let k = 0; k < d; k++) {
          guided[k] = cond[at + k] + w * difference[at + k];
          change[k] = tangent.cond[at + k] + w * tangent.difference[at + k];
        }
        const spread = deviation(guided, 0, d);
        const condSpread = deviation(cond, at, d);
        const factor = spread === 0 ? 0 : phi * (condSpread / spread - 1);
        const condGrowth = condSpread === 0 ? 0 : deviationChange(cond, tangent.cond, at, d) / condSpread;
        const growth = spread === 0 ? 0 : (phi * condSpread * (condGrowth - deviationChange(guided, change, 0, d) / spread)) / spread;
        for (let k = 0; k < d; k++) out[at + k] = w * tangent.difference[at + k] + factor * change[k] + growth * guided[k];
      }
    },
  };
}

/** √d times the deviation over the coordinates, about their mean for d ≥ 3 and about 0 below. */
function deviation(x: Float64Array, at: number, d: number): number {
  if (d < 3) return Math.sqrt(squared(x, at, d));
  const mean = centre(x, at, d);
  let sum = 0;
  for (let k = at; k < at + d; k++) sum += (x[k] - mean) ** 2;
  return Math.sqrt(sum);
}

/** Its derivative along a change of x. */
function deviationChange(x: Float64Array, change: Float64Array, at: number, d: number): number {
  const product = along(x, change, at, d);
  const about = d < 3 ? product : product - d * centre(x, at, d) * centre(change, at, d);
  return about / deviation(x, at, d);
}
