import { BadInput } from "../../numerics/badInput.ts";

/** Even points from low to high, ends included. */
export interface AxisGrid {
  readonly low: number;
  readonly high: number;
  /** ≥ 2. */
  readonly count: number;
}

/** Largest number of points of a grid. */
const MOST_POINTS = 4e6;

/** The points of an axis, shape [count]. */
export function axisPoints({ low, high, count }: AxisGrid): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => (i === count - 1 ? high : low + ((high - low) * i) / (count - 1)));
}

/**
 * Reads `x=-3:3:601` or, in the plane, `x=-3:3:201,y=-1:4:101`.
 *
 * @throws BadInput naming --grid
 */
export function readGrid(text: string): readonly AxisGrid[] {
  const axes = text.split(",").map((part, i) => {
    const [, name, low, high, count] = /^\s*([a-z])=([^:]+):([^:]+):([^:]+)$/.exec(part) ?? [];
    if (name !== "xy"[i] || [low, high, count].some((entry) => entry === undefined || entry.trim() === ""))
      throw new BadInput("--grid", "x=low:high:count, in the plane x=low:high:count,y=low:high:count", text);
    return { low: Number(low), high: Number(high), count: Number(count) };
  });
  for (const { low, high, count } of axes) {
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
      throw new BadInput("--grid", "with finite ends, low below high", text);
    if (!(Number.isSafeInteger(count) && count >= 2)) throw new BadInput("--grid", "with an integer count of at least 2", text);
  }
  const points = axes.reduce((product, { count }) => product * count, 1);
  if (!(points <= MOST_POINTS)) throw new BadInput("--grid", `of at most ${MOST_POINTS} points`, points);
  return axes;
}
