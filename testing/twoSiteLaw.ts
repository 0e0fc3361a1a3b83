/** @file Closed forms for sequences of two sites, rule `rates`, written out by hand from the paper. */
import { checkWeight, guidedProduct, type LawPair } from "./guidedConditional.ts";

/** The numbers of the theorem. Indices are tokens; an entry is 0 (or NaN for `c`, `d`) where the token cannot be revealed. */
interface TwoSiteTables {
  /** Guided products of the joint law, shape [K, K], row-major. */
  readonly joint: Float64Array;
  /** Guided products a_{x1} and b_{x2} of the two marginals, shape [K]. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** c(x1) = Z_2(x1,·) and d(x2) = Z_1(·,x2), shape [K]. */
  readonly c: Float64Array;
  readonly d: Float64Array;
  /** Z_1 + Z_2 of the state with both sites masked. */
  readonly total: number;
}

/**
 * Terminal law on two sites: law(x) = p_c(x)^(1+w) p(x)^(-w) (1/c(x1) + 1/d(x2)) / (Z_1 + Z_2), shape [K²].
 *
 * Source: arXiv:2506.10971, Theorem 3.2; THEORY §1 "Terminal law".
 *
 * @throws RangeError if the length is not 2 or w is out of range
 */
export function twoSiteLaw(pair: LawPair, w: number): Float64Array {
  const { joint, c, d, total } = twoSiteTables(pair, w);
  const K = pair.alphabet;
  return joint.map((product, index) => (product === 0 ? 0 : (product * (1 / c[Math.floor(index / K)] + 1 / d[index % K])) / total));
}

/** Probabilities of the states that still have a mask. */
export interface TwoSiteMasked {
  readonly both: number;
  /** P(x1, M), shape [K]. */
  readonly secondMasked: Float64Array;
  /** P(M, x2), shape [K]. */
  readonly firstMasked: Float64Array;
}

/**
 * Masked states of two sites at clock u: P(MM) = e^{-(Z_1+Z_2)u}, P(x1,M) = a_{x1} (e^{-c(x1)u} - e^{-(Z_1+Z_2)u}) / (Z_1+Z_2-c(x1)).
 *
 * The difference is taken as (slower exponential) · (-expm1(-|gap| u)), so it keeps its digits. Source: THEORY §1 "Total variation along the dynamics".
 *
 * @throws RangeError if the length is not 2 or w is out of range
 */
export function twoSiteMasked(pair: LawPair, w: number, u: number): TwoSiteMasked {
  const { first, second, c, d, total } = twoSiteTables(pair, w);
  const waiting = (arrival: number, leaving: number): number => {
    if (arrival === 0) return 0;
    const gap = Math.abs(total - leaving);
    return arrival * Math.exp(-Math.min(total, leaving) * u) * (gap === 0 ? u : -Math.expm1(-gap * u) / gap);
  };
  return {
    both: Math.exp(-total * u),
    secondMasked: first.map((arrival, token) => waiting(arrival, c[token])),
    firstMasked: second.map((arrival, token) => waiting(arrival, d[token])),
  };
}

function twoSiteTables(pair: LawPair, w: number): TwoSiteTables {
  checkWeight("twoSiteLaw", w);
  const { alphabet: K, length, conditional: q, unconditional: p } = pair;
  if (length !== 2) throw new RangeError(`twoSiteLaw: length must be 2, got ${length}`);
  const row = (law: Float64Array, x1: number): number => law.subarray(x1 * K, x1 * K + K).reduce((sum, value) => sum + value, 0);
  const column = (law: Float64Array, x2: number): number => law.reduce((sum, value, index) => (index % K === x2 ? sum + value : sum), 0);
  const joint = q.map((value, index) => guidedProduct(value, p[index], w));
  const first = Float64Array.from({ length: K }, (_, x1) => guidedProduct(row(q, x1), row(p, x1), w));
  const second = Float64Array.from({ length: K }, (_, x2) => guidedProduct(column(q, x2), column(p, x2), w));
  return {
    joint,
    first,
    second,
    c: first.map((value, x1) => row(joint, x1) / value),
    d: second.map((value, x2) => column(joint, x2) / value),
    total: first.reduce((sum, value) => sum + value, 0) + second.reduce((sum, value) => sum + value, 0),
  };
}
