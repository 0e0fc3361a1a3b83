/** @file Panels of one size side by side on the same axes: the first carries the vertical axis, each its title. */
import type { Markish, PlotOptions, ScaleOptions } from "@observablehq/plot";
import { text } from "@observablehq/plot";
import type { DrawnAxis } from "./axis.ts";
import { bottomSide, leftSide, linesHeight, positionScale } from "./frame.ts";
import { wrapWords } from "./lettering.ts";
import type { Panel } from "./plotDescription.ts";

export interface RowPanel {
  readonly title: string;
  readonly marks: readonly Markish[];
  readonly colour?: ScaleOptions;
}

export interface Row {
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
  /** Inside each frame, px. */
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly top: number;
  /** Room right of the last frame for marks outside it, 8 when absent. */
  readonly right?: number;
}

/** What a row came to: its panels, the left edge of each frame, and the size of all, px. */
export interface PlacedRow {
  readonly panels: readonly Panel[];
  readonly lefts: readonly number[];
  readonly width: number;
  readonly height: number;
}

const gap = 22;

/** The row, its top at `row.top`. */
export function panelRow({ x, y, plotWidth, plotHeight, top: offset, right = 8 }: Row, parts: readonly RowPanel[]): PlacedRow {
  const top = 10 + Math.max(...parts.map(({ title }) => linesHeight(wrapWords(title, plotWidth))));
  const left = leftSide(y.ticks).margin + 18;
  const bottom = bottomSide(x, plotWidth).margin;
  const height = top + plotHeight + bottom;
  const lefts = parts.map((_, i) => left + i * (plotWidth + gap));
  const panels = parts.map((part, i): Panel => {
    const margin = i === 0 ? left : 10;
    const marginRight = i === parts.length - 1 ? right : 8;
    const width = margin + plotWidth + marginRight;
    const margins = { marginTop: top, marginBottom: bottom, marginLeft: margin, marginRight };
    const options: PlotOptions = {
      width,
      height,
      ...margins,
      x: positionScale(x),
      y: positionScale(y),
      ...(part.colour ? { color: part.colour } : {}),
      marks: [...part.marks, ...sides(part.title, { x, y, plotWidth }, i === 0)],
    };
    return { x: lefts[i] - margin, y: offset, width, height, options };
  });
  return { panels, lefts, width: lefts[lefts.length - 1] + plotWidth + right + 10, height };
}

function sides(title: string, { x, y, plotWidth }: Pick<Row, "x" | "y" | "plotWidth">, first: boolean): readonly Markish[] {
  const lines = wrapWords(title, plotWidth).join("\n");
  const marks = [
    ...bottomSide(x, plotWidth).marks,
    text([lines], { frameAnchor: "top", lineAnchor: "bottom", lineHeight: 1.2, dy: -6, fontWeight: "bold" }),
  ];
  if (!first) return marks;
  const side = leftSide(y.ticks);
  return [...marks, ...side.marks, text([y.label], { frameAnchor: "left", textAnchor: "middle", rotate: -90, dx: 8 - side.margin - 16 })];
}
