/**
 * @file Means and one-standard-deviation ellipses of two-site laws: a panel per series on shared axes of equal scale. The weight w is
 * written on each ellipse, which has more ink the larger w; the means are joined in order of w.
 */
import type { Markish } from "@observablehq/plot";
import { dot, line, text } from "@observablehq/plot";
import type { EllipseFigure } from "../studies/figureData.ts";
import { type DrawnAxis, valueAxis } from "./axis.ts";
import { covers, labelPlaces, labelPx } from "./ellipseLabels.ts";
import { bottomSide, framedPanel, gridAtX, gridAtY, leftSide, linesHeight, topTitle } from "./frame.ts";
import { shortNumber, wrapWords } from "./lettering.ts";
import { graded, type SeriesStyle, seriesStyles } from "./palette.ts";
import type { Panel, PlotDescription } from "./plotDescription.ts";
import { dotStyle, inked, lineStyle } from "./seriesLook.ts";

type Ellipse = EllipseFigure["ellipses"][number];
type Point = readonly [number, number];

interface Axes {
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
}

const size = 260;
const gap = 26;
const marginRight = 10;
const perRow = 3;
const points = 120;

export function ellipsesDescription(figure: EllipseFigure): PlotDescription {
  const { id, title, caption, sites, ellipses } = figure;
  const names = [...new Set(ellipses.map(({ series }) => series))];
  const styles = seriesStyles(names);
  const axes = sharedAxes(figure);
  const left = leftSide(axes.y.ticks);
  const axisTitle = topTitle(sites[1], size + left.margin, left.margin);
  const bottom = bottomSide(axes.x, size);
  const width = left.margin + size + marginRight;
  const headingHeight = Math.max(0, ...names.map((name) => linesHeight(wrapWords(name, size)))) + 4;
  const height = headingHeight + axisTitle.margin + size + bottom.margin;
  const panels = names.map((name, k): Panel => {
    const own = ellipses.filter(({ series }) => series === name).sort((a, b) => a.w - b.w);
    const heading = wrapWords(name, size).join("\n");
    const headed = text([heading], {
      frameAnchor: "top",
      lineAnchor: "bottom",
      lineHeight: 1.2,
      dy: -axisTitle.margin,
      fontWeight: "bold",
    });
    const top = { marks: [...axisTitle.marks, headed], margin: headingHeight + axisTitle.margin };
    const place = { x: (k % perRow) * (width + gap), y: Math.floor(k / perRow) * (height + gap) };
    const marks = [gridAtX(axes.x.ticks), gridAtY(axes.y.ticks), ...ellipseMarks(own, styles[k], axes)];
    return framedPanel({ ...place, width, plotHeight: size, marginRight, left, top, bottom }, axes.x, axes.y, marks);
  });
  const columns = Math.max(1, Math.min(perRow, names.length));
  const rows = Math.max(1, Math.ceil(names.length / perRow));
  return { id, title, caption, width: columns * (width + gap) - gap, height: rows * (height + gap) - gap, panels };
}

/** Both axes span the same length, so that a circle is drawn as one. */
function sharedAxes({ sites, ellipses }: EllipseFigure): Axes {
  const reach = (i: 0 | 1, sign: number): number[] =>
    ellipses.map(({ mean, covariance }) => mean[i] + sign * Math.sqrt(covariance[3 * i])).filter((v) => Number.isFinite(v));
  const ends = ([0, 1] as const).map((i) => {
    const low = reach(i, -1).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = reach(i, 1).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return low <= high ? { middle: (low + high) / 2, span: high - low } : { middle: 0.5, span: 1 };
  });
  const half = 0.62 * (Math.max(ends[0].span, ends[1].span) || 1);
  const axis = (i: 0 | 1): DrawnAxis => {
    const domain = [ends[i].middle - half, ends[i].middle + half] as const;
    const drawn = valueAxis(sites[i], domain, 5);
    return { ...drawn, domain, ticks: drawn.ticks.filter(({ at }) => at >= domain[0] && at <= domain[1]) };
  };
  return { x: axis(0), y: axis(1) };
}

/**
 * The curve mean + √λ₁ cos θ e₁ + √λ₂ sin θ e₂ over the eigenpairs of the covariance, shape [points + 1].
 * The smaller eigenvalue of a singular covariance may round to below zero: it counts as zero, the ellipse is then a segment or a point.
 */
export function ellipseOutline({ mean, covariance: [a, b, , c] }: Ellipse): readonly Point[] {
  const centre = (a + c) / 2;
  const radius = Math.hypot((a - c) / 2, b);
  const angle = Math.atan2(2 * b, a - c) / 2;
  const major = Math.sqrt(Math.max(0, centre + radius));
  const minor = Math.sqrt(Math.max(0, centre - radius));
  return Array.from({ length: points + 1 }, (_, i) => {
    const p = major * Math.cos((2 * Math.PI * i) / points);
    const q = minor * Math.sin((2 * Math.PI * i) / points);
    return [mean[0] + p * Math.cos(angle) - q * Math.sin(angle), mean[1] + p * Math.sin(angle) + q * Math.cos(angle)];
  });
}

/** Points along the straight lines between the given ones, twenty to a line. */
function polyline(corners: readonly Point[]): readonly Point[] {
  return corners.slice(1).flatMap(([x1, y1], i) => {
    const [x0, y0] = corners[i];
    return Array.from({ length: 20 }, (_, k): Point => [x0 + ((x1 - x0) * k) / 19, y0 + ((y1 - y0) * k) / 19]);
  });
}

function ellipseMarks(ellipses: readonly Ellipse[], style: SeriesStyle, { x, y }: Axes): readonly Markish[] {
  const scaled = (at: number, [low, high]: readonly [number, number]): number => ((at - low) / (high - low)) * size;
  const pixel = ([px, py]: Point): Point => [scaled(px, x.domain), size - scaled(py, y.domain)];
  const outlines = ellipses.map(ellipseOutline);
  const curves = ellipses.map(({ w, mean }, i) => ({ text: `w = ${shortNumber(w)}`, centre: pixel(mean), points: outlines[i].map(pixel) }));
  const places = labelPlaces(curves, polyline(curves.map(({ centre }) => centre)), size);
  const means = line(
    ellipses.map(({ mean }) => mean),
    { stroke: style.colour, strokeWidth: 1, strokeOpacity: 0.5 },
  );
  const each = ellipses.flatMap(({ mean }, i) => {
    const own = graded(style, i, ellipses.length);
    const cut = outlines[i].map((point): Point => (covers(places[i], pixel(point)) ? [Number.NaN, Number.NaN] : point));
    return [
      ...inked(own, (s) => line(cut, { ...lineStyle(s), strokeWidth: 1.8 })),
      ...inked(own, (s) => dot([mean], dotStyle(s, 3))),
      text([curves[i].text], {
        frameAnchor: "top-left",
        textAnchor: "middle",
        lineAnchor: "middle",
        dx: places[i].x,
        dy: places[i].y,
        fontSize: labelPx,
      }),
    ];
  });
  return [means, ...each];
}
