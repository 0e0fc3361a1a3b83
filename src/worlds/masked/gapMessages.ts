import type { MarkovChain } from "./markovDenoiser.ts";

/** Messages of a Markov chain in the gaps between revealed sites, computed when asked for and kept while the ends of their gap stay. */
export interface GapMessages {
  readonly length: number;
  /** p(x_site = v | nearest revealed site to the left), K numbers from `at` on; the prior marginal where there is none. */
  readonly forward: (site: number) => { readonly values: Float64Array; readonly at: number };
  /** p(nearest revealed site to the right | x_site = v), times e^{−log}, K numbers from `at` on, largest 1; null where there is none. */
  readonly backward: (site: number) => { readonly values: Float64Array; readonly at: number; readonly log: number } | null;
  /** The nearest revealed site to the right, or L. */
  readonly nextRevealed: (site: number) => number;
  /** Changes a site's token (K: masks it) and forgets the messages that came from it, or past it. */
  readonly set: (site: number, token: number) => void;
}

/** @param prior p(x_i = v), shape [L, K] */
export function gapMessages({ alphabet: K, length, transitions }: MarkovChain, prior: Float64Array): GapMessages {
  const tokens = new Int32Array(length).fill(K);
  const ahead = new Float64Array(length * K);
  const back = new Float64Array(length * K);
  const logs = new Float64Array(length);
  const aheadKnown = new Uint8Array(length);
  const backKnown = new Uint8Array(length);
  const forward = (site: number) => {
    const left = revealedBefore(tokens, K, site);
    if (left < 0) return { values: prior, at: site * K };
    let from = site;
    while (from > left && aheadKnown[from] === 0) from--;
    for (let i = from + 1; i <= site; i++) {
      if (i - 1 === left) ahead.set(transitions[left].subarray(tokens[left] * K, (tokens[left] + 1) * K), i * K);
      else stepAhead(ahead, i, transitions[i - 1], K);
      aheadKnown[i] = 1;
    }
    return { values: ahead, at: site * K };
  };
  const backward = (site: number) => {
    const right = revealedAfter(tokens, K, site);
    if (right === length) return null;
    let from = site;
    while (from < right && backKnown[from] === 0) from++;
    for (let i = from - 1; i >= site; i--) {
      const last = i + 1 === right;
      logs[i] = (last ? 0 : logs[i + 1]) + stepBack(back, i, transitions[i], last ? tokens[right] : -1, K);
      backKnown[i] = 1;
    }
    return { values: back, at: site * K, log: logs[site] };
  };
  const set = (site: number, token: number): void => {
    aheadKnown.fill(0, site + 1, Math.min(length, revealedAfter(tokens, K, site) + 1));
    backKnown.fill(0, Math.max(0, revealedBefore(tokens, K, site)), site);
    tokens[site] = token;
  };
  return { length, forward, backward, nextRevealed: (site) => revealedAfter(tokens, K, site), set };
}

/** The nearest site to the right whose token is not the mask, or L. */
function revealedAfter(tokens: Int32Array, mask: number, site: number): number {
  let right = site + 1;
  while (right < tokens.length && tokens[right] === mask) right++;
  return right;
}

/** The nearest site to the left whose token is not the mask, or −1. */
function revealedBefore(tokens: Int32Array, mask: number, site: number): number {
  let left = site - 1;
  while (left >= 0 && tokens[left] === mask) left--;
  return left;
}

/** f_i(v) = Σ_a f_{i−1}(a) T(a, v), sums to 1 as f_{i−1} does. */
function stepAhead(values: Float64Array, site: number, transition: Float64Array, K: number): void {
  const at = site * K;
  values.fill(0, at, at + K);
  for (let a = 0; a < K; a++) {
    const mass = values[at - K + a];
    if (mass > 0) for (let v = 0; v < K; v++) values[at + v] += mass * transition[a * K + v];
  }
}

/** b_i(v) = T(v, token) next to the revealed site, else Σ_u T(v, u) b_{i+1}(u); divided by its largest entry, whose log is returned. */
function stepBack(values: Float64Array, site: number, transition: Float64Array, token: number, K: number): number {
  const at = site * K;
  let largest = 0;
  for (let v = 0; v < K; v++) {
    let mass = 0;
    if (token >= 0) mass = transition[v * K + token];
    else for (let u = 0; u < K; u++) mass += transition[v * K + u] * values[at + K + u];
    values[at + v] = mass;
    if (mass > largest) largest = mass;
  }
  if (largest > 0) for (let v = 0; v < K; v++) values[at + v] /= largest;
  return Math.log(largest);
}
