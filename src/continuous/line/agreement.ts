import { normalCdf } from "../../numerics/normalCdf.ts";
import type { LineLaw, ResolvedDensity } from "./lineLaw.ts";

/** A density counts as known where two accuracies agree on its logarithm to this, nats; the difference is its error there. */
const LIMIT = 0.1;
/** Differences change their sign from place to place: the error is this many times the largest of so many on either side. */
const [SAFETY, AROUND] = [4, 6];
/** Of either density, where the two happen to agree. */
const ROUNDING = 1e-12;
/** Where they are compared: this many even places, and quantiles Φ(ξ) for ξ ∈ [−8, 8] in steps of ¼. */
const [EVEN, MOST_NOISE, PER_UNIT] = [256, 8, 4];

/**
 * What is known of ln density on [low, high] from one law computed twice: between places where both agree it is known, to four times the largest difference nearby. Outside the law's
 * range, and where either density is 0, nothing is known.
 *
 * @param rough the same law to less accuracy, or on another mesh
 */
export function agreement(
  law: Pick<LineLaw, "range" | "density" | "quantile">,
  rough: (x: number) => number,
  low: number,
  high: number,
): ResolvedDensity {
  const [from, to] = [Math.max(low, law.range[0]), Math.min(high, law.range[1])];
  if (!(to > from)) return { log: (x) => Math.log(law.density(x)), error: () => Infinity, unresolved: [[low, high]] };
  const places = placesIn(law, from, to);
  const misses = places.map((x) => {
    const [fine, other] = [law.density(x), rough(x)];
    return fine > 0 && other > 0 ? Math.abs(Math.log(fine / other)) : Infinity;
  });
  const unresolved: [number, number][] = [];
  const lose = (a: number, b: number): void => {
    const last = unresolved.at(-1);
    if (last && last[1] >= a) last[1] = b;
    else if (b > a) unresolved.push([a, b]);
  };
  lose(low, from);
  for (let i = 1; i < places.length; i++) if (!(Math.max(misses[i - 1], misses[i]) <= LIMIT)) lose(places[i - 1], places[i]);
  lose(to, high);
  return {
    log: (x) => Math.log(law.density(x)),
    error: (x) => {
      const i = after(places, x);
      let most = 0;
      for (let k = Math.max(0, i - AROUND); k < Math.min(misses.length, i + AROUND); k++)
        if (misses[k] <= LIMIT) most = Math.max(most, misses[k]);
      return SAFETY * most + ROUNDING;
    },
    unresolved,
  };
}

function placesIn({ quantile }: Pick<LineLaw, "quantile">, from: number, to: number): number[] {
  const even = Array.from({ length: EVEN + 1 }, (_, k) => from + ((to - from) * k) / EVEN);
  const quantiles = Array.from({ length: 2 * MOST_NOISE * PER_UNIT + 1 }, (_, k) => quantile(normalCdf(k / PER_UNIT - MOST_NOISE)));
  return [...new Set([...even, ...quantiles.filter((x) => x > from && x < to)])].sort((a, b) => a - b);
}

/** The first i with places[i] ≥ x. */
function after(places: readonly number[], x: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
