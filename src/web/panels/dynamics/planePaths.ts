/** @file A moment in the plane as the `d` of a few SVG paths: many marks, few elements, so that it follows the hand. */
import type { Way } from "../../engine/answers/way.ts";
import { type Frame, rowAt } from "./frames.ts";

/** Trajectories drawn so far. */
export const PLANE_DRAWN = 16;

/** Where data coordinates lie in the picture: one scale for both axes, y upwards. */
export interface PlaneScale {
  readonly width: number;
  readonly height: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Ends of the axes, in data coordinates. */
  readonly box: readonly [readonly [number, number], readonly [number, number]];
}

type Axes = readonly [number, number];

/** Fits all points of a way into a picture of so many pixels across; the same for all moments. */
export function planeScale({ points, dimension: d }: Way, axes: Axes, width: number): PlaneScale {
  const along = (axis: number): readonly [number, number] => {
    let [low, high] = [Infinity, -Infinity];
    for (let e = axis; e < points.length; e += d) {
      low = Math.min(low, points[e] ?? 0);
      high = Math.max(high, points[e] ?? 0);
    }
    const air = 0.05 * (high - low) || 1;
    return [low - air, high + air];
  };
  const box = [along(axes[0]), along(axes[1])] as const;
  const [[left, right], [bottom, top]] = box;
  const height = Math.min(1.1 * width, Math.max(0.4 * width, (width * (top - bottom)) / (right - left)));
  const scale = Math.min(width / (right - left), height / (top - bottom));
  const [midX, midY] = [(left + right) / 2, (bottom + top) / 2];
  return { width, height, box, x: (value) => width / 2 + scale * (value - midX), y: (value) => height / 2 - scale * (value - midY) };
}

export interface PlanePaths {
  /** Dots of no length, to be stroked with round ends; those that will come back from past the far edge as triangles. */
  readonly particles: string;
  readonly returning: string;
  readonly trajectories: string;
  readonly arrows: string;
}

export function planePaths(way: Way, frame: Frame, axes: Axes, scale: PlaneScale): PlanePaths {
  const { n, dimension: d, returns, along, edges, outward } = way;
  const now = rowAt(way.points, n * d, frame);
  const past = rowAt(along, n, frame);
  const far = edges[0]?.y ?? outward * Infinity;
  const at = (values: Float64Array, offset: number): readonly [number, number] => [
    px(scale.x(values[offset + axes[0]] ?? 0)),
    px(scale.y(values[offset + axes[1]] ?? 0)),
  ];
  let [particles, returning] = ["", ""];
  for (let i = 0; i < n; i++) {
    const [x, y] = at(now, i * d);
    if (returns?.[i] === 1 && outward * ((past[i] ?? 0) - far) > 0) returning += `M${x} ${y - 5}l4.5 8h-9z`;
    else particles += `M${x} ${y}h0`;
  }
  let trajectories = "";
  for (let i = 0; i < Math.min(PLANE_DRAWN, n); i++) {
    for (let k = 0; k <= frame.row; k++) trajectories += `${k === 0 ? "M" : "L"}${at(way.points, (k * n + i) * d).join(" ")}`;
    trajectories += `L${at(now, i * d).join(" ")}`;
  }
  return { particles, returning, trajectories, arrows: arrowPath(way.arrows?.[frame.row] ?? new Float32Array(), scale) };
}

/** Shafts with heads a third as long. */
function arrowPath(arrows: Float32Array, scale: PlaneScale): string {
  let path = "";
  for (let k = 0; k < arrows.length; k += 4) {
    const [x, y, dx, dy] = [arrows[k] ?? 0, arrows[k + 1] ?? 0, arrows[k + 2] ?? 0, arrows[k + 3] ?? 0];
    const [x1, y1, x2, y2] = [scale.x(x), scale.y(y), scale.x(x + dx), scale.y(y + dy)];
    const [back, side] = [0.35, 0.18];
    const [bx, by] = [(x2 - x1) * back, (y2 - y1) * back];
    const [sx, sy] = [(y2 - y1) * side, -(x2 - x1) * side];
    path += `M${px(x1)} ${px(y1)}L${px(x2)} ${px(y2)}M${px(x2 - bx + sx)} ${px(y2 - by + sy)}L${px(x2)} ${px(y2)}L${px(x2 - bx - sx)} ${px(y2 - by - sy)}`;
  }
  return path;
}

/** A line across the picture on which x · axis is a value, as its two ends in pixels. @param axis of length 1 in the plane */
export function edgeLine(axis: ArrayLike<number>, value: number, scale: PlaneScale): readonly [number, number, number, number] {
  const [a, b] = [axis[0] ?? 1, axis[1] ?? 0];
  const reach = scale.box.flat().reduce((sum, end) => sum + Math.abs(end), 0);
  const end = (s: number): readonly [number, number] => [px(scale.x(value * a - s * b)), px(scale.y(value * b + s * a))];
  return [...end(-reach), ...end(reach)] as const;
}

const px = (value: number): number => Math.round(10 * value) / 10;
