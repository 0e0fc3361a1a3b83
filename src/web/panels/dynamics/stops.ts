/** @file Places, from 0 (noise) to 1 (data), at which something can be seen, when not every one can. */

/** Steps that the buttons take where every place can be seen. */
const STEPS = 40;
const EVEN: readonly number[] = Array.from({ length: STEPS + 1 }, (_, k) => k / STEPS);

/** A place is at a stop when it is this close to it: places of times in a link are rounded. */
const AT = 2e-4;

/** Index of the stop nearest to a place. @param stops rising, at least one */
export function nearest(stops: readonly number[], place: number): number {
  return stops.reduce((best, stop, k) => (Math.abs(stop - place) < Math.abs((stops[best] ?? 0) - place) ? k : best), 0);
}

/** The next stop on the way to data (`by` 1) or back to noise (−1); the last there is where there is none. */
export function neighbour(stops: readonly number[] | null, place: number, by: 1 | -1): number {
  const all = stops ?? EVEN;
  const near = nearest(all, place);
  if (stops !== null) return all[Math.min(all.length - 1, Math.max(0, near + by))] ?? place;
  const next = by === 1 ? all.find((stop) => stop > place + AT) : all.findLast((stop) => stop < place - AT);
  return next ?? (by === 1 ? 1 : 0);
}
