/** @file The guided conditional straight from two raw laws, as THEORY §1 defines it. */
import { siteConditional } from "./completionMass.ts";

/** Two complete laws on the same sequences, each of shape [alphabet^length], row-major, site 0 slowest, probabilities. */
export interface LawPair {
  readonly alphabet: number;
  readonly length: number;
  readonly conditional: Float64Array;
  readonly unconditional: Float64Array;
}

/**
 * Guided product c^(1+w) u^(-w) of two probabilities, with 0^0 = 1 at both ends: u at w = -1, c at w = 0, else 0 where c = 0.
 *
 * Written c · (c/u)^w, the same number, because the two powers of the literal form overflow and underflow against each other
 * (c = u = 1e-100, w = 8 would give 0 · ∞).
 *
 * @throws RangeError if the product is not finite (u = 0 < c at w > 0, or out of double range)
 */
export function guidedProduct(c: number, u: number, w: number): number {
  if (w === -1) return u;
  if (w === 0 || c === 0) return c;
  const product = c * (c / u) ** w;
  if (!Number.isFinite(product))
    throw new RangeError(`guidedProduct: product must be finite, got ${product} (c = ${c}, u = ${u}, w = ${w})`);
  return product;
}

/**
 * Guided conditional q_i(v|S) = p_c(v|S)^(1+w) p(v|S)^(-w), unnormalised, shape [alphabet].
 *
 * At w = -1 the conditional law is never read, at w = 0 the unconditional one is never read.
 * Source: arXiv:2506.10971, guided rates; THEORY §1 "Guided conditional".
 *
 * @param w     guidance weight, finite, at least -1
 * @param state shape [length], integers in [0, alphabet]; the value `alphabet` is the mask
 * @param site  a masked site of `state`
 * @throws RangeError if w is out of range, `site` is not masked, a law that is read gives `state` no mass, or q is not finite
 */
export function guidedConditional(pair: LawPair, w: number, state: readonly number[], site: number): Float64Array {
  checkWeight("guidedConditional", w);
  const { alphabet, conditional, unconditional } = pair;
  if (w === -1) return siteConditional(unconditional, alphabet, state, site);
  const c = siteConditional(conditional, alphabet, state, site);
  if (w === 0) return c;
  const u = siteConditional(unconditional, alphabet, state, site);
  return c.map((value, token) => guidedProduct(value, u[token], w));
}

/** Refuses a guidance weight outside [-1, ∞). */
export function checkWeight(caller: string, w: number): void {
  if (!(w >= -1 && w < Infinity)) throw new RangeError(`${caller}: w must be finite and at least -1, got ${w}`);
}
