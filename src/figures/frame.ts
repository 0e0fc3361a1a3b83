/** @file Axes as marks: faint grid, ticks with texts, and the axis titles, which wrap instead of being cut. */
import type { Markish, PlotOptions } from "@observablehq/plot";
import { axisX, axisY, gridX, gridY, text } from "@observablehq/plot";
import type { AxisTick, DrawnAxis } from "./axis.ts";
import { textWidth, wrapWords } from "./lettering.ts";
import { fontPx, type Panel, type PlotDescription } from "./plotDescription.ts";

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
    marks: [text([lines.join("\n")], { frameAnchor: "top-left", lineAnchor: "bottom", lineHeight, dx: 2 - marginLeft, dy: -13 })],
    margin: linesHeight(lines) + 18,
  };
}

/** Faint lines at the ticks, to be drawn first. */
export const gridAtX = (ticks: readonly AxisTick[]): Markish => gridX(positionsOf(ticks), { strokeOpacity: 0.12 });
export const gridAtY = (ticks: readonly AxisTick[]): Markish => gridY(positionsOf(ticks), { strokeOpacity: 0.12 });

/** The place of a plot and its sides; `plotHeight` is the height inside the frame, px. */
export interface Framing {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly plotHeight: number;
  readonly marginRight: number;
  readonly left: Side;
  readonly top: Side;
  readonly bottom: Side;
}

/** A panel whose marks stand inside its four sides. */
export function framedPanel(framing: Framing, x: Scaled, y: Scaled, marks: readonly Markish[]): Panel {
  const { width, plotHeight, marginRight, left, top, bottom } = framing;
  const height = top.margin + plotHeight + bottom.margin;
  const margins = { marginLeft: left.margin, marginRight, marginTop: top.margin, marginBottom: bottom.margin };
  const all = [...marks, ...left.marks, ...bottom.marks, ...top.marks];
  const options = { width, height, ...margins, x: positionScale(x), y: positionScale(y), marks: all };
  return { x: framing.x, y: framing.y, width, height, options };
}

/** A figure of one framed panel under its key. */
export function keyedFigure(head: Pick<PlotDescription, "id" | "title" | "caption">, key: Panel, frame: Panel): PlotDescription {
  const { id, title, caption } = head;
  return { id, title, caption, width: frame.width, height: key.height + frame.height, panels: [key, frame] };
}

type Scaled = Pick<DrawnAxis, "label" | "domain">;

/** A linear position scale over the axis' domain; the label is kept for readers of the description, the marks draw it. */
export function positionScale(axis: Scaled): NonNullable<PlotOptions["x"]> {
  return { type: "linear", domain: [...axis.domain], label: axis.label, axis: null };
}

const positionsOf = (ticks: readonly AxisTick[]): number[] => ticks.map(({ at }) => at);

function textOf(ticks: readonly AxisTick[]): (at: number) => string {
  const texts = new Map(ticks.map(({ at, text: t }) => [at, t]));
  return (at) => texts.get(at) ?? "";
}
