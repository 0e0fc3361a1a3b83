/** @file Laws over one axis as drawings: curves on the line, a stem for each token of a site; the difference below. */
import { areaY, axisX, axisY, dot, gridY, line, type Markish, type PlotOptions, rectY, ruleX, ruleY } from "@observablehq/plot";
import { seriesStyles } from "../../../figures/palette.ts";
import { cellTicks, valueTicks } from "../../parts/mapTicks.ts";
import type { Scale } from "../../state/labState.ts";
import type { Pane, PaneName } from "./picture.ts";
import type { LineViews, TokenViews } from "./record.ts";

/** Pixels around the frame, the same of both drawings. */
export const MARGINS = { marginLeft: 52, marginRight: 12, marginTop: 14, marginBottom: 36 } as const;

type Lined = LineViews | TokenViews;

/** In the order in which they are drawn; `law` last, over the others. */
const SERIES = ["conditional", "tilted", "law"] as const;
/** Pixels that stems of one token stand apart. */
const APART = 6;

export interface Look {
  readonly colour: string;
  readonly dash: string;
}

const styles = seriesStyles(SERIES);

export function lookOf(name: PaneName): Look {
  const style = styles[SERIES.findIndex((series) => `${series}` === name)];
  return style ? { colour: `var(--${name}, ${style.colour})`, dash: style.dash } : { colour: "var(--field)", dash: "" };
}

/** Laws and samples, from 0 to the scale's top. */
export function lawsChart(views: Lined, panes: readonly Pane[], { top }: Scale, width: number): PlotOptions {
  const valuesOf = (name: PaneName): Pane | undefined => panes.find((pane) => pane.name === name && pane.values !== null);
  const samples = valuesOf("samples");
  const marks: Markish[] = [gridY({ strokeOpacity: 0.12 }), ...(samples ? [samplesMark(views, samples)] : [])];
  for (const [k, name] of SERIES.entries()) {
    const pane = valuesOf(name);
    if (pane?.values) marks.push(...lawMarks(views, name, pane.values, (k - 1) * APART));
  }
  return {
    ...frameOf(views, width),
    height: 250,
    y: { domain: [0, top], label: null, axis: null },
    marks: [...marks, ...axes(views, width)],
  };
}

/** The signed difference, from −span to span. */
export function differenceChart(views: Lined, panes: readonly Pane[], { span }: Scale, width: number): PlotOptions {
  const values = panes.find(({ name }) => name === "difference")?.values;
  const y = Array.from(values ?? []);
  const colours = [
    { keep: (value: number) => Math.max(0, value), fill: "#8073ac" },
    { keep: (value: number) => Math.min(0, value), fill: "#e08214" },
  ];
  const marks = colours.map(
    ({ keep, fill }): Markish =>
      views.kind === "line"
        ? areaY(y, { x: Array.from(views.x), y: y.map(keep), fill, clip: true })
        : rectY(y, { x1: (_, k) => k - 0.3, x2: (_, k) => k + 0.3, y: y.map(keep), fill, clip: true }),
  );
  return {
    ...frameOf(views, width),
    height: 150,
    y: { domain: [-span, span], label: null, axis: null },
    marks: [gridY({ strokeOpacity: 0.12 }), ...marks, ruleY([0]), ...axes(views, width)],
  };
}

function frameOf(views: Lined, width: number): PlotOptions {
  return { ...MARGINS, width, x: { domain: domainOf(views), label: null, axis: null } };
}

function domainOf(views: Lined): [number, number] {
  return views.kind === "line" ? [views.grid.low, views.grid.high] : [-0.5, views.alphabet - 0.5];
}

function axes(views: Lined, width: number): readonly Markish[] {
  const inside = Math.max(50, width - MARGINS.marginLeft - MARGINS.marginRight);
  const [low, high] = domainOf(views);
  const ticks =
    views.kind === "line"
      ? valueTicks([low, high], inside)
      : cellTicks(views.sites[views.shown[0] ?? 0]?.ticks ?? [], views.alphabet, inside, false);
  const at = ticks.map(({ share }) => low + share * (high - low));
  return [axisX(at, { label: null, tickFormat: (_: number, k: number) => ticks[k]?.text ?? "" }), axisY({ label: null, ticks: 5 })];
}

function samplesMark(views: Lined, { values, raster }: Pane): Markish {
  const [low, high] = domainOf(views);
  const size = (high - low) / raster.columns;
  const air = views.kind === "line" ? 0 : 0.12 * size;
  return rectY(Array.from(values ?? []), {
    x1: (_, k) => low + k * size + air,
    x2: (_, k) => low + (k + 1) * size - air,
    y: (value) => value,
    fill: "currentColor",
    fillOpacity: 0.16,
    clip: true,
  });
}

function lawMarks(views: Lined, name: (typeof SERIES)[number], values: Float64Array, dx: number): readonly Markish[] {
  const { colour, dash } = lookOf(name);
  const y = Array.from(values);
  if (views.kind === "line") {
    const finite = y.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    return [
      line(y, {
        x: Array.from(views.x),
        y: finite,
        stroke: colour,
        strokeWidth: 2,
        ...(dash ? { strokeDasharray: dash } : {}),
        clip: true,
      }),
    ];
  }
  const at = y.map((_, k) => k);
  const style = styles[SERIES.indexOf(name)];
  return [
    ruleX(y, { x: at, y1: 0, y2: y, dx, stroke: colour, strokeWidth: 2, ...(dash ? { strokeDasharray: dash } : {}), clip: true }),
    dot(y, {
      x: at,
      y,
      dx,
      r: 4,
      symbol: style?.symbol ?? "circle",
      stroke: colour,
      fill: style?.filled ? colour : "var(--card)",
      clip: true,
    }),
  ];
}
