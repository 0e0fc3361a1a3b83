/** @file Trajectories on their way from noise to data: thin paths, their mean, and one standard deviation on either side. */
import type { Markish } from "@observablehq/plot";
import { areaY, line, ruleY, text } from "@observablehq/plot";
import type { FanFigure } from "../studies/figureData.ts";
import { type DrawnAxis, drawnAxis } from "./axis.ts";
import { gridAtX, gridAtY } from "./frame.ts";
import { legendPanel } from "./legend.ts";
import { textWidth } from "./lettering.ts";
import { seriesStyles } from "./palette.ts";
import { panelRow } from "./panelRow.ts";
import type { Panel, PlotDescription } from "./plotDescription.ts";
import { lineStyle } from "./seriesLook.ts";

const plotHeight = 230;
const widest = 900;

/** Panels on the same axes, two a row where there are more than three. */
export function fanDescription(figure: FanFigure): PlotDescription {
  const { id, title, caption, panels, levels } = figure;
  const x = inSamplingOrder(
    drawnAxis(
      figure.x,
      panels.flatMap((panel) => panel.x),
      6,
    ),
    panels[0].x,
  );
  const y = drawnAxis(
    figure.y,
    [
      ...panels.flatMap(({ mean, sd, paths }) => [...mean.flatMap((m, i) => [m - sd[i], m + sd[i]]), ...paths.flat()]),
      ...levels.map(({ y: at }) => at),
    ],
    7,
  );
  const [meanStyle] = seriesStyles(["law"]);
  const pathStyle = { ...seriesStyles(["one trajectory"])[0], dash: "" };
  const perRow = panels.length > 3 ? 2 : panels.length;
  const right = Math.max(8, ...levels.map(({ label }) => 10 + Math.ceil(textWidth(label))));
  const plotWidth = Math.min(380, (widest - 60 - right) / perRow - 22);
  const drawn = panels.map((panel, i) => ({
    title: panel.title,
    marks: fanMarks(panel, i === panels.length - 1 || i % perRow === perRow - 1),
  }));
  const rows = chunks(drawn, perRow).map((parts) => panelRow({ x, y, plotWidth, plotHeight, top: 0, right }, parts));
  const width = Math.max(340, rows[0].width);
  const key = legendPanel(
    [
      { name: "mean, and the band of one standard deviation", style: meanStyle, shows: ["line"] },
      { name: "single trajectories", style: pathStyle, shows: ["line"] },
    ],
    8,
    0,
    width - 16,
  );
  let height = key.height;
  const placed = rows.flatMap((row): readonly Panel[] => {
    const top = height;
    height += row.height;
    return row.panels.map((panel) => ({ ...panel, y: top }));
  });
  return { id, title, caption, width, height, panels: [key, ...placed] };

  function fanMarks({ x: times, mean, sd, paths }: FanFigure["panels"][number], last: boolean): readonly Markish[] {
    const at = times.map(x.position);
    const thin = { ...lineStyle(pathStyle), strokeWidth: 0.8, strokeOpacity: 0.7 };
    return [
      gridAtX(x.ticks),
      gridAtY(y.ticks),
      areaY(at, {
        x: at,
        y1: mean.map((m, i) => y.position(m - sd[i])),
        y2: mean.map((m, i) => y.position(m + sd[i])),
        fill: meanStyle.colour,
        fillOpacity: 0.22,
      }),
      ...paths.map((path) => line(at, { x: at, y: path.map(y.position), ...thin })),
      line(at, { x: at, y: mean.map(y.position), ...lineStyle(meanStyle) }),
      ...levels.map(({ y: level }) => ruleY([y.position(level)], { strokeDasharray: "3 3", strokeOpacity: 0.8 })),
      ...(last ? levels.map(levelName) : []),
    ];
  }

  /** Right of the frame; the highest stands on its line and the lowest hangs from it, so that near levels keep apart. */
  function levelName({ y: level, label }: FanFigure["levels"][number]): Markish {
    const others = levels.filter((other) => other.y !== level);
    const lineAnchor =
      others.length === 0
        ? "middle"
        : others.every((other) => other.y < level)
          ? "bottom"
          : others.every((other) => other.y > level)
            ? "top"
            : "middle";
    return text([label], { x: [x.domain[1]], y: [y.position(level)], textAnchor: "start", lineAnchor, dx: 6 });
  }
}

/** Time falls during sampling: where the first point has the largest value, the axis runs from large to small. */
function inSamplingOrder(axis: DrawnAxis, times: readonly number[]): DrawnAxis {
  const falls = axis.position(times[0]) > axis.position(times[times.length - 1]);
  return falls ? { ...axis, domain: [axis.domain[1], axis.domain[0]] } : axis;
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));
}
