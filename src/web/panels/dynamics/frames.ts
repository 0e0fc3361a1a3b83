/** @file A computed way at any moment: between its angles paths of the flow are drawn straight, those of steps stay where they were last. */
import type { Way } from "../../engine/answers/way.ts";

export interface Frame {
  /** Row of the way at the moment or last before it. */
  readonly row: number;
  /** Share of the way to the next row, in [0, 1); 0 where paths are known at rows only. */
  readonly share: number;
}

/** @param theta noise angle of the moment */
export function frameAt({ angles, smooth }: Pick<Way, "angles" | "smooth">, theta: number): Frame {
  const last = angles.length - 1;
  const at = (k: number): number => angles[k] ?? 0;
  // Places in links are rounded: within this of the next row it is that row.
  const near = 1e-3 * at(0);
  let row = 0;
  while (row < last && at(row + 1) >= theta - (smooth ? 0 : near)) row++;
  if (!smooth || row === last || theta >= at(row)) return { row, share: 0 };
  return { row, share: (at(row) - theta) / (at(row) - at(row + 1)) };
}

/** Values of a frame, of an array [m, size]. */
export function rowAt(values: Float64Array, size: number, { row, share }: Frame): Float64Array {
  const now = values.slice(row * size, (row + 1) * size);
  if (share === 0) return now;
  return now.map((value, e) => value + share * ((values[(row + 1) * size + e] ?? value) - value));
}

/** Places from 0 (noise) to 1 (data) of a way's rows, where those are all that is known; null where a way is smooth. */
export function stopsOf({ angles, smooth }: Pick<Way, "angles" | "smooth">): readonly number[] | null {
  const start = angles[0] ?? 1;
  return smooth ? null : Array.from(angles, (angle) => 1 - angle / start);
}

/** Counts of values in even bins from low to high, both ends in. */
export function histogram(values: ArrayLike<number>, low: number, high: number, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    const bin = Math.min(bins - 1, Math.floor((((values[i] ?? 0) - low) / (high - low)) * bins));
    if (bin >= 0) counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
