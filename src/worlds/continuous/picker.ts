/**
 * Draws of an index by inversion: where the running sum of the weights first exceeds a uniform number. Entries of weight 0 are never picked. A draw costs
 * log K.
 *
 * @param weights ≥ 0, in any proportion, not all 0
 * @returns from a uniform on [0, 1) to an index
 */
export function picker(weights: ArrayLike<number>): (uniform: number) => number {
  const sums = new Float64Array(weights.length);
  let total = 0;
  let last = 0;
  for (let k = 0; k < weights.length; k++) {
    sums[k] = total += weights[k];
    if (weights[k] > 0) last = k;
  }
  return (uniform) => {
    const level = uniform * total;
    let from = 0;
    let to = last;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (sums[middle] > level) to = middle;
      else from = middle + 1;
    }
    return from;
  };
}
