/** @file Shapes of trajectories (arXiv:2305.19947): how straight they are, and whether the denoised mean gets to the end first. */
import type { Paths } from "./trajectoryFan.ts";

/**
 * Of each path: largest distance from its chord (start to end), relative to the chord's length. 0 for a straight path; +∞ where start and end
 * agree and the path does not stay; 0 where it stays. Shape [n]. Depends on the coordinates.
 */
export function bend({ points, times, n, dimension: d }: Paths): Float64Array {
  const found = new Float64Array(n);
  const at = (k: number, i: number, e: number): number => points[(k * n + i) * d + e];
  for (let i = 0; i < n; i++) {
    let length = 0;
    for (let e = 0; e < d; e++) length += (at(times - 1, i, e) - at(0, i, e)) ** 2;
    let farthest = 0;
    for (let k = 0; k < times; k++) {
      let [along, square] = [0, 0];
      for (let e = 0; e < d; e++) {
        const away = at(k, i, e) - at(0, i, e);
        along += away * (at(times - 1, i, e) - at(0, i, e));
        square += away ** 2;
      }
      farthest = Math.max(farthest, length > 0 ? square - along ** 2 / length : square);
    }
    found[i] = farthest <= 0 ? 0 : Math.sqrt(farthest / length);
  }
  return found;
}

/** Share of times and paths, the end excepted, at which `first` is nearer than `second` to the end of `second`. */
export function nearerFirst(first: Paths, second: Paths): number {
  const [a, b] = [remaining(first, second), remaining(second, second)];
  const inner = (second.times - 1) * second.n;
  let count = 0;
  for (let e = 0; e < inner; e++) if (a[e] < b[e]) count++;
  return count / inner;
}

/** Distance of every point of `paths` from the end of its path in `ends`, shape [m, n]. */
export function remaining({ points, times, n, dimension: d }: Paths, ends: Paths): Float64Array {
  const last = (ends.times - 1) * n * d;
  const found = new Float64Array(times * n);
  for (let e = 0; e < found.length; e++) {
    const path = (e % n) * d;
    let square = 0;
    for (let k = 0; k < d; k++) square += (points[e * d + k] - ends.points[last + path + k]) ** 2;
    found[e] = Math.sqrt(square);
  }
  return found;
}
