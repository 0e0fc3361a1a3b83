/**
 * Which paths run past the far edge of a support on the way and are not past it at the end: 1 for those, shape [n].
 *
 * @param values projections on an axis, shape [times, n]
 */
export function pulledBack(values: Float64Array, n: number, edge: number): Uint8Array {
  const last = values.length - n;
  return Uint8Array.from({ length: n }, (_, i) => {
    if (!((values[last + i] ?? 0) <= edge)) return 0;
    for (let e = i; e < values.length; e += n) if ((values[e] ?? 0) > edge) return 1;
    return 0;
  });
}
