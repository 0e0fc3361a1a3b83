import type { Derivative } from "../numerics/rungeKuttaStep.ts";
import type { Pair } from "../worlds/masked/pair.ts";
import { lines, stride } from "./axes.ts";
import { guidedWeights } from "./guidedWeights.ts";
import type { Level } from "./noisedLaw.ts";

/** α and σ = 1 − α at log-SNR x = ln(α/σ). */
export function levelAt(x: number): Level {
  return { kept: 1 / (1 + Math.exp(-x)), noise: 1 / (1 + Math.exp(x)) };
}

/**
 * The guided reverse process of uniform-state diffusion in log-SNR x = ln(α/(1−α)), −∞ → ∞ during sampling: a site jumps to token v ≠ x_i at rate
 *   (σ/K) · A_t(x^{i,v})/A_t(x),   A_t = p_{c,t}^{1+w} p_t^{−w},
 * that is (forward rate) · (ratio of conditional marginals)^{1+w} · (ratio of unconditional ones)^{−w}. The forward rate to a given token is 1/K per unit of
 * −ln α, and d(−ln α) = −σ dx. Source: arXiv:2406.01572, Eq. (6), guided rates; the axis is ours.
 *
 * law′ = (σ/K) [A Σ_i (sum of law/A along i) − (law/A) Σ_i (sum of A along i)]: L·K^L operations. The term v = x_i is in both and cancels.
 */
export function masterEquation(pair: Pair, w: number): Derivative {
  return (x, law, out) => {
    const level = levelAt(x);
    const weights = guidedWeights(pair, w, () => level);
    const perWeight = law.map((value, s) => (value === 0 ? 0 : value / weights[s]));
    const inflow = sumsAlongAxes(pair, perWeight);
    const leaving = sumsAlongAxes(pair, weights);
    const rate = level.noise / pair.alphabet;
    for (let s = 0; s < law.length; s++) out[s] = rate * (weights[s] * inflow[s] - perWeight[s] * leaving[s]);
  };
}

/** Rate out of each state per unit of log-SNR, shape [K^L]. */
export function exitRates(pair: Pair, w: number, x: number): Float64Array {
  const level = levelAt(x);
  const weights = guidedWeights(pair, w, () => level);
  const sums = sumsAlongAxes(pair, weights);
  return sums.map((sum, s) => (level.noise / pair.alphabet) * (sum / weights[s] - pair.length));
}

/** Σ_i (sum of the values along site i through each state), shape [K^L]. */
function sumsAlongAxes(size: Pair, values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let site = 0; site < size.length; site++) {
    const apart = stride(size, site);
    lines(size, values.length, apart, (first) => {
      let total = 0;
      for (let v = 0; v < size.alphabet; v++) total += values[first + v * apart];
      for (let v = 0; v < size.alphabet; v++) out[first + v * apart] += total;
    });
  }
  return out;
}
