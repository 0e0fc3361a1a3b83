/** @file The key of a figure: one sample and name per series, in rows that fit the width. */
import { dot, link, rect, text } from "@observablehq/plot";
import { textWidth } from "./lettering.ts";
import type { SeriesStyle } from "./palette.ts";
import { type Panel, pixelOptions } from "./plotDescription.ts";

export interface LegendEntry {
  readonly name: string;
  readonly style: SeriesStyle;
  /** What the figure draws for the series. */
  readonly shows: readonly ("line" | "point" | "bar")[];
}

const rowHeight = 18;
/** Width of a series' sample: a line needs length, a symbol or a bar does not. */
const sampleWidth = ({ shows }: LegendEntry): number => (shows.includes("line") ? 34 : 18);

/** Panel of the key at the figure's top, `width` px wide; entries of one name are merged. */
export function legendPanel(entries: readonly LegendEntry[], x: number, y: number, width: number): Panel {
  const merged = mergeByName(entries);
  let left = 0;
  let row = 0;
  const placed = merged.map((entry) => {
    const entryWidth = sampleWidth(entry) + 6 + textWidth(entry.name);
    if (left > 0 && left + entryWidth > width) {
      left = 0;
      row++;
    }
    const at = { entry, left, middle: row * rowHeight + rowHeight / 2 };
    left += entryWidth + 18;
    return at;
  });
  const height = merged.length === 0 ? 0 : (row + 1) * rowHeight + 4;
  const marks = placed.flatMap(({ entry, left: at, middle }) => [
    ...sample(entry, at, middle),
    text([entry.name], { x: [at + sampleWidth(entry) + 6], y: [middle], textAnchor: "start" }),
  ]);
  return { x, y, width, height, options: pixelOptions(width, height, marks) };
}

function sample(entry: LegendEntry, left: number, middle: number) {
  const { style, shows } = entry;
  const right = left + sampleWidth(entry);
  const centre = (left + right) / 2;
  return [
    shows.includes("bar") ? rect([0], { x1: [left], x2: [right], y1: [middle - 6], y2: [middle + 6], ...barStyle(style) }) : null,
    shows.includes("line") ? link([0], { x1: [left], x2: [right], y1: [middle], y2: [middle], ...lineStyle(style) }) : null,
    shows.includes("point") ? dot([0], { x: [centre], y: [middle], ...dotStyle(style) }) : null,
  ];
}

function mergeByName(entries: readonly LegendEntry[]): readonly LegendEntry[] {
  const byName = new Map<string, LegendEntry>();
  for (const entry of entries) {
    const before = byName.get(entry.name);
    byName.set(entry.name, before === undefined ? entry : { ...before, shows: [...before.shows, ...entry.shows] });
  }
  return [...byName.values()];
}

/** Mark options of a series' line. */
export const lineStyle = ({ colour, dash, opacity }: SeriesStyle) => ({
  stroke: colour,
  strokeWidth: dash === "" ? 2.4 : 2,
  strokeOpacity: opacity,
  ...(dash === "" ? {} : { strokeDasharray: dash }),
});

/** Mark options of a series' symbol. */
export const dotStyle = ({ colour, symbol, filled, opacity }: SeriesStyle, r = 4) => ({
  symbol,
  r: symbol === "star" ? 0.8 * r : r,
  stroke: colour,
  strokeWidth: 1.6,
  strokeOpacity: opacity,
  fill: filled ? colour : "none",
  fillOpacity: opacity,
});

/** Mark options of a series' bar: the outline is solid, as the inside tells series apart in greyscale. */
export const barStyle = ({ colour, opacity, fillOpacity }: SeriesStyle) => ({
  fill: colour,
  fillOpacity: fillOpacity * opacity,
  stroke: colour,
  strokeWidth: 1.2,
});
