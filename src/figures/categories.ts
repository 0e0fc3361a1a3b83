/** @file Values per category: grouped upright bars from zero, or a dot plot with one row per category (Cleveland 1984). */
import type { Markish } from "@observablehq/plot";
import { dot, link, rect, ruleX, ruleY, text } from "@observablehq/plot";
import type { CategoryFigure } from "../studies/figureData.ts";
import { valueAxis } from "./axis.ts";
import { bottomSide, framedPanel, gridAtX, gridAtY, keyedFigure, leftSide, topTitle } from "./frame.ts";
import { legendPanel } from "./legend.ts";
import { shortNumber, textWidth, wrapWords } from "./lettering.ts";
import { type SeriesStyle, seriesStyles } from "./palette.ts";
import type { Panel, PlotDescription } from "./plotDescription.ts";
import { barStyle, dotStyle, inked } from "./seriesLook.ts";

const marginRight = 20;
/** Share of a category's slot that its bars fill. */
const filled = 0.82;
const valuePx = 9;

export function categoriesDescription(figure: CategoryFigure): PlotDescription {
  return figure.layout === "vertical" ? barsDescription(figure) : dotsDescription(figure);
}

function barsDescription(figure: CategoryFigure): PlotDescription {
  const { categories, series } = figure;
  const count = Math.max(1, categories.length);
  const width = Math.min(820, Math.max(440, count * (series.length * 28 + 22) + 80));
  const styles = seriesStyles(series.map(({ name }) => name));
  const key = keyOf(figure, styles, "bar", width);
  const withAir = valuesOf(figure).flatMap((value) => [value, 1.07 * value]);
  const y = valueAxis(figure.valueLabel, [...withAir, 0], 6);
  const left = leftSide(y.ticks);
  const plotWidth = width - left.margin - marginRight;
  const slot = plotWidth / count;
  const ticks = categories.map((name, i) => ({ at: i, text: wrapWords(name, slot - 6).join("\n") }));
  const x = { label: figure.categoryLabel, ticks, domain: [-0.5, count - 0.5] as const };
  const top = topTitle(y.label, width - 16, left.margin);
  const bottom = bottomSide(x, plotWidth);
  const framing = { x: 0, y: key.height, width, plotHeight: 270, marginRight, left, top, bottom };
  const bars = series.flatMap(({ values }, k) => barMarks(values, styles[k], k, series.length, slot));
  return keyedFigure(figure, key, framedPanel(framing, x, y, [gridAtY(y.ticks), ...bars, ruleY([0])]));
}

/** The bars of series `k` of `count`, with their values at their ends where the bars are wide enough. */
function barMarks(values: readonly number[], style: SeriesStyle, k: number, count: number, slot: number): readonly Markish[] {
  const step = filled / count;
  const left = values.map((_, i) => i - filled / 2 + k * step);
  const right = left.map((at) => at + step);
  const zero = values.map(() => 0);
  const y2 = [...values];
  const sides = { x1: left, x2: right, y1: zero, y2, insetLeft: 1, insetRight: 1 };
  const bars = inked(style, (s) => rect(values, { ...sides, ...barStyle(s) }));
  const texts = values.map((value) => (Number.isFinite(value) ? shortNumber(value, 3) : ""));
  const widest = Math.max(0, ...texts.map((t) => textWidth(t, valuePx)));
  if (widest > step * slot) return bars;
  const middle = left.map((at) => at + step / 2);
  const atEnds = (above: boolean): Markish => {
    const shown = texts.map((t, i) => (values[i] >= 0 === above ? t : ""));
    return text(shown, { x: middle, y: y2, lineAnchor: above ? "bottom" : "top", dy: above ? -3 : 3, fontSize: valuePx });
  };
  return [...bars, atEnds(true), atEnds(false)];
}

function dotsDescription(figure: CategoryFigure): PlotDescription {
  const { categories, series } = figure;
  const width = 660;
  const styles = seriesStyles(series.map(({ name }) => name));
  const key = keyOf(figure, styles, "point", width);
  const x = valueAxis(figure.valueLabel, valuesOf(figure), 7);
  const names = categories.map((name) => wrapWords(name, 230));
  const rowHeight = 10 + 14 * Math.max(1, ...names.map((lines) => lines.length));
  const count = Math.max(1, categories.length);
  const y = { label: figure.categoryLabel, domain: [count - 0.5, -0.5] as const };
  const left = leftSide(names.map((lines, i) => ({ at: i, text: lines.join("\n") })));
  const top = topTitle(y.label, width - 16, left.margin);
  const bottom = bottomSide(x, width - left.margin - marginRight);
  const framing = { x: 0, y: key.height, width, plotHeight: rowHeight * count, marginRight, left, top, bottom };
  const [low, high] = x.domain;
  const marks = [
    gridAtX(x.ticks),
    low < 0 && high > 0 ? ruleX([0], { strokeOpacity: 0.5 }) : null,
    ...spanMarks(figure),
    ...series.flatMap(({ values }, k) =>
      inked(styles[k], (style) => dot(values, { x: [...values], y: values.map((_, i) => i), ...dotStyle(style, 4.5) })),
    ),
  ];
  return keyedFigure(figure, key, framedPanel(framing, x, y, marks));
}

/** A faint line across each row and a thin one between its least and its greatest value. */
function spanMarks({ categories, series }: CategoryFigure): readonly Markish[] {
  const rows = categories.map((_, i) => series.map(({ values }) => values[i]).filter((value) => Number.isFinite(value)));
  const at = rows.map((_, i) => i);
  const x1 = rows.map((row) => row.reduce((a, b) => Math.min(a, b), row[0] ?? Number.NaN));
  const x2 = rows.map((row) => row.reduce((a, b) => Math.max(a, b), row[0] ?? Number.NaN));
  const faint = gridAtY(at.map((i) => ({ at: i, text: "" })));
  return [faint, link(at, { x1, x2, y1: at, y2: at, stroke: "currentColor", strokeOpacity: 0.55 })];
}

const valuesOf = ({ series }: CategoryFigure): readonly number[] => series.flatMap(({ values }) => values);

function keyOf({ series }: CategoryFigure, styles: readonly SeriesStyle[], shows: "bar" | "point", width: number): Panel {
  const entries = series.map(({ name }, k) => ({ name, style: styles[k], shows: [shows] }));
  return legendPanel(entries, 8, 0, width - 16);
}
