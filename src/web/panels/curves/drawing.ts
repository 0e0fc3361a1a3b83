/** @file A chart of curves as options of Plot: lines in their series' looks, a symbol every few weights. */
import { dot, line, type Markish, type PlotOptions } from "@observablehq/plot";
import { type SeriesStyle, seriesStyles } from "../../../figures/palette.ts";
import { dotStyle, inked, lineStyle } from "../../../figures/seriesLook.ts";
import type { CurveChart } from "./charts.ts";

/** Pixels around the frame, which the cursor over the drawing needs, too. */
export const MARGINS = { left: 52, right: 14, top: 8, bottom: 26 } as const;
export const HEIGHT = 190;
/** Symbols of a series; a short series has one at every value. */
const SYMBOLS = 4;

/** @param names of all series that look alike wherever they are drawn, those of the chart among them */
export function curveOptions(
  { series, scale, domain }: CurveChart,
  reach: readonly [number, number],
  names: readonly string[],
): PlotOptions {
  const styles = seriesStyles(names);
  const inside = (w: number): boolean => w >= reach[0] && w <= reach[1];
  const marks = series.flatMap(({ name, x, y }, k): Markish[] => {
    const style = styles[names.indexOf(name)];
    if (!style) return [];
    const values = y.map((value) => (Number.isFinite(value) && (scale === "linear" || value > 0) ? value : Number.NaN));
    const apart = x.length <= 3 * SYMBOLS ? 1 : Math.round(x.length / SYMBOLS);
    const marked = values.map((value, i) =>
      inside(x[i] ?? Number.NaN) && (i + Math.round((3 * k * apart) / 8)) % apart === 0 ? value : Number.NaN,
    );
    return [
      ...inked(style, (look) => line(x, { x, y: values, ...lineStyle(look), clip: true })),
      ...inked(style, (look) => dot(x, { x, y: marked, ...dotStyle(look, 3.5) })),
    ];
  });
  return {
    height: HEIGHT,
    marginLeft: MARGINS.left,
    marginRight: MARGINS.right,
    marginTop: MARGINS.top,
    marginBottom: MARGINS.bottom,
    x: { domain: [...reach], label: null, ticks: 8 },
    y: {
      domain: [...domain],
      type: scale,
      label: null,
      grid: true,
      ticks: scale === "log" ? 4 : 5,
      ...(scale === "log" ? { tickFormat: "~g" } : {}),
    },
    marks,
  };
}

/** A short stretch of a series' line with its symbol, for a key. */
export function keyOptions(style: SeriesStyle): PlotOptions {
  return {
    height: 14,
    margin: 0,
    axis: null,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      ...inked(style, (look) => line([0, 1], { x: [0.02, 0.98], y: [0.5, 0.5], ...lineStyle(look) })),
      ...inked(style, (look) => dot([0.5], { x: [0.5], y: [0.5], ...dotStyle(look, 4) })),
    ],
  };
}
