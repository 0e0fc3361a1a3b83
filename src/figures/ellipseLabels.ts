/** @file Where to write on nested curves: in a gap of the curve itself like a contour's height, or just outside a curve too small for one. */
import { textWidth } from "./lettering.ts";
import { fontPx } from "./plotDescription.ts";

type Point = readonly [number, number];

/** A closed curve in px, y downwards, and the text that names it. */
export interface LabelledCurve {
  readonly text: string;
  readonly centre: Point;
  readonly points: readonly Point[];
}

/** A text's place: its centre and half its size, px. */
export interface LabelBox {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export const labelPx = fontPx - 1;

export const covers = (box: LabelBox, [x, y]: Point): boolean =>
  Math.abs(x - box.x) <= box.halfWidth && Math.abs(y - box.y) <= box.halfHeight;

/**
 * One place per curve inside a square frame of `size` px: the cheapest in turn, ties to the first point of the curve.
 *
 * @param path points of a further line that texts should keep off, px
 */
export function labelPlaces(curves: readonly LabelledCurve[], path: readonly Point[], size: number): readonly LabelBox[] {
  const placed: LabelBox[] = [];
  return curves.map((curve) => {
    const options = candidates(curve).map(({ box, dislike }) => ({
      box,
      cost: dislike + (path.some((point) => covers(box, point)) ? 6 : 0) + cost(box, curve, curves, placed, size),
    }));
    const best = options.reduce((a, b) => (b.cost < a.cost ? b : a));
    placed.push(best.box);
    return best.box;
  });
}

function candidates({ text, centre, points }: LabelledCurve): readonly { readonly box: LabelBox; readonly dislike: number }[] {
  const halfWidth = textWidth(text, labelPx) / 2 + 1;
  const halfHeight = labelPx / 2 + 1;
  return points.flatMap(([x, y], i) => {
    const onCurve = { x, y, halfWidth, halfHeight };
    const swallowed = points.filter((point) => covers(onCurve, point)).length / points.length;
    const angle = (2 * Math.PI * i) / points.length;
    const away = Math.hypot(x - centre[0], y - centre[1]);
    const [dx, dy] = away < 1 ? [Math.cos(angle), -Math.sin(angle)] : [(x - centre[0]) / away, (y - centre[1]) / away];
    const reach = Math.abs(dx) * halfWidth + Math.abs(dy) * halfHeight + 4;
    const outside = { x: x + dx * reach, y: y + dy * reach, halfWidth, halfHeight };
    return [
      { box: onCurve, dislike: swallowed > 0.25 ? 100 : 20 * swallowed },
      { box: outside, dislike: 8 },
    ];
  });
}

/** Other texts and the frame's edge weigh most, then means, then other curves under the text or close to it. */
function cost(box: LabelBox, own: LabelledCurve, curves: readonly LabelledCurve[], placed: readonly LabelBox[], size: number): number {
  const { x, y, halfWidth, halfHeight } = box;
  const meets = (other: LabelBox): boolean =>
    Math.abs(other.x - x) < other.halfWidth + halfWidth && Math.abs(other.y - y) < other.halfHeight + halfHeight;
  const outside = x < halfWidth || x > size - halfWidth || y < halfHeight || y > size - halfHeight;
  const wide = { x, y, halfWidth: halfWidth + 4, halfHeight: halfHeight + 4 };
  const near = curves.map((curve) => {
    const mean = covers(wide, curve.centre) ? 40 : 0;
    if (curve === own) return mean;
    const under = curve.points.filter((point) => covers(box, point)).length;
    return mean + (under > 0 ? 10 + under : 0) + (curve.points.some((point) => covers(wide, point)) ? 3 : 0);
  });
  return near.reduce((a, b) => a + b, 0) + (placed.some(meets) ? 1000 : 0) + (outside ? 1000 : 0);
}
