/** @file Axes as marks: faint grid, ticks with texts, and the axis titles, which wrap instead of being cut. */
import type { Markish, PlotOptions } from "@observablehq/plot";
import { axisX, axisY, gridX, gridY, text } from "@observablehq/plot";
import type { AxisTick, DrawnAxis } from "./axis.ts";
import { textWidth, wrapWords } from "./lettering.ts";
import { fontPx } from "./plotDescription.ts";

/** One side of a plot: what it draws and the margin that this needs, px. */
export interface Side {
  readonly marks: readonly Markish[];
  readonly margin: number;
}

const lineHeight = 1.2;

/** Lines of text as high as they are drawn, px. */
export const linesHeight = (lines: readonly string[]): number => Math.ceil(lines.length * fontPx * lineHeight);

/** Ticks below the frame and the title centred under them. Tick texts may have several lines (`\n`). */
export function bottomSide(axis: Pick<DrawnAxis, "label" | "ticks">, width: number): Side {
  const title = wrapWords(axis.label, width);
  const ticksHeight = Math.max(1, ...axis.ticks.map(({ text: t }) => t.split("\n").length)) * fontPx * lineHeight + 9;
  const at = positionsOf(axis.ticks);
  return {
    marks: [
      axisX(at, { label: null, tickSize: 4, tickFormat: textOf(axis.ticks) }),
      text([title.join("\n")], { frameAnchor: "bottom", lineAnchor: "top", lineHeight, dy: ticksHeight + 4 }),
    ],
    margin: ticksHeight + linesHeight(title) + 8,
  };
}

/** Ticks left of the frame. */
export function leftSide(ticks: readonly AxisTick[]): Side {
  const widest = Math.max(0, ...ticks.flatMap(({ text: t }) => t.split("\n")).map((line) => textWidth(line)));
  return {
    marks: [axisY(positionsOf(ticks), { label: null, tickSize: 4, tickFormat: textOf(ticks) })],
    margin: Math.ceil(widest) + 12,
  };
}

/** Title of the vertical axis: upright above the frame's left end, so that a long one stays readable. */
export function topTitle(label: string, width: number, marginLeft: number): Side {
  const lines = wrapWords(label, width);
  return {
    marks: [text([lines.join("\n")], { frameAnchor: "top-left", lineAnchor: "bottom", lineHeight, dx: 2 - marginLeft, dy: -9 })],
    margin: linesHeight(lines) + 14,
  };
}

/** Faint lines at the ticks, to be drawn first. */
export const gridAtX = (ticks: readonly AxisTick[]): Markish => gridX(positionsOf(ticks), { strokeOpacity: 0.12 });
export const gridAtY = (ticks: readonly AxisTick[]): Markish => gridY(positionsOf(ticks), { strokeOpacity: 0.12 });

/** A linear position scale over the axis' domain; the label is kept for readers of the description, the marks draw it. */
export function positionScale(axis: Pick<DrawnAxis, "label" | "domain">): NonNullable<PlotOptions["x"]> {
  return { type: "linear", domain: [...axis.domain], label: axis.label, axis: null };
}

const positionsOf = (ticks: readonly AxisTick[]): number[] => ticks.map(({ at }) => at);

function textOf(ticks: readonly AxisTick[]): (at: number) => string {
  const texts = new Map(ticks.map(({ at, text: t }) => [at, t]));
  return (at) => texts.get(at) ?? "";
}
