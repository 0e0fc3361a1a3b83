/** @file Lines and points against one axis, linear or logarithmic; a value that the axis cannot show breaks its line. */
import type { Markish } from "@observablehq/plot";
import { dot, line } from "@observablehq/plot";
import type { CurveFigure } from "../studies/figureData.ts";
import { type DrawnAxis, drawnAxis } from "./axis.ts";
import { bottomSide, framedPanel, gridAtX, gridAtY, keyedFigure, leftSide, topTitle } from "./frame.ts";
import { type LegendEntry, legendPanel } from "./legend.ts";
import { type SeriesStyle, seriesStyles } from "./palette.ts";
import type { PlotDescription } from "./plotDescription.ts";
import { dotStyle, inked, lineStyle } from "./seriesLook.ts";

const width = 660;
const plotHeight = 290;
const marginRight = 18;

type Series = CurveFigure["series"][number];

/** One frame with a key above it. */
export function curvesDescription(figure: CurveFigure): PlotDescription {
  const { series } = figure;
  const x = drawnAxis(figure.x, allOf(series, "x"), 8);
  const y = drawnAxis(figure.y, allOf(series, "y"), 7);
  const clipped = (figure.x.shown ?? figure.y.shown) !== undefined;
  const styles = seriesStyles(series.map(({ name }) => name));
  const entries = series.map(({ name, mark }, i): LegendEntry => ({ name, style: styles[i], shows: [mark === "line" ? "line" : "point"] }));
  const key = legendPanel(entries, 8, 0, width - 16);
  const left = leftSide(y.ticks);
  const top = topTitle(y.label, width - 16, left.margin);
  const bottom = bottomSide(x, width - left.margin - marginRight);
  const framing = { x: 0, y: key.height, width, plotHeight, marginRight, left, top, bottom };
  const marks = [gridAtX(x.ticks), gridAtY(y.ticks), ...seriesMarks(series, styles, x, y, clipped)];
  return keyedFigure(figure, key, framedPanel(framing, x, y, marks));
}

const allOf = (series: readonly Series[], name: "x" | "y"): readonly (number | null)[] => series.flatMap((s) => s[name]);

/** Solid lines first, broken ones over them, points on top: where two curves coincide both are seen. */
function seriesMarks(
  series: readonly Series[],
  styles: readonly SeriesStyle[],
  x: DrawnAxis,
  y: DrawnAxis,
  clipped: boolean,
): readonly Markish[] {
  const clip = clipped ? ({ clip: "frame" } as const) : {};
  const layer = (i: number): number => (series[i].mark === "points" ? 2 : styles[i].dash === "" ? 0 : 1);
  const order = series.map((_, i) => i).sort((a, b) => layer(a) - layer(b) || a - b);
  return order.flatMap((i) => {
    const at = { x: series[i].x.map(x.position), y: series[i].y.map(y.position) };
    if (series[i].mark === "line")
      return inked(styles[i], (style) => line(at.x, { ...at, ...lineStyle(style), strokeLinecap: "round", ...clip }));
    return inked(styles[i], (style) => dot(at.x, { ...at, ...dotStyle(style, at.x.length > 60 ? 2.5 : 4), ...clip }));
  });
}
