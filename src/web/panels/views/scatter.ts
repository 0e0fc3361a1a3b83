import type { AxisGrid } from "../../../studies/continuous/axisGrid.ts";
import type { Drawn } from "./record.ts";

/** Samples of the plane as shares of a frame's width and height, shape [n, 2]; null where there are none. */
export function inFrame(drawn: Drawn | null, [x, y]: readonly [AxisGrid, AxisGrid]): Float64Array | null {
  if (drawn?.kind !== "points" || drawn.dimension !== 2) return null;
  return drawn.points.map((value, k) => {
    const { low, high } = k % 2 === 0 ? x : y;
    return (value - low) / (high - low);
  });
}
