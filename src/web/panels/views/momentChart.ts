/** @file Gaussian laws as ellipses of two coordinates, with samples. */
import { axisX, axisY, dot, line, type Markish, type PlotOptions } from "@observablehq/plot";
import { valueTicks } from "../../parts/mapTicks.ts";
import type { Scale } from "../../state/labState.ts";
import { ellipsesOf, outline } from "./ellipse.ts";
import { lookOf } from "./lineChart.ts";
import type { CloudViews, Drawn, MomentViews } from "./record.ts";

/** Samples that are drawn at most: more would hide the ellipses. */
export const MOST_POINTS = 2000;

export function momentChart(
  views: MomentViews | CloudViews,
  axes: readonly number[],
  scale: Scale,
  drawn: Drawn | null,
  width: number,
): PlotOptions {
  const [x = [0, 1] as const, y = [0, 1] as const] = scale.frame ?? [];
  const points = drawn?.kind === "points" && drawn.dimension === views.dimension ? pairs(drawn.points) : [];
  const marks: Markish[] = [dot(points, { x: "0", y: "1", r: 1.6, fill: "currentColor", fillOpacity: 0.35, clip: true })];
  for (const ellipse of ellipsesOf(views, axes)) {
    const { colour, dash } = lookOf(ellipse.name);
    marks.push(
      line(outline(ellipse), { stroke: colour, strokeWidth: 2, ...(dash ? { strokeDasharray: dash } : {}), clip: true }),
      dot([ellipse.mean], { x: "0", y: "1", r: 4, fill: colour, clip: true }),
    );
  }
  const across = axisTicks(x, width);
  const upwards = axisTicks(y, width);
  return {
    height: Math.min(420, Math.max(240, 0.7 * width)),
    x: { domain: [...x], label: null, axis: null },
    y: { domain: [...y], label: null, axis: null },
    marks: [
      ...marks,
      axisX(across.at, { label: `x${(axes[0] ?? 0) + 1}`, tickFormat: across.text }),
      axisY(upwards.at, { label: `x${(axes[1] ?? 1) + 1}`, tickFormat: upwards.text }),
    ],
  };
}

function pairs(points: Float64Array): readonly (readonly [number, number])[] {
  return Array.from({ length: Math.min(MOST_POINTS, points.length / 2) }, (_, k) => [points[2 * k] ?? 0, points[2 * k + 1] ?? 0] as const);
}

function axisTicks(ends: readonly [number, number], length: number) {
  const ticks = valueTicks(ends, length);
  return { at: ticks.map(({ share }) => ends[0] + share * (ends[1] - ends[0])), text: (_: number, k: number) => ticks[k]?.text ?? "" };
}
