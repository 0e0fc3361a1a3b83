import type { ResolvedDensity } from "./lineLaw.ts";

type Interval = readonly [number, number];

/** The same, where it is also known that the law has no density in some intervals: there ln density is −∞, and nothing is left to resolve. */
export function noDensityIn(known: ResolvedDensity, empty: readonly Interval[]): ResolvedDensity {
  const inside = (x: number): boolean => empty.some(([low, high]) => x > low && x < high);
  return {
    log: (x) => (inside(x) ? -Infinity : known.log(x)),
    error: (x) => (inside(x) ? 0 : known.error(x)),
    unresolved: empty.reduce(
      (left, hole) => left.flatMap((part) => outside(part, hole)),
      known.unresolved.map((part): Interval => part),
    ),
  };
}

function outside([a, b]: Interval, [low, high]: Interval): readonly Interval[] {
  const parts: readonly Interval[] = [
    [a, Math.min(b, low)],
    [Math.max(a, high), b],
  ];
  return parts.filter(([from, to]) => to > from);
}
