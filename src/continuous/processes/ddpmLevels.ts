import { BadInput } from "../../numerics/badInput.ts";
import type { DdpmShape } from "./shapes.ts";
import type { OuTime } from "./variancePreserving.ts";

/**
 * The levels of a discrete schedule as Ornstein and Uhlenbeck's time, s_k = −½ Σ_{i ≤ k} ln(1 − βᵢ) at t = k/steps, straight in between:
 * β per unit t is constant between levels. At k = 0 there is no noise.
 *
 * - `linear`: βᵢ evenly from betaMin to betaMax (arXiv:2006.11239)
 * - `scaled-linear`: √βᵢ evenly (arXiv:2112.10752, released code)
 * - `cosine`: ᾱ(t) = cos²(π/2 · (t + 0.008)/1.008) up to a factor, β at most 0.999 (arXiv:2102.09672, eq. 17)
 * @throws BadInput naming `process.steps`, `process.betaMin` or `process.betaMax`
 */
export function ddpmLevels(steps: number, betaMin: number, betaMax: number, shape: DdpmShape): OuTime {
  if (!(Number.isInteger(steps) && steps >= 1)) throw new BadInput("process.steps", "an integer of at least 1", steps);
  if (!(betaMin > 0 && betaMin < 1)) throw new BadInput("process.betaMin", "above 0 and below 1", betaMin);
  if (!(betaMax >= betaMin && betaMax < 1)) throw new BadInput("process.betaMax", `from process.betaMin (${betaMin}) to below 1`, betaMax);
  const levels = new Float64Array(steps + 1);
  for (let k = 1; k <= steps; k++) levels[k] = levels[k - 1] - Math.log1p(-beta(k)) / 2;
  return { at, time, finest: 1 / steps };

  function beta(k: number): number {
    if (shape === "cosine") return Math.min(0.999, 1 - cosineLevel(k / steps) / cosineLevel((k - 1) / steps));
    const share = steps === 1 ? 0 : (k - 1) / (steps - 1);
    if (shape === "linear") return betaMin + (betaMax - betaMin) * share;
    return (Math.sqrt(betaMin) + (Math.sqrt(betaMax) - Math.sqrt(betaMin)) * share) ** 2;
  }

  function at(t: number): number {
    const k = Math.min(steps - 1, Math.floor(t * steps));
    return levels[k] + (levels[k + 1] - levels[k]) * (t * steps - k);
  }

  function time(s: number): number {
    let low = 0;
    let high = steps;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (levels[middle] <= s) low = middle;
      else high = middle;
    }
    return (low + (s - levels[low]) / (levels[high] - levels[low])) / steps;
  }
}

function cosineLevel(t: number): number {
  return Math.cos(((t + 0.008) / 1.008) * (Math.PI / 2)) ** 2;
}
