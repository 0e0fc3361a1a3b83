import type { MixedRow } from "../../kernels/productMixture.ts";
import type { EvidenceDenoiser, EvidenceReading } from "./evidence.ts";

/** A mixture of M product laws on {0..K-1}^L: p(x) = Σ_m a_m Π_i p_m,i(x_i). */
export interface ProductMixture {
  readonly alphabet: number;
  readonly length: number;
  /** a_m > 0, shape [M], sums to 1. */
  readonly weights: Float64Array;
  /** p_m,i(v), shape [L, M, K], each row sums to 1. */
  readonly tokens: Float64Array;
}

/**
 * A mixture of products as a denoiser, exact at any length: p(x_i = v|S) = Σ_m π_m(S) p_m,i(v), with the posterior over components
 * π_m(S) ∝ a_m Π_{j revealed} p_m,j(x_j) held as compensated sums of logarithms, and zeros counted apart, so that a site can be masked again.
 *
 * A reveal or a masking costs O(M), a conditional O(M K). Memory per reading: a few arrays of M.
 *
 * @param mixed `kernelMixedRows` of the same mixture, which gives the same conditionals to rounding; the definition when left out
 */
export function productMixtureDenoiser(mixture: ProductMixture, mixed?: MixedRow): EvidenceDenoiser {
  return { alphabet: mixture.alphabet, length: mixture.length, open: () => open(mixture, mixed) };
}

function open(mixture: ProductMixture, mixed: MixedRow | undefined): EvidenceReading {
  const { alphabet, length, weights, tokens } = mixture;
  const posterior = componentPosterior(weights);
  const revealed = new Int32Array(length);
  /** Index of p_m,site(token) for m = 0; the next component is K further on. */
  const at = (site: number, token: number): number => site * weights.length * alphabet + token;
  return {
    reveal: (site, token) => {
      revealed[site] = token;
      posterior.count(tokens, at(site, token), alphabet, 1);
    },
    mask: (site) => posterior.count(tokens, at(site, revealed[site]), alphabet, -1),
    logEvidence: () => posterior.read().logEvidence,
    logConditional: (site, out, offset) => {
      const now = posterior.read();
      if (mixed && now.logEvidence > -Infinity) mixed(site, now.share, now.log, out, offset);
      else mixRows(mixture, now, site, out, offset);
    },
  };
}

/** Writes log Σ_m π_m p_m,site(v), nats. */
function mixRows({ alphabet, tokens, weights }: ProductMixture, now: Posterior, site: number, out: Float64Array, offset: number): void {
  out.fill(0, offset, offset + alphabet);
  if (now.logEvidence > -Infinity) {
    for (let m = 0; m < weights.length; m++) {
      const share = now.share[m];
      const row = (site * weights.length + m) * alphabet;
      if (share > 0) for (let v = 0; v < alphabet; v++) out[offset + v] += share * tokens[row + v];
    }
  }
  for (let v = 0; v < alphabet; v++) {
    const value = out[offset + v];
    // A component whose share underflows may be the only one that allows a token.
    out[offset + v] = value > 1e-290 ? Math.log(value) : logMix(now.log, tokens, site * weights.length * alphabet + v, alphabet);
  }
}

/** log Σ_m e^{log[m]} values[first + m·stride], nats. */
function logMix(log: Float64Array, values: Float64Array, first: number, stride: number): number {
  let largest = -Infinity;
  for (let m = 0; m < log.length; m++) largest = Math.max(largest, log[m] + Math.log(values[first + m * stride]));
  if (largest === -Infinity) return largest;
  let total = 0;
  for (let m = 0; m < log.length; m++) total += Math.exp(log[m] + Math.log(values[first + m * stride]) - largest);
  return largest + Math.log(total);
}

interface Posterior {
  /** π_m, shape [M], sums to 1; 0 where it underflows. */
  readonly share: Float64Array;
  /** log π_m, shape [M], nats; −∞ for an impossible component, all −∞ in an impossible state. */
  readonly log: Float64Array;
  /** log Σ_m a_m Π_j p_m,j(x_j), nats. */
  logEvidence: number;
}

/** Posterior over components given what has been counted in (+1) and out again (−1). */
function componentPosterior(weights: Float64Array) {
  const M = weights.length;
  const sums = weights.map((weight) => Math.log(weight));
  const lost = new Float64Array(M);
  const zeros = new Int32Array(M);
  const now: Posterior = { share: new Float64Array(M), log: new Float64Array(M), logEvidence: 0 };
  let stale = true;
  return {
    /** Counts values[first + m·stride], the probability of one revealed token under each component. */
    count: (values: Float64Array, first: number, stride: number, sign: 1 | -1): void => {
      stale = true;
      for (let m = 0; m < M; m++) {
        const value = values[first + m * stride];
        if (value === 0) zeros[m] += sign;
        else addCompensated(sums, lost, m, sign * Math.log(value));
      }
    },
    read: (): Posterior => {
      if (stale) settle(now, sums, lost, zeros);
      stale = false;
      return now;
    },
  };
}

/** Neumaier's summation in place: sums[m] + lost[m] stays exact to about 1e-32 of the largest term, however often sites come and go. */
function addCompensated(sums: Float64Array, lost: Float64Array, m: number, term: number): void {
  const next = sums[m] + term;
  lost[m] += Math.abs(sums[m]) >= Math.abs(term) ? sums[m] - next + term : term - next + sums[m];
  sums[m] = next;
}

function settle(now: Posterior, sums: Float64Array, lost: Float64Array, zeros: Int32Array): void {
  const { share, log } = now;
  let largest = -Infinity;
  for (let m = 0; m < log.length; m++) {
    log[m] = zeros[m] > 0 ? -Infinity : sums[m] + lost[m];
    if (log[m] > largest) largest = log[m];
  }
  now.logEvidence = largest;
  share.fill(0);
  if (largest === -Infinity) return;
  let total = 0;
  for (let m = 0; m < log.length; m++) total += share[m] = Math.exp(log[m] - largest);
  now.logEvidence = largest + Math.log(total);
  for (let m = 0; m < log.length; m++) {
    share[m] /= total;
    log[m] -= now.logEvidence;
  }
}
