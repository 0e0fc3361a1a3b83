/** @file A series' style as options of Plot's marks. */
import type { Markish } from "@observablehq/plot";
import type { SeriesStyle } from "./palette.ts";

/** A mark in its series' colour and, for a later member of a role, the same mark once more in ink over it. */
export function inked(style: SeriesStyle, draw: (style: SeriesStyle) => Markish): readonly Markish[] {
  return style.ink === 0 ? [draw(style)] : [draw(style), draw({ ...style, colour: "currentColor", opacity: style.ink })];
}

export const lineStyle = ({ colour, dash, opacity }: SeriesStyle) => ({
  stroke: colour,
  strokeWidth: dash === "" ? 2.4 : 2.1,
  strokeOpacity: opacity,
  ...(dash === "" ? {} : { strokeDasharray: dash }),
});

export const dotStyle = ({ colour, symbol, filled, opacity }: SeriesStyle, r = 4) => ({
  symbol,
  r: symbol === "star" ? 0.8 * r : r,
  stroke: colour,
  strokeWidth: 1.6,
  strokeOpacity: opacity,
  fill: filled ? colour : "none",
  fillOpacity: opacity,
});

/** The outline of a bar is solid, as the inside tells series apart in greyscale. */
export const barStyle = ({ colour, opacity, fillOpacity }: SeriesStyle) => ({
  fill: colour,
  fillOpacity: fillOpacity * opacity,
  stroke: colour,
  strokeOpacity: opacity,
  strokeWidth: 1.2,
});
