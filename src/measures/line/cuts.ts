import type { LineLaw } from "../../continuous/line/lineLaw.ts";

/** Ends of the ranges of laws, their breaks, and eighths of the gaps: where quadrature over all of them is cut, ascending. */
export function cutsOf(laws: readonly LineLaw[]): number[] {
  const ends = [...new Set(laws.flatMap(({ range, breaks }) => [...range, ...breaks]))].sort((a, b) => a - b);
  const low = Math.min(...laws.map(({ range }) => range[0]));
  const high = Math.max(...laws.map(({ range }) => range[1]));
  const parts = Math.max(1, Math.ceil(64 / ends.length));
  const out = [low];
  for (let i = 1; i < ends.length; i++) {
    for (let k = 1; k < parts; k++) out.push(ends[i - 1] + ((ends[i] - ends[i - 1]) * k) / parts);
    out.push(ends[i]);
  }
  return out.filter((x, i) => x <= high && (i === 0 || x > out[i - 1]));
}
