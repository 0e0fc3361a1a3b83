/** @file Samples of R^d as densities on bins, to be seen on the scale of the laws. */
import type { Ends } from "./record.ts";

/** Bins along an axis for so many samples: about the cube root, so that bins hold enough to be read. */
export function binsFor(n: number, dimension: 1 | 2): number {
  return Math.max(8, Math.min(dimension === 1 ? 200 : 96, Math.round((dimension === 1 ? 3 : 1.6) * Math.cbrt(n))));
}

export interface Histogram {
  /** Share of all samples a bin, by the bin's size; shape [bins], in the plane [bins, bins], y slowest. */
  readonly density: Float64Array;
  readonly counts: Float64Array;
  readonly bins: number;
  /** Samples outside the frame. */
  readonly outside: number;
}

/**
 * @param points shape [n, d], d the number of ends
 * @param n samples in all, those that were lost included: they are part of what came out
 */
export function histogram(points: Float64Array, n: number, frame: readonly Ends[]): Histogram {
  const d = frame.length;
  const bins = binsFor(n, d === 1 ? 1 : 2);
  const counts = new Float64Array(bins ** d);
  let outside = 0;
  for (let at = 0; at + d <= points.length; at += d) {
    let index = 0;
    for (let axis = d - 1; axis >= 0 && index >= 0; axis--) {
      const [low, high] = frame[axis] ?? [0, 1];
      const share = ((points[at + axis] ?? 0) - low) / (high - low);
      index = share >= 0 && share <= 1 ? index * bins + Math.min(bins - 1, Math.floor(share * bins)) : -1;
    }
    if (index < 0) outside++;
    else counts[index] = (counts[index] ?? 0) + 1;
  }
  const size = frame.reduce((product, [low, high]) => product * ((high - low) / bins), 1);
  return { density: counts.map((count) => (n === 0 ? 0 : count / (n * size))), counts, bins, outside };
}

/** The bin, along one axis, of each of `count` even points of the frame. */
export function binOf(k: number, count: number, bins: number): number {
  return Math.min(bins - 1, Math.floor((k / (count - 1)) * bins));
}

/** Middles of the bins of an axis. */
export function binPoints({ low, high }: { readonly low: number; readonly high: number }, bins: number): readonly number[] {
  return Array.from({ length: bins }, (_, k) => low + ((k + 0.5) / bins) * (high - low));
}
