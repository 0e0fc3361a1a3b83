/** @file Trajectories against the noise angle, and where they are at one moment, on one vertical axis. */
import { areaY, dot, gridY, line, type PlotOptions, rectX, ruleY, text } from "@observablehq/plot";
import { seriesStyles } from "../../../figures/palette.ts";
import { lineStyle } from "../../../figures/seriesLook.ts";
import type { Way } from "../../engine/answers/way.ts";
import { type Frame, histogram, rowAt } from "./frames.ts";

/** Paths drawn. */
export const DRAWN = 24;
export const FAN_MARGIN = { left: 46, right: 14 } as const;
const HEIGHT = 300;
const BINS = 40;

/** Smallest and largest projection, edges included, with air. */
export function spanOf({ along, edges }: Way): readonly [number, number] {
  const all = [...edges.map(({ y }) => y)];
  const low = along.reduce((a, b) => Math.min(a, b), Math.min(Infinity, ...all));
  const high = along.reduce((a, b) => Math.max(a, b), Math.max(-Infinity, ...all));
  const air = 0.04 * (high - low) || 1;
  return [low - air, high + air];
}

/** All of the way: nothing here depends on the moment. */
export function fanPlot(way: Way): PlotOptions {
  const angles = Array.from(way.angles);
  const [mean] = seriesStyles(["law"]);
  const { low, high } = { low: way.mean.map((m, k) => m - (way.sd[k] ?? 0)), high: way.mean.map((m, k) => m + (way.sd[k] ?? 0)) };
  const paths = Array.from({ length: Math.min(DRAWN, way.n) }, (_, i) => angles.map((_angle, k) => way.along[k * way.n + i] ?? 0));
  const far = way.edges[0]?.y ?? way.outward * Infinity;
  const outside = paths.flatMap((path, i) =>
    way.returns?.[i] === 1 ? [path.map((y) => (way.outward * (y - far) > 0 ? y : Number.NaN))] : [],
  );
  const farthest = outside.map((path) => {
    const k = path.reduce((best, y, at) => (way.outward * (y - (path[best] ?? Number.NaN)) > 0 || Number.isNaN(path[best]) ? at : best), 0);
    return { x: angles[k] ?? 0, y: path[k] ?? 0 };
  });
  return {
    height: HEIGHT,
    marginLeft: FAN_MARGIN.left,
    marginRight: FAN_MARGIN.right,
    marginBottom: 40,
    x: { domain: [angles[0] ?? 1, 0], label: "noise angle θ (1.57 pure noise, 0 data)", labelAnchor: "center", labelArrow: "none" },
    y: { domain: [...spanOf(way)], label: way.axisLabel, labelArrow: "none" },
    marks: [
      gridY({ strokeOpacity: 0.12 }),
      areaY(angles, { x: angles, y1: Array.from(low), y2: Array.from(high), fill: "var(--law)", fillOpacity: 0.2 }),
      ...paths.map((path) => line(path, { x: angles, y: path, stroke: "currentColor", strokeOpacity: 0.4, strokeWidth: 0.8 })),
      ...way.edges.map(({ y }) => ruleY([y], { strokeDasharray: "4 3", strokeOpacity: 0.8 })),
      ...outside.map((path) => line(path, { x: angles, y: path, stroke: "var(--tilted)", strokeWidth: 1.3 })),
      ...(mean === undefined ? [] : [line(angles, { x: angles, y: Array.from(way.mean), ...lineStyle(mean) })]),
      dot(farthest, { x: "x", y: "y", symbol: "triangle", r: 3.5, fill: "var(--tilted)" }),
    ],
  };
}

/** Where all paths are at a moment, as densities to the right; of the class on the line, its own at that noise. */
export function sliceOptions(way: Way, frame: Frame): PlotOptions {
  const [low, high] = spanOf(way);
  const values = rowAt(way.along, way.n, frame);
  const width = (high - low) / BINS;
  const bars = Array.from(histogram(values, low, high, BINS), (count, k) => ({
    y1: low + k * width,
    y2: low + (k + 1) * width,
    density: count / (way.n * width),
  }));
  const top = topOf(way, width);
  const marks = [
    rectX(bars, {
      x1: 0,
      x2: (bar: { density: number }) => Math.min(bar.density, top),
      y1: "y1",
      y2: "y2",
      fill: "var(--law)",
      fillOpacity: 0.45,
      insetTop: 0.5,
    }),
    ...way.edges.map(({ y }) => ruleY([y], { strokeDasharray: "4 3", strokeOpacity: 0.8 })),
    text(way.edges, { x: top, y: "y", text: "label", textAnchor: "end", dy: -7, fill: "currentColor" }),
  ];
  const [style] = seriesStyles(["conditional"]);
  if (way.conditional !== null && style !== undefined) {
    const { x, density } = way.conditional;
    marks.push(
      line(Array.from(x), {
        y: Array.from(x),
        x: Array.from(rowAt(density, x.length, frame), (p) => Math.min(p, top)),
        ...lineStyle(style),
      }),
    );
  }
  return {
    height: HEIGHT,
    marginLeft: 30,
    marginRight: 8,
    marginBottom: 40,
    x: { type: "linear", domain: [0, top], label: "density at the moment", ticks: 3, labelAnchor: "center", labelArrow: "none" },
    y: { domain: [low, high], label: null, tickFormat: "" },
    marks,
  };
}

/** One scale for all moments: three times the density of the end's even spread, so that sharp peaks are cut rather than all else flattened. */
function topOf({ along, n, conditional }: Way, width: number): number {
  const peak = conditional === null ? 0 : conditional.density.subarray(0).reduce((a, b) => Math.max(a, b), 0);
  const last = along.subarray(along.length - n);
  const [low, high] = [last.reduce((a, b) => Math.min(a, b), Infinity), last.reduce((a, b) => Math.max(a, b), -Infinity)];
  const even = 3 / Math.max(high - low, width);
  return peak === 0 ? even : Math.min(Math.max(1.1 * peak, 0.5), even);
}
