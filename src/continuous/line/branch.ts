/** A stretch of the noise ξ on which a map x = F(ξ) is monotone. */
export interface Branch {
  /** Ends in ξ, low < high. */
  readonly low: number;
  readonly high: number;
  /** F at both ends. */
  readonly left: number;
  readonly right: number;
  /** F(ξ) for ξ between the ends. */
  readonly value: (xi: number) => number;
  /** F′(ξ), of one sign. */
  readonly slope: (xi: number) => number;
}

/**
 * The ξ between the ends where F(ξ) = x, for x between F's values there: Newton's method, kept inside a shrinking bracket, to about
 * 1e-15 of the noise or to the rounding of F.
 */
export function invert(branch: Branch, x: number): number {
  const sign = branch.right >= branch.left ? 1 : -1;
  let [low, high] = [branch.low, branch.high];
  const drop = branch.right - branch.left;
  let xi = drop === 0 ? 0.5 * (low + high) : low + ((high - low) * (x - branch.left)) / drop;
  for (let k = 0; k < 80; k++) {
    if (!(xi > low && xi < high)) xi = 0.5 * (low + high);
    const miss = branch.value(xi) - x;
    if (miss === 0) return xi;
    if (sign * miss > 0) high = xi;
    else low = xi;
    const slope = branch.slope(xi);
    const step = miss / slope;
    const next = xi - step;
    const inside = Number.isFinite(slope) && next > low && next < high;
    if (Math.abs(inside ? step : high - low) <= 4e-16 * (1 + Math.abs(xi))) return inside ? next : xi;
    // Newton's step, except that every fourth halves the bracket, so that a bad slope costs a factor and no more
    xi = inside && k % 4 !== 3 ? next : 0.5 * (low + high);
  }
  return xi;
}
