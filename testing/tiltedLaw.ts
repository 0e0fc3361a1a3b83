/** @file The law that guidance is said to sample. */
import { checkWeight, guidedProduct, type LawPair } from "./guidedConditional.ts";

/**
 * Normalised tilted law p_w(x) = p_c(x)^(1+w) p(x)^(-w) / Σ_y p_c(y)^(1+w) p(y)^(-w), shape [alphabet^length].
 *
 * Equal to p at w = -1 (p_c is not read) and to p_c at w = 0 (p is not read). Source: THEORY §0.
 *
 * @throws RangeError if w is out of range, an entry is not finite, or the supports are disjoint
 */
export function tiltedLaw(pair: LawPair, w: number): Float64Array {
  checkWeight("tiltedLaw", w);
  if (w === -1) return pair.unconditional.slice();
  if (w === 0) return pair.conditional.slice();
  const products = pair.conditional.map((c, index) => guidedProduct(c, pair.unconditional[index], w));
  const total = products.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) throw new RangeError(`tiltedLaw: total mass must be positive, got ${total} at w = ${w}`);
  return products.map((value) => value / total);
}
