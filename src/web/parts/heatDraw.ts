/** @file Draws one heat map on a canvas: colours, numbers where there is room, outlines of regions, points. */
import type { Edge, RegionLabel } from "../../figures/heatRegions.ts";
import { cellNumber } from "../../figures/lettering.ts";
import { type Colouring, inkFor, paint, ZERO } from "./heatColours.ts";

export interface Drawable {
  /** Null draws an empty ground. */
  readonly values: Float64Array | null;
  readonly raster: {
    readonly columns: number;
    readonly rows: number;
    readonly across: number;
    readonly up: number;
    readonly of: "points" | "cells";
  };
  readonly colouring: Colouring;
  readonly edges: readonly Edge[];
  readonly labels: readonly RegionLabel[];
  /** Shares of width and height from the lower left, shape [n, 2]. */
  readonly points: Float64Array | null;
}

/** Cells from this size on, in CSS pixels, have their numbers in them. */
const ROOM = 34;
/** Share of the scale below which a number in a cell is only said not to be zero. */
const TINY = 1e-6;

/** @param width of the canvas in CSS pixels, @param height likewise, @param ratio device pixels in one */
export function drawHeat(context: CanvasRenderingContext2D, { width, height, ratio }: Size, drawable: Drawable, ground: string): void {
  const { values, raster } = drawable;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = values || drawable.points ? ZERO : ground;
  context.fillRect(0, 0, width, height);
  if (values) drawImage(context, { width, height, ratio }, drawable, values);
  const cell = { width: width / raster.columns, height: height / raster.rows };
  if (values && raster.of === "cells" && cell.width >= ROOM && cell.height >= ROOM) drawNumbers(context, cell, drawable, values);
  if (values) drawRegions(context, cell, raster.rows, drawable);
  if (drawable.points) drawPoints(context, width, height, drawable.points);
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** Between points colours go over into one another; cells keep theirs. */
function drawImage(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { raster, colouring }: Drawable,
  values: Float64Array,
): void {
  const { columns, rows, of } = raster;
  const image = new ImageData(columns, rows);
  paint(values, raster, colouring, new Uint32Array(image.data.buffer));
  const small = new OffscreenCanvas(columns, rows);
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = of === "points";
  const rim = of === "points" ? 0.5 : 0;
  context.drawImage(small, rim, rim, columns - 2 * rim, rows - 2 * rim, 0, 0, width, height);
}

interface Cell {
  readonly width: number;
  readonly height: number;
}

function drawNumbers(context: CanvasRenderingContext2D, cell: Cell, { raster, colouring }: Drawable, values: Float64Array): void {
  const { columns, rows, across, up } = raster;
  context.font = `${Math.min(12, cell.width / (colouring.signed ? 4.4 : 3.6))}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[column * across + row * up] ?? 0;
      context.fillStyle = inkFor(value, colouring);
      const text = Math.abs(value) < TINY * colouring.most && value !== 0 ? "~0" : cellNumber(value, 3, colouring.signed);
      context.fillText(text, (column + 0.5) * cell.width, (rows - row - 0.5) * cell.height);
    }
  }
}

function drawRegions(context: CanvasRenderingContext2D, cell: Cell, rows: number, { edges, labels }: Drawable): void {
  if (edges.length === 0) return;
  context.lineCap = "square";
  for (const [colour, lineWidth] of [
    ["#ffffff", 3],
    ["#111111", 1.4],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.beginPath();
    for (const { x1, y1, x2, y2 } of edges) {
      context.moveTo(x1 * cell.width, (rows - y1) * cell.height);
      context.lineTo(x2 * cell.width, (rows - y2) * cell.height);
    }
    context.stroke();
  }
  context.font = "bold 10px system-ui, sans-serif";
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineWidth = 2.5;
  context.strokeStyle = "#ffffff";
  context.fillStyle = "#111111";
  for (const { name, column, row } of labels) {
    const [x, y] = [column * cell.width + 4, (rows - row - 1) * cell.height + 4];
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  }
}

function drawPoints(context: CanvasRenderingContext2D, width: number, height: number, points: Float64Array): void {
  const size = points.length > 20_000 ? 1.2 : 2;
  context.fillStyle = "#1257ad";
  for (let at = 0; at + 1 < points.length; at += 2) {
    context.fillRect((points[at] ?? 0) * width - size / 2, (1 - (points[at + 1] ?? 0)) * height - size / 2, size, size);
  }
}
