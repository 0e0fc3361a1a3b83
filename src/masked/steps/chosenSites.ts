/** @file Which sites come first by a score, with ties kept as all the sets they allow. */
import type { SiteConditionals } from "../siteConditionals.ts";

/** Confidences this close, relative, are tied. */
const RELATIVE_TIE = 1e-12;
/** Entropies (nats) and margins this close are tied: they are sums and differences of probabilities, whose rounding is absolute. */
const ABSOLUTE_TIE = 1e-12;

/** Places 0 … count−1 among the masked sites of a state, ascending. */
export type SiteSet = readonly number[];

/** Scores at the threshold of being among the largest: `sure` are above it, `tied` at it. */
export interface Ranked {
  readonly sure: number[];
  readonly tied: number[];
}

/** Splits places by their scores: the `size` largest are all of `sure` and some of `tied`. */
export function ranked(scores: Float64Array, count: number, size: number, ties: "relative" | "absolute"): Ranked {
  const threshold = scores.slice(0, count).sort()[count - size];
  const slack = ties === "relative" ? RELATIVE_TIE * threshold : ABSOLUTE_TIE;
  const sure: number[] = [];
  const tied: number[] = [];
  for (let k = 0; k < count; k++) {
    if (scores[k] > threshold + slack) sure.push(k);
    else if (scores[k] >= threshold - slack) tied.push(k);
  }
  return { sure, tied };
}

/** The sets of `size` places that hold the largest scores; more than one where scores tie at the threshold. All are equally likely. */
export function largestScores(scores: Float64Array, count: number, size: number, ties: "relative" | "absolute"): readonly SiteSet[] {
  const { sure, tied } = ranked(scores, count, size, ties);
  if (sure.length + tied.length === size) return [[...sure, ...tied]];
  return subsets(tied, size - sure.length).map((chosen) => [...sure, ...chosen]);
}

/** All subsets of a size, each in the order of the items: C(n, size) of them. */
export function subsets(items: readonly number[], size: number): readonly SiteSet[] {
  if (size === 0) return [[]];
  if (size === items.length) return [items];
  const rest = items.slice(1);
  return [...subsets(rest, size - 1).map((chosen) => [items[0], ...chosen]), ...subsets(rest, size)];
}

/** −entropy of each site's c_i = q_i/Z_i in nats, Σ_v c_i(v) ln c_i(v), into `out`. */
export function certainties({ token, count }: Pick<SiteConditionals, "token" | "count">, alphabet: number, out: Float64Array): void {
  for (let k = 0; k < count; k++) {
    out[k] = 0;
    for (let j = k * alphabet; j < (k + 1) * alphabet; j++) if (token[j] > 0) out[k] += token[j] * Math.log(token[j]);
  }
}

/** Largest minus second largest probability of each site's c_i, into `out`; with one token the second is 0. */
export function margins({ token, count }: Pick<SiteConditionals, "token" | "count">, alphabet: number, out: Float64Array): void {
  for (let k = 0; k < count; k++) {
    let first = 0;
    let second = 0;
    for (let j = k * alphabet; j < (k + 1) * alphabet; j++) {
      if (token[j] > first) {
        second = first;
        first = token[j];
      } else if (token[j] > second) second = token[j];
    }
    out[k] = first - second;
  }
}
