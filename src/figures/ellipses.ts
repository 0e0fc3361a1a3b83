/**
 * @file Means and one-standard-deviation ellipses of two-site laws: a panel per series on shared axes of equal scale. The weight w is
 * written beside each ellipse and fades towards the page for the earlier ones; the means are joined in order of w.
 */
import type { Markish } from "@observablehq/plot";
import { dot, line, text } from "@observablehq/plot";
import type { EllipseFigure } from "../studies/figureData.ts";
import { type DrawnAxis, valueAxis } from "./axis.ts";
import { labelPlaces } from "./ellipseLabels.ts";
import { bottomSide, gridAtX, gridAtY, leftSide, linesHeight, positionScale, topTitle } from "./frame.ts";
import { dotStyle, lineStyle } from "./legend.ts";
import { shortNumber, wrapWords } from "./lettering.ts";
import { gradedOpacity, type SeriesStyle, seriesStyles } from "./palette.ts";
import { fontPx, type Panel, type PlotDescription } from "./plotDescription.ts";

type Ellipse = EllipseFigure["ellipses"][number];

const size = 260;
const gap = 26;
const marginRight = 10;
const perRow = 3;
const points = 72;

export function ellipsesDescription(figure: EllipseFigure): PlotDescription {
  const { id, title, caption, sites, ellipses } = figure;
  const names = [...new Set(ellipses.map(({ series }) => series))];
  const styles = seriesStyles(names);
  const axes = sharedAxes(figure);
  const left = leftSide(axes.y.ticks);
  const topLines = topTitle(sites[1], size + left.margin, left.margin);
  const head = linesHeight([""]) + 4;
  const marginTop = head + topLines.margin;
  const bottom = bottomSide(axes.x, size);
  const width = left.margin + size + marginRight;
  const height = marginTop + size + bottom.margin;
  const panels = names.map((name, k): Panel => {
    const own = ellipses.filter(({ series }) => series === name).sort((a, b) => a.w - b.w);
    const heading = text([wrapWords(name, size).join(" ")], {
      frameAnchor: "top",
      lineAnchor: "bottom",
      dy: -topLines.margin,
      fontWeight: "bold",
    });
    const frame = [gridAtX(axes.x.ticks), gridAtY(axes.y.ticks), ...left.marks, ...bottom.marks, ...topLines.marks, heading];
    const margins = { marginLeft: left.margin, marginRight, marginTop, marginBottom: bottom.margin };
    const marks = [...frame, ...ellipseMarks(own, { ...styles[k], opacity: 1 }, axes)];
    const options = { width, height, ...margins, x: positionScale(axes.x), y: positionScale(axes.y), marks };
    return { x: (k % perRow) * (width + gap), y: Math.floor(k / perRow) * (height + gap), width, height, options };
  });
  const columns = Math.max(1, Math.min(perRow, names.length));
  const rows = Math.max(1, Math.ceil(names.length / perRow));
  return { id, title, caption, width: columns * (width + gap) - gap, height: rows * (height + gap) - gap, panels };
}

/** Both axes span the same length, so that a circle is drawn as one. */
function sharedAxes({ sites, ellipses }: EllipseFigure): { readonly x: DrawnAxis; readonly y: DrawnAxis } {
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
    const drawn = valueAxis(sites[i], domain, 5, false);
    return { ...drawn, domain, ticks: drawn.ticks.filter(({ at }) => at >= domain[0] && at <= domain[1]) };
  };
  return { x: axis(0), y: axis(1) };
}

/**
 * The curve mean + √λ₁ cos θ e₁ + √λ₂ sin θ e₂ over the eigenpairs of the covariance, shape [points + 1].
 * The smaller eigenvalue of a singular covariance may round to below zero: it counts as zero, the ellipse is then a segment or a point.
 */
export function ellipseOutline({ mean, covariance: [a, b, , c] }: Ellipse): readonly (readonly [number, number])[] {
  const centre = (a + c) / 2;
  const radius = Math.hypot((a - c) / 2, b);
  const angle = Math.atan2(2 * b, a - c) / 2;
  const major = Math.sqrt(Math.max(0, centre + radius));
  const minor = Math.sqrt(Math.max(0, centre - radius));
  return Array.from({ length: points + 1 }, (_, i) => {
    const p = major * Math.cos((2 * Math.PI * i) / points);
    const q = minor * Math.sin((2 * Math.PI * i) / points);
    return [mean[0] + p * Math.cos(angle) - q * Math.sin(angle), mean[1] + p * Math.sin(angle) + q * Math.cos(angle)] as const;
  });
}

function ellipseMarks(
  ellipses: readonly Ellipse[],
  style: SeriesStyle,
  axes: { readonly x: DrawnAxis; readonly y: DrawnAxis },
): readonly Markish[] {
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  const pixel = ([x, y]: readonly [number, number]): readonly [number, number] => [
    ((x - x0) / (x1 - x0)) * size,
    ((y1 - y) / (y1 - y0)) * size,
  ];
  const outlines = ellipses.map(ellipseOutline);
  const places = labelPlaces(
    ellipses.map(({ w, mean }, i) => ({ text: `w = ${shortNumber(w)}`, centre: pixel(mean), points: outlines[i].slice(1).map(pixel) })),
    size,
  );
  return [
    line(
      ellipses.map(({ mean }) => mean),
      { stroke: style.colour, strokeWidth: 1, strokeOpacity: 0.5 },
    ),
    ...ellipses.flatMap(({ w, mean }, i) => {
      const graded = { ...style, opacity: gradedOpacity(i, ellipses.length) };
      return [
        line(outlines[i], { ...lineStyle(graded), strokeWidth: 1.8 }),
        dot([mean], dotStyle(graded, 3)),
        text([`w = ${shortNumber(w)}`], {
          frameAnchor: "top-left",
          textAnchor: "middle",
          lineAnchor: "middle",
          dx: places[i][0],
          dy: places[i][1],
          fontSize: fontPx - 1,
        }),
      ];
    }),
  ];
}
