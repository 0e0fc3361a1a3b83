/**
 * A local minimum of a function of few parameters by pattern search (Hooke and Jeeves 1961, without the pattern move): steps along the
 * axes, halved when none helps. Deterministic.
 *
 * @param within whether a point may be tried
 * @param step   first step, and the one to stop at
 */
export function patternSearch(
  value: (point: readonly number[]) => number,
  start: readonly number[],
  { within, step }: { readonly within: (point: readonly number[]) => boolean; readonly step: readonly [first: number, last: number] },
): { readonly point: readonly number[]; readonly value: number } {
  let point = start;
  let least = value(point);
  for (let size = step[0]; size >= step[1]; ) {
    const before = least;
    for (let i = 0; i < start.length; i++) {
      for (const sign of [1, -1]) {
        const next = point.map((entry, j) => (i === j ? entry + sign * size : entry));
        if (!within(next)) continue;
        const found = value(next);
        if (found < least) [point, least] = [next, found];
      }
    }
    // A gain below one part in a thousand is not worth another round at this size.
    if (!(least < before * (1 - 1e-3))) size /= 2;
  }
  return { point, value: least };
}
