/** @file Phase portraits in the plane: arrows of a field, and trajectories through it from start (ring) to end (dot). */
import type { Markish } from "@observablehq/plot";
import { arrow, dot, frame, line } from "@observablehq/plot";
import type { PortraitFigure } from "../studies/figureData.ts";
import { valueAxis } from "./axis.ts";
import { seriesStyles } from "./palette.ts";
import { panelRow } from "./panelRow.ts";
import type { PlotDescription } from "./plotDescription.ts";
import { lineStyle } from "./seriesLook.ts";

const side = 290;

export function portraitDescription(figure: PortraitFigure): PlotDescription {
  const { id, title, caption, axes, panels } = figure;
  const everywhere = (axis: 0 | 1): readonly number[] =>
    panels.flatMap(({ arrows, paths }) => [
      ...arrows.flatMap((a) => [a[axis], a[axis] + a[axis + 2]]),
      ...paths.flatMap((path) => path.map((p) => p[axis])),
    ]);
  const x = valueAxis(axes[0], everywhere(0), 6);
  const y = valueAxis(axes[1], everywhere(1), 6);
  const height = Math.max(140, Math.min(320, (side * (y.domain[1] - y.domain[0])) / (x.domain[1] - x.domain[0])));
  const row = panelRow(
    { x, y, plotWidth: side, plotHeight: height, top: 0 },
    panels.map((panel) => ({ title: panel.title, marks: portraitMarks(panel) })),
  );
  return { id, title, caption, width: row.width, height: row.height, panels: row.panels };
}

function portraitMarks({ arrows, paths }: PortraitFigure["panels"][number]): readonly Markish[] {
  const [style] = seriesStyles(["law"]);
  const ends = paths.filter((path) => path.length > 0);
  return [
    frame({ strokeOpacity: 0.35 }),
    arrow(arrows, {
      x1: "0",
      y1: "1",
      x2: (a) => a[0] + a[2],
      y2: (a) => a[1] + a[3],
      headLength: 4,
      strokeWidth: 1,
      strokeOpacity: 0.45,
      stroke: "currentColor",
    }),
    ...paths.map((path) => line(path, { x: "0", y: "1", ...lineStyle(style), strokeWidth: 1.4 })),
    dot(ends, { x: (path) => path[0][0], y: (path) => path[0][1], r: 2.5, stroke: style.colour }),
    dot(ends, { x: (path) => path[path.length - 1][0], y: (path) => path[path.length - 1][1], r: 2.5, fill: style.colour }),
  ];
}
