/** @file A figure of curves as options of one plot that is as wide as its place, with the looks of the house. */
import { dot, gridX, gridY, line, type Markish, type PlotOptions } from "@observablehq/plot";
import { type DrawnAxis, drawnAxis } from "../../../figures/axis.ts";
import { seriesStyles } from "../../../figures/palette.ts";
import { dotStyle, inked, lineStyle } from "../../../figures/seriesLook.ts";
import type { CurveFigure } from "../../../studies/figureData.ts";

export interface CurvePlot {
  readonly options: PlotOptions;
  /** Where a point lies in the frame, as shares from its left and top; null outside. */
  readonly place: (x: number, y: number) => { readonly left: number; readonly top: number } | null;
}

/** Around the frame, px. */
export const CURVE_MARGIN = { top: 20, right: 20, bottom: 40, left: 58 } as const;

export function curvePlot({ x: xAxis, y: yAxis, series }: CurveFigure, height: number): CurvePlot {
  const x = drawnAxis(
    xAxis,
    series.flatMap((s) => s.x),
    6,
  );
  const y = drawnAxis(
    yAxis,
    series.flatMap((s) => s.y),
    6,
  );
  const styles = seriesStyles(series.map(({ name }) => name));
  const marks = series.flatMap(({ mark, ...values }, i): readonly Markish[] => {
    const style = styles[i];
    if (style === undefined) return [];
    const at = { x: values.x.map(x.position), y: values.y.map(y.position) };
    return mark === "line"
      ? inked(style, (own) => line(at.x, { ...at, ...lineStyle(own), clip: "frame" }))
      : inked(style, (own) => dot(at.x, { ...at, ...dotStyle(own, at.x.length > 40 ? 2.5 : 4.5), clip: "frame" }));
  });
  const scale = ({ domain, ticks }: typeof x, label: string) => {
    const texts = new Map(ticks.map(({ at, text }) => [at, text]));
    return {
      type: "linear",
      domain: [...domain],
      ticks: [...texts.keys()],
      tickFormat: (at: number) => texts.get(at) ?? "",
      label,
    } as const;
  };
  const place: CurvePlot["place"] = (atX, atY) => {
    const [left, up] = [shareOf(x, atX), shareOf(y, atY)];
    return left >= 0 && left <= 1 && up >= 0 && up <= 1 ? { left, top: 1 - up } : null;
  };
  const options: PlotOptions = {
    height,
    marginTop: CURVE_MARGIN.top,
    marginRight: CURVE_MARGIN.right,
    marginBottom: CURVE_MARGIN.bottom,
    marginLeft: CURVE_MARGIN.left,
    x: { ...scale(x, xAxis.label), labelAnchor: "center", labelArrow: "none" },
    y: { ...scale(y, yAxis.label), labelArrow: "none" },
    marks: [
      gridX([...x.ticks.map(({ at }) => at)], { strokeOpacity: 0.12 }),
      gridY([...y.ticks.map(({ at }) => at)], { strokeOpacity: 0.12 }),
      ...marks,
    ],
  };
  return { options, place };
}

function shareOf({ domain: [low, high], position }: DrawnAxis, value: number): number {
  return (position(value) - low) / (high - low);
}
