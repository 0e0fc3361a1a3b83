/** @file The key of a figure: one sample and name per series, in rows that fit the width. */
import { dot, link, type Markish, rect, text } from "@observablehq/plot";
import { textWidth } from "./lettering.ts";
import type { SeriesStyle } from "./palette.ts";
import { type Panel, pixelOptions } from "./plotDescription.ts";
import { barStyle, dotStyle, inked, lineStyle } from "./seriesLook.ts";

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

function sample(entry: LegendEntry, left: number, middle: number): readonly Markish[] {
  const right = left + sampleWidth(entry);
  const across = { x1: [left], x2: [right] };
  const kinds = {
    bar: (style: SeriesStyle) => rect([0], { ...across, y1: [middle - 6], y2: [middle + 6], ...barStyle(style) }),
    line: (style: SeriesStyle) => link([0], { ...across, y1: [middle], y2: [middle], ...lineStyle(style) }),
    point: (style: SeriesStyle) => dot([0], { x: [(left + right) / 2], y: [middle], ...dotStyle(style) }),
  };
  return entry.shows.flatMap((kind) => inked(entry.style, kinds[kind]));
}

function mergeByName(entries: readonly LegendEntry[]): readonly LegendEntry[] {
  const byName = new Map<string, LegendEntry>();
  for (const entry of entries) {
    const before = byName.get(entry.name);
    byName.set(entry.name, before === undefined ? entry : { ...before, shows: [...before.shows, ...entry.shows] });
  }
  return [...byName.values()];
}
