/** @file Lines and points against one axis, linear or logarithmic; a value that the axis cannot show breaks its line. */
import { dot, line } from "@observablehq/plot";
import type { CurveFigure } from "../studies/figureData.ts";
import { type DrawnAxis, drawnAxis } from "./axis.ts";
import { bottomSide, gridAtX, gridAtY, leftSide, positionScale, topTitle } from "./frame.ts";
import { dotStyle, legendPanel, lineStyle } from "./legend.ts";
import { type SeriesStyle, seriesStyles } from "./palette.ts";
import type { PlotDescription } from "./plotDescription.ts";

const width = 660;
const plotHeight = 290;
const marginRight = 18;

type Series = CurveFigure["series"][number];

/** One frame with a key above it. */
export function curvesDescription(figure: CurveFigure): PlotDescription {
  const { id, title, caption, series } = figure;
  const x = drawnAxis(
    figure.x,
    series.flatMap((s) => s.x),
    8,
  );
  const y = drawnAxis(
    figure.y,
    series.flatMap((s) => s.y),
    7,
  );
  const styles = seriesStyles(series.map(({ name }) => name));
  const entries = series.map(({ name, mark }, i) => ({
    name,
    style: styles[i],
    shows: [mark === "line" ? ("line" as const) : ("point" as const)],
  }));
  const key = legendPanel(entries, 8, 0, width - 16);
  const left = leftSide(y.ticks);
  const top = topTitle(y.label, width - 16, left.margin);
  const bottom = bottomSide(x, width - left.margin - marginRight);
  const height = top.margin + plotHeight + bottom.margin;
  const marks = [gridAtX(x.ticks), gridAtY(y.ticks), ...seriesMarks(series, styles, x, y), ...left.marks, ...bottom.marks, ...top.marks];
  const margins = { marginLeft: left.margin, marginRight, marginTop: top.margin, marginBottom: bottom.margin };
  const options = { width, height, ...margins, x: positionScale(x), y: positionScale(y), marks };
  const frame = { x: 0, y: key.height, width, height, options };
  return { id, title, caption, width, height: key.height + height, panels: [key, frame] };
}

/** Solid lines first, broken ones over them, points on top: where two curves coincide both are seen. */
function seriesMarks(series: readonly Series[], styles: readonly SeriesStyle[], x: DrawnAxis, y: DrawnAxis) {
  const layer = (i: number): number => (series[i].mark === "points" ? 2 : styles[i].dash === "" ? 0 : 1);
  const order = series.map((_, i) => i).sort((a, b) => layer(a) - layer(b) || a - b);
  return order.map((i) => {
    const at = { x: series[i].x.map(x.position), y: series[i].y.map(y.position) };
    if (series[i].mark === "line") return line(at.x, { ...at, ...lineStyle(styles[i]), strokeLinecap: "round" });
    return dot(at.x, { ...at, ...dotStyle(styles[i], at.x.length > 60 ? 2.5 : 4) });
  });
}
