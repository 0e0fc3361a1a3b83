import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { cutsOf } from "./cuts.ts";
import type { Estimate } from "./estimate.ts";

/**
 * TV = ½ ∫ |f − g| dx: between places where f − g changes sign the integral is a difference of distribution functions. Places are looked for at `samples` points
 * between cuts; a pair of changes between two of them is missed, and costs twice the mass it holds. `error`: that of the laws, at every place.
 */
export function lineTotalVariation(p: LineLaw, q: LineLaw, samples = 12): Estimate {
  const cuts = cutsOf([p, q]);
  const difference = (x: number): number => {
    const [f, g] = [p.density(x), q.density(x)];
    return f === g ? 0 : f - g;
  };
  const places = [cuts[0]];
  for (let i = 1; i < cuts.length; i++) {
    const [low, high] = [cuts[i - 1], cuts[i]];
    // cuts are places too, since a density may jump there; they add no error where the sign stays
    let [at, before] = [low, 0];
    for (let k = 0; k < samples; k++) {
      const x = low + ((high - low) * (k + 0.5)) / samples;
      const value = difference(x);
      if (before * value < 0) places.push(crossing(difference, at, x));
      if (value !== 0) before = value;
      at = x;
    }
    places.push(high);
  }
  let total = Math.abs(p.cdf(cuts[0]) - q.cdf(cuts[0]));
  for (let i = 1; i < places.length; i++) {
    total += Math.abs(p.cdf(places[i]) - p.cdf(places[i - 1]) - (q.cdf(places[i]) - q.cdf(places[i - 1])));
  }
  return { value: Math.min(1, total / 2), error: places.length * (p.error + q.error) };
}

function crossing(f: (x: number) => number, low: number, high: number): number {
  const sign = Math.sign(f(low));
  let [a, b] = [low, high];
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (a + b);
    if (Math.sign(f(middle)) === sign) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}
