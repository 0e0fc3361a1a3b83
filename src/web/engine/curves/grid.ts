/** @file Even grids of weights, and the order in which they are computed. */

/** Weights of a curve. */
export const POINTS = 33;

/** Even weights from the first end to the last, both included; to twelve digits, so that steps of a tenth are what they say. */
export function evenWeights([from, to]: readonly [number, number], count = POINTS): readonly number[] {
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? to : Number((from + ((to - from) * i) / (count - 1)).toPrecision(12))));
}

/** Indices of a list of `count` entries from coarse to fine: both ends, then the middles of what is left open, level by level. */
export function coarseToFine(count: number): readonly (readonly number[])[] {
  const seen = new Set<number>();
  const levels: number[][] = [];
  const level = (indices: readonly number[]): void => {
    const fresh = [...new Set(indices)].filter((i) => !seen.has(i));
    for (const i of fresh) seen.add(i);
    if (fresh.length > 0) levels.push(fresh);
  };
  level(count > 0 ? [0, count - 1] : []);
  for (let parts = 2; seen.size < count; parts *= 2)
    level(Array.from({ length: parts - 1 }, (_, k) => Math.round(((k + 1) * (count - 1)) / parts)));
  return levels;
}
