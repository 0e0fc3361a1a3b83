import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { normalCdf } from "../../numerics/normalCdf.ts";
import type { Estimate } from "./estimate.ts";

/** Where common noise makes things better or worse. */
export interface Improvement extends Estimate {
  /** Intervals of the noise ξ, ascending, in which the confidence falls. */
  readonly worse: readonly (readonly [number, number])[];
}

/**
 * Share of the noise ξ ~ N(0, 1) for which confidence(Ψ_w(ξ)) ≥ confidence(Ψ₀(ξ)), both flows started from the same ξ: their maps are the laws' quantiles, since
 * both are increasing. Sign changes are looked for at `samples` values of ξ in [−7, 7] and bisected.
 *
 * @param confidence p(c|x) or anything increasing in it: log-odds do not saturate at 1
 */
export function shareImproved(guided: LineLaw, unguided: LineLaw, confidence: (x: number) => number, samples = 1400): Improvement {
  const gain = (xi: number): number => {
    const u = normalCdf(xi);
    return confidence(guided.quantile(u)) - confidence(unguided.quantile(u));
  };
  const worse: [number, number][] = [];
  let [at, was] = [-7, gain(-7) < 0];
  let from = at;
  for (let k = 1; k <= samples; k++) {
    const xi = -7 + (14 * k) / samples;
    const is = gain(xi) < 0;
    if (is !== was) {
      const place = change(gain, at, xi, was);
      if (is) from = place;
      else worse.push([from, place]);
    }
    [at, was] = [xi, is];
  }
  if (was) worse.push([from, 7]);
  const share = worse.reduce((sum, [low, high]) => sum + normalCdf(high) - normalCdf(low), 0);
  return { value: 1 - share, error: 2 * worse.length * (guided.error + unguided.error) + 1e-11, worse };
}

/** Where `gain` passes 0 between a place where it is below (or not) and one where it is not (or below). */
function change(gain: (xi: number) => number, low: number, high: number, below: boolean): number {
  let [a, b] = [low, high];
  for (let k = 0; k < 50; k++) {
    const middle = 0.5 * (a + b);
    if (gain(middle) < 0 === below) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}
