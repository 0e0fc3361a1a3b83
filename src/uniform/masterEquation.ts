import type { Derivative } from "../numerics/explicitStepper.ts";
import type { Pair } from "../worlds/masked/pair.ts";
import { lines, stride } from "./axes.ts";
import { guidedWeights, logGuidedWeights } from "./guidedWeights.ts";
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

/** The same as a matrix on laws: law′ = M law, entry [y, x] is the rate from x to y; written to `out`, shape [K^L, K^L]. */
export function generatorMatrix(pair: Pair, w: number): (x: number, out: Float64Array) => void {
  const { alphabet, length } = pair;
  return (x, out) => {
    const level = levelAt(x);
    const log = logGuidedWeights(pair, w, () => level);
    const n = log.length;
    const forward = level.noise / alphabet;
    out.fill(0);
    for (let site = 0; site < length; site++) {
      const apart = stride(pair, site);
      for (let from = 0; from < n; from++) {
        const token = Math.floor(from / apart) % alphabet;
        for (let v = 0; v < alphabet; v++) {
          if (v === token) continue;
          const to = from + (v - token) * apart;
          const rate = forward * Math.exp(log[to] - log[from]);
          out[to * n + from] = rate;
          out[from * n + from] -= rate;
        }
      }
    }
  };
}

/** Probability flow of a law per unit of log-SNR: Σ_x law(x) · (rate out of x). */
export function flow(pair: Pair, w: number, x: number, law: Float64Array): number {
  const n = law.length;
  const matrix = new Float64Array(n * n);
  generatorMatrix(pair, w)(x, matrix);
  let total = 0;
  for (let s = 0; s < n; s++) if (law[s] > 0) total -= law[s] * matrix[s * n + s];
  return total;
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
