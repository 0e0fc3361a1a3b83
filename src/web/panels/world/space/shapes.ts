/** @file The paths that draw a class of a continuous world: in SVG's terms, in pixels. */
import type { SpacePart, SpaceWorld } from "../described.ts";
import { halfAxes } from "./covariance.ts";
import { density, type Range } from "./frame.ts";

/** Data to pixels: of each axis. */
export interface Scale {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** @param height pixels; low values are at the bottom */
export function scaleOf([x, y]: readonly [Range, Range], width: number, height: number): Scale {
  return {
    x: (value) => ((value - x.low) / (x.high - x.low)) * width,
    y: (value) => height - ((value - y.low) / (y.high - y.low)) * height,
  };
}

const px = (value: number): string => value.toFixed(1);

/** Density curve of a part on the line, from the base up to `top` pixels where the density is `most`; closed. */
export function curvePath(
  part: SpacePart,
  bandwidth: number,
  x: Range,
  box: { width: number; base: number; top: number; most: number },
): string {
  const count = 240;
  const points = Array.from({ length: count + 1 }, (_, k) => {
    const value = density(part, bandwidth, x.low + ((x.high - x.low) * k) / count);
    return `${px((box.width * k) / count)} ${px(box.base - (box.most > 0 ? value / box.most : 0) * box.top)}`;
  });
  return `M0 ${px(box.base)}L${points.join("L")}L${px(box.width)} ${px(box.base)}Z`;
}

/** Largest density of any part on a range. */
export function largestDensity({ parts, bandwidth }: SpaceWorld, { low, high }: Range): number {
  let most = 0;
  for (const part of parts) for (let k = 0; k <= 240; k++) most = Math.max(most, density(part, bandwidth, low + ((high - low) * k) / 240));
  return most;
}

/** Ellipses of one and two standard deviations and boxes, in the plane of two coordinates. */
export function areaPath({ components, boxes }: SpacePart, [i, j]: readonly [number, number], { x, y }: Scale): string {
  const ellipses = components.flatMap(({ mean, covariance }) => {
    const [along, across] = halfAxes(covariance, i, j);
    return [1, 2].map((times) => {
      const at = (k: number): string => {
        const angle = (2 * Math.PI * k) / 48;
        const [c, s] = [times * Math.cos(angle), times * Math.sin(angle)];
        return `${px(x((mean[i] ?? 0) + c * along[0] + s * across[0]))} ${px(y((mean[j] ?? 0) + c * along[1] + s * across[1]))}`;
      };
      return `M${Array.from({ length: 48 }, (_, k) => at(k)).join("L")}Z`;
    });
  });
  const rectangles = boxes.map(({ low, high }) => {
    const [left, right, bottom, top] = [x(low[i] ?? 0), x(high[i] ?? 0), y(low[j] ?? 0), y(high[j] ?? 0)];
    return `M${px(left)} ${px(bottom)}H${px(right)}V${px(top)}H${px(left)}Z`;
  });
  return [...ellipses, ...rectangles].join("");
}

/** Points as dots: lines without length, for round caps. @param j null on the line: all at `base` */
export function dotsPath({ points }: SpacePart, i: number, j: number | null, { x, y }: Scale, base = 0): string {
  return points.map((point) => `M${px(x(point[i] ?? 0))} ${px(j === null ? base : y(point[j] ?? 0))}h0`).join("");
}

/** Where boxes of different classes meet: their common parts. */
export function sharedPath({ parts }: SpaceWorld, [i, j]: readonly [number, number | null], { x, y }: Scale, height: number): string {
  const paths: string[] = [];
  parts.forEach((a, k) => {
    for (const b of parts.slice(k + 1)) {
      for (const p of a.boxes) {
        for (const q of b.boxes) {
          const [left, right] = [Math.max(p.low[i] ?? 0, q.low[i] ?? 0), Math.min(p.high[i] ?? 0, q.high[i] ?? 0)];
          const [low, high] = j === null ? [0, 1] : [Math.max(p.low[j] ?? 0, q.low[j] ?? 0), Math.min(p.high[j] ?? 0, q.high[j] ?? 0)];
          if (!(right > left && high > low)) continue;
          const [bottom, top] = j === null ? [height, 0] : [y(low), y(high)];
          paths.push(`M${px(x(left))} ${px(bottom)}H${px(x(right))}V${px(top)}H${px(x(left))}Z`);
        }
      }
    }
  });
  return paths.join("");
}
