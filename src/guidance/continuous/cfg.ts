import { type Application, type ContinuousRule, PLAIN, type Predictions } from "./rule.ts";

/**
 * Classifier-free guidance, (1 + w) c − w u (arXiv:2207.12598, eq. 6). The weights add to 1, so it is the same rule in every prediction
 * space and for every process.
 */
export const cfg: ContinuousRule = {
  ...PLAIN,
  name: "cfg",
  source: "arXiv:2207.12598, eq. 6",
  space: "score",
  linear: true,
  unconditionalAtMinusOne: true,
  combine: scaleDifference,
  differentiate: (_, tangent, application, out) => scaleDifference(tangent, application, out),
};

/** out = w Δ. */
function scaleDifference({ difference }: Predictions, { n, d, w }: Application, out: Float64Array): void {
  for (let i = 0; i < n * d; i++) out[i] = w * difference[i];
}
