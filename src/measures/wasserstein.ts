/** @file Optimal transport between laws on points of the line or of a lattice. Tokens are read as numbers: a token is as far as its index says. */

/**
 * W_q on the line for laws on 0, 1, …, n−1: exact, by matching quantiles.
 *
 * @param q order, 1 or 2
 */
export function wassersteinLine(p: ArrayLike<number>, r: ArrayLike<number>, q: 1 | 2): number {
  let cost = 0;
  let i = 0;
  let j = 0;
  let left = p[0];
  let right = r[0];
  while (i < p.length && j < r.length) {
    const moved = Math.min(left, right);
    cost += moved * Math.abs(i - j) ** q;
    left -= moved;
    right -= moved;
    if (left <= right) {
      i++;
      left = i < p.length ? p[i] : 0;
    } else {
      j++;
      right = j < r.length ? r[j] : 0;
    }
  }
  return cost ** (1 / q);
}
