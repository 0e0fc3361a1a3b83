/** @file Where to write beside nested curves: for each curve the outside place that touches the fewest others. */

import { textWidth } from "./lettering.ts";
import { fontPx } from "./plotDescription.ts";

/** A closed curve in px, y downwards, and the text to stand beside it. */
export interface LabelledCurve {
  readonly text: string;
  readonly centre: readonly [number, number];
  readonly points: readonly (readonly [number, number])[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Centre of each text, px; greedy in the given order, ties to the first place counted from the right end, counter-clockwise. */
export function labelPlaces(curves: readonly LabelledCurve[], size: number): readonly (readonly [number, number])[] {
  const placed: Box[] = [];
  return curves.map((curve) => {
    const boxes = candidates(curve);
    const costs = boxes.map((box) => cost(box, curves, placed, size));
    const best = boxes[costs.indexOf(Math.min(...costs))];
    placed.push(best);
    return [best.x, best.y] as const;
  });
}

function candidates({ text, centre, points }: LabelledCurve): readonly Box[] {
  const halfWidth = textWidth(text, fontPx - 1) / 2 + 2;
  const halfHeight = fontPx / 2 + 1;
  return [0, 7, 16].flatMap((away) =>
    points.map(([x, y], i) => {
      const angle = (2 * Math.PI * i) / points.length;
      const [dx, dy] =
        Math.hypot(x - centre[0], y - centre[1]) < 1 ? [Math.cos(angle), -Math.sin(angle)] : unit(x - centre[0], y - centre[1]);
      const reach = away + Math.abs(dx) * halfWidth + Math.abs(dy) * halfHeight + 2;
      return { x: x + dx * reach, y: y + dy * reach, halfWidth, halfHeight };
    }),
  );
}

/** Overlaps with other texts and the frame's edge weigh most, then curve points and means under the text. */
function cost(box: Box, curves: readonly LabelledCurve[], placed: readonly Box[], size: number): number {
  const texts = placed.filter(
    (other) => Math.abs(other.x - box.x) < other.halfWidth + box.halfWidth && Math.abs(other.y - box.y) < other.halfHeight + box.halfHeight,
  ).length;
  const outside = box.x - box.halfWidth < 0 || box.x + box.halfWidth > size || box.y - box.halfHeight < 0 || box.y + box.halfHeight > size;
  let crossings = 0;
  for (const { points, centre } of curves) {
    crossings += points.filter((point) => covers(box, point)).length + (covers(box, centre) ? 6 : 0);
  }
  return 1000 * texts + (outside ? 1000 : 0) + crossings;
}

const covers = (box: Box, [x, y]: readonly [number, number]): boolean =>
  Math.abs(x - box.x) <= box.halfWidth && Math.abs(y - box.y) <= box.halfHeight;

function unit(x: number, y: number): readonly [number, number] {
  const length = Math.hypot(x, y);
  return [x / length, y / length];
}
