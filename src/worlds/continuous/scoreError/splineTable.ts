/**
 * Functions of one variable by cubic interpolation (Catmull-Rom: third order, continuous slope) between even knots, each computed when first
 * needed and kept; constant beyond the ends.
 *
 * @param size     number of functions
 * @param function values at a knot, shape [size]
 * @returns values at any x, ±∞ included
 */
export function splineTable(
  { low, high, step }: { readonly low: number; readonly high: number; readonly step: number },
  size: number,
  knot: (x: number) => readonly number[],
): (x: number) => readonly number[] {
  const last = Math.round((high - low) / step);
  const known = new Map<number, readonly number[]>();
  const at = (index: number): readonly number[] => {
    const k = Math.max(0, Math.min(last, index));
    const values = known.get(k) ?? knot(low + k * step);
    known.set(k, values);
    return values;
  };
  return (x) => {
    const place = (Math.max(low, Math.min(high, x)) - low) / step;
    const k = Math.min(last - 1, Math.floor(place));
    const s = place - k;
    if (s === 0) return at(k);
    const [p, q, r, t] = [at(k - 1), at(k), at(k + 1), at(k + 2)];
    return Array.from({ length: size }, (_, i) => {
      const [before, after] = [(r[i] - p[i]) / 2, (t[i] - q[i]) / 2];
      const rise = r[i] - q[i];
      return q[i] + s * (before + s * (3 * rise - 2 * before - after + s * (before + after - 2 * rise)));
    });
  };
}
