/** @file A grid in panels of about equal size that no break cuts. */
import type { PlaneGrid } from "./planeLaw.ts";

/** Columns from `left` up to and without `right`, rows from `top` up to and without `bottom`. */
export interface GridPanel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Panels of at most `most` points a side. */
export function panelsOf({ x, y, breaks: [alongX, alongY] = [[], []] }: PlaneGrid, most: number): GridPanel[] {
  const columns = stretches(x, alongX).flatMap(([from, to]) => parts(from, to, most));
  const rows = stretches(y, alongY).flatMap(([from, to]) => parts(from, to, most));
  return rows.flatMap(([top, bottom]) => columns.map(([left, right]): GridPanel => ({ left, right, top, bottom })));
}

/** A panel in four, or fewer where it is narrow. */
export function quartersOf({ left, right, top, bottom }: GridPanel): GridPanel[] {
  const columns = parts(left, right, Math.ceil((right - left) / 2));
  const rows = parts(top, bottom, Math.ceil((bottom - top) / 2));
  return rows.flatMap(([from, to]) => columns.map(([first, last]): GridPanel => ({ left: first, right: last, top: from, bottom: to })));
}

/** The grid's indices in a panel, y slowest. */
export function panelIndices({ left, right, top, bottom }: GridPanel, columns: number): Int32Array {
  const width = right - left;
  return Int32Array.from({ length: width * (bottom - top) }, (_, k) => (top + Math.floor(k / width)) * columns + left + (k % width));
}

/** Runs of nodes between breaks; a node on a break begins a run. */
function stretches(nodes: Float64Array, breaks: readonly number[]): [number, number][] {
  const cuts = new Set(breaks.map((cut) => nodes.findIndex((node) => node >= cut)).filter((k) => k > 0));
  const ends = [0, ...[...cuts].sort((a, b) => a - b), nodes.length];
  return ends.slice(1).map((end, k) => [ends[k], end]);
}

function parts(from: number, to: number, most: number): [number, number][] {
  const count = Math.ceil((to - from) / most);
  return Array.from({ length: count }, (_, k) => [
    from + Math.round(((to - from) * k) / count),
    from + Math.round(((to - from) * (k + 1)) / count),
  ]);
}
