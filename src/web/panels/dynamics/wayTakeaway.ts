/** @file What can be carried away of the continuous dynamics: the trajectories, and in the plane the field at the moment. */
import type { FanFigure, FigureData, PortraitFigure } from "../../../studies/figureData.ts";
import type { Way } from "../../engine/answers/way.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import { short } from "../../parts/format.ts";
import { DRAWN } from "./fanPlot.ts";
import { type Frame, rowAt } from "./frames.ts";
import { PLANE_DRAWN } from "./planePaths.ts";

/** @param axes coordinates on the axes of the plane */
export function wayTakeaway(way: Way, frame: Frame, t: number, axes: readonly [number, number]): Takeaway {
  const rows = way.angles.length;
  return {
    figures: [fanFigure(way), ...(way.dimension < 2 ? [] : [portraitFigure(way, frame, t, axes)])],
    arrays: {
      angles: { data: way.angles, shape: [rows] },
      paths: { data: way.points, shape: [rows, way.n, way.dimension] },
      mean: { data: way.mean, shape: [rows] },
      sd: { data: way.sd, shape: [rows] },
      moment: { data: rowAt(way.points, way.n * way.dimension, frame), shape: [way.n, way.dimension] },
    },
    command: "figures EXP",
  };
}

function fanFigure(way: Way): FanFigure {
  return {
    kind: "fan",
    id: "trajectories",
    title: "Trajectories from noise to data",
    caption: `${way.n} paths: ${way.method}; mean and standard deviation of all, ${Math.min(DRAWN, way.n)} of them drawn. x is divided by √(a² + b²), θ = atan(b/a).`,
    x: { label: "noise angle θ, falling with t (1.57 pure noise, 0 data)", scale: "linear" },
    y: { label: way.axisLabel, scale: "linear" },
    panels: [
      {
        title: "guided",
        x: [...way.angles],
        paths: Array.from({ length: Math.min(DRAWN, way.n) }, (_, i) =>
          Array.from(way.angles, (_angle, k) => way.along[k * way.n + i] ?? 0),
        ),
        mean: [...way.mean],
        sd: [...way.sd],
      },
    ],
    levels: way.edges,
  };
}

function portraitFigure(way: Way, { row }: Frame, t: number, [a, b]: readonly [number, number]): FigureData {
  const { points, n, dimension: d } = way;
  const place = (k: number, i: number): readonly [number, number] => [points[(k * n + i) * d + a] ?? 0, points[(k * n + i) * d + b] ?? 0];
  const arrows = way.arrows?.[row] ?? new Float32Array();
  const figure: PortraitFigure = {
    kind: "portrait",
    id: "portrait",
    title: `The guided field at t = ${short(t)}`,
    caption:
      `${way.arrowsNote} Curves: ${way.method}; from noise (ring) to where they are at that moment (dot). x is divided by √(a² + b²).`.trim(),
    axes: [`x${a} / √(a² + b²)`, `x${b} / √(a² + b²)`],
    panels: [
      {
        title: `t = ${short(t)}`,
        arrows: Array.from({ length: arrows.length / 4 }, (_, k) => [
          arrows[4 * k] ?? 0,
          arrows[4 * k + 1] ?? 0,
          arrows[4 * k + 2] ?? 0,
          arrows[4 * k + 3] ?? 0,
        ]),
        paths: Array.from({ length: Math.min(PLANE_DRAWN, n) }, (_, i) => Array.from({ length: row + 1 }, (_row, k) => place(k, i))),
      },
    ],
  };
  return figure;
}
