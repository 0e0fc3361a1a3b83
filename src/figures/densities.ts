/** @file Densities in the plane as filled contours: all on one colour scale from 0, the signed difference last on a symmetric one. */
import type { Markish, ScaleOptions } from "@observablehq/plot";
import { contour, dot, frame } from "@observablehq/plot";
import type { DensityFigure } from "../studies/figureData.ts";
import { type DrawnAxis, valueAxis } from "./axis.ts";
import { colourBar, colourBarHeight } from "./colourBar.ts";
import { shortNumber } from "./lettering.ts";
import { diverging, sequential } from "./palette.ts";
import { panelRow, type RowPanel } from "./panelRow.ts";
import type { PlotDescription } from "./plotDescription.ts";

const side = 210;
/** Levels between 0 and the largest density. */
const levels = 12;

export function densitiesDescription(figure: DensityFigure): PlotDescription {
  const { id, title, caption, axes, panels, difference } = figure;
  const x = framed(axes[0], figure.x);
  const y = framed(axes[1], figure.y);
  const largest = panels.flatMap(({ values }) => values).reduce((a, b) => Math.max(a, b), 0) || 1;
  const highest = figure.top ?? largest;
  const apart = difference.values.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || highest;
  const furthest = Math.min(apart, figure.top ?? apart);
  const density: ScaleOptions = { type: "linear", domain: [0, highest], interpolate: sequential, clamp: true };
  const signed: ScaleOptions = { type: "linear", domain: [-furthest, furthest], interpolate: diverging, clamp: true };
  const above = Array.from({ length: levels }, (_, i) => ((i + 0.25) * highest) / levels);
  const both = Array.from({ length: 2 * levels }, (_, i) => ((i + 0.5 - levels) * furthest) / levels);
  const parts: RowPanel[] = [
    ...panels.map(({ title: name, values, points }) => ({
      title: name,
      marks: [isobands(figure, values, above), ...cloud(points ?? []), outline()],
      colour: inTheMiddle(density, highest / levels),
    })),
    {
      title: difference.title,
      marks: [isobands(figure, difference.values, [-2 * apart, ...both]), outline()],
      colour: inTheMiddle(signed, furthest / levels),
    },
  ];
  const height = Math.max(120, Math.min(260, (side * span(figure.y)) / span(figure.x)));
  const row = panelRow({ x, y, plotWidth: side, plotHeight: height, top: 0 }, parts);
  const last = parts.length - 1;
  const bars = [
    colourBar(largest > highest ? `density (darkest: ${shortNumber(highest, 3)} and above)` : "density", density, [0, highest], {
      x: row.lefts[0],
      y: row.height,
      width: Math.min(340, row.lefts[last - 1] + side - row.lefts[0]),
    }),
    colourBar(
      apart > furthest ? `difference (darkest: ${shortNumber(furthest, 3)} and beyond)` : "difference of densities",
      signed,
      [-furthest, furthest],
      {
        x: row.lefts[last],
        y: row.height,
        width: side,
      },
    ),
  ];
  return { id, title, caption, width: row.width, height: row.height + colourBarHeight, panels: [...row.panels, ...bars] };
}

const outline = (): Markish => frame({ strokeOpacity: 0.35 });

/** A band is drawn in the colour of its lower end: shifted by half its height, in that of its middle. */
function inTheMiddle(scale: ScaleOptions, step: number): ScaleOptions {
  return { ...scale, domain: [...(scale.domain ?? [])].map((end) => Number(end) - step / 2) };
}

const span = (points: readonly number[]): number => points[points.length - 1] - points[0];

/** The axis from its first to its last point, without air. */
function framed(label: string, points: readonly number[]): DrawnAxis {
  const ends = [points[0], points[points.length - 1]] as const;
  const axis = valueAxis(label, ends, 6);
  return { ...axis, domain: ends, ticks: axis.ticks.filter(({ at }) => at >= ends[0] && at <= ends[1]) };
}

/** Values row by row, y slowest, lowest row first. A value below the first level is not drawn: the page shows. */
function isobands({ x, y }: DensityFigure, values: readonly number[], thresholds: readonly number[]): Markish {
  return contour(values, {
    width: x.length,
    height: y.length,
    x1: x[0],
    x2: x[x.length - 1],
    y1: y[0],
    y2: y[y.length - 1],
    fill: (value: number) => value,
    thresholds: [...thresholds],
    stroke: "none",
  });
}

/** Dark with a light rim: seen on any colour of a density and on either page. */
function cloud(points: readonly (readonly [number, number])[]): readonly Markish[] {
  if (points.length === 0) return [];
  return [dot(points, { x: "0", y: "1", r: 1.4, fill: "#111111", stroke: "#ffffff", strokeWidth: 0.5 })];
}
