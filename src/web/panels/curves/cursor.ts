/** @file The cursor along w: which weight of the grid it stands on, moved by keys and by the pointer. */

/** Index of the weight nearest to a value; −1 for no weights. */
export function nearestIndex(weights: readonly number[], w: number): number {
  return weights.reduce((best, weight, i) => (best < 0 || Math.abs(weight - w) < Math.abs((weights[best] ?? 0) - w) ? i : best), -1);
}

/** Index after a key; null for a key that does not move. */
export function movedIndex(index: number, count: number, key: string): number | null {
  const to = {
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    PageUp: index + 4,
    PageDown: index - 4,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/** Share of the way from one end to the other; may lie outside. */
export function shareOf(w: number, [from, to]: readonly [number, number]): number {
  return (w - from) / (to - from);
}
