/** @file Values per category: grouped upright bars from zero, or a dot plot with one row per category (Cleveland 1984). */
import type { Markish } from "@observablehq/plot";
import { dot, link, rect, ruleX, ruleY, text } from "@observablehq/plot";
import type { CategoryFigure } from "../studies/figureData.ts";
import { valueAxis } from "./axis.ts";
import { bottomSide, gridAtX, gridAtY, leftSide, positionScale, topTitle } from "./frame.ts";
import { barStyle, dotStyle, legendPanel } from "./legend.ts";
import { shortNumber, textWidth, wrapWords } from "./lettering.ts";
import { type SeriesStyle, seriesStyles } from "./palette.ts";
import type { PlotDescription } from "./plotDescription.ts";

const marginRight = 20;

export function categoriesDescription(figure: CategoryFigure): PlotDescription {
  return figure.layout === "vertical" ? barsDescription(figure) : dotsDescription(figure);
}

/** Share of a category's slot that its bars fill. */
const filled = 0.82;

function barsDescription(figure: CategoryFigure): PlotDescription {
  const { categories, series, categoryLabel, valueLabel } = figure;
  const width = Math.min(760, Math.max(440, categories.length * (series.length * 24 + 22) + 80));
  const styles = seriesStyles(series.map(({ name }) => name));
  const key = keyOf(figure, styles, "bar", width);
  const y = valueAxis(
    valueLabel,
    series.flatMap(({ values }) => values),
    6,
    true,
  );
  const left = leftSide(y.ticks);
  const plotWidth = width - left.margin - marginRight;
  const slot = plotWidth / Math.max(1, categories.length);
  const ticks = categories.map((name, i) => ({ at: i, text: wrapWords(name, slot - 6).join("\n") }));
  const x = { label: categoryLabel, ticks, domain: [-0.5, Math.max(1, categories.length) - 0.5] as const };
  const top = topTitle(y.label, width - 16, left.margin);
  const bottom = bottomSide(x, plotWidth);
  const height = top.margin + 270 + bottom.margin;
  const bars = series.flatMap((s, k) => barMarks(s.values, styles[k], k, series.length, slot));
  const marks = [gridAtY(y.ticks), ...bars, ruleY([0]), ...left.marks, ...bottom.marks, ...top.marks];
  const margins = { marginLeft: left.margin, marginRight, marginTop: top.margin, marginBottom: bottom.margin };
  const options = { width, height, ...margins, x: positionScale(x), y: positionScale(y), marks };
  return assembled(figure, key, { x: 0, y: key.height, width, height, options });
}

/** The bars of series `k` of `count`, with their values above them where the bars are wide enough. */
function barMarks(values: readonly number[], style: SeriesStyle, k: number, count: number, slot: number): readonly Markish[] {
  const step = filled / count;
  const left = values.map((_, i) => i - filled / 2 + k * step);
  const marks: Markish[] = [
    rect(values, {
      x1: left,
      x2: left.map((v) => v + step),
      y1: values.map(() => 0),
      y2: [...values],
      insetLeft: 1,
      insetRight: 1,
      ...barStyle(style),
    }),
  ];
  const texts = values.map((value) => (Number.isFinite(value) ? shortNumber(value, 3) : ""));
  const widest = Math.max(0, ...texts.map((t) => textWidth(t, 9)));
  if (widest > step * slot + 2) return marks;
  const label = (above: boolean): Markish => {
    const shown = texts.map((t, i) => (values[i] >= 0 === above ? t : ""));
    const anchor = above ? "bottom" : "top";
    return text(shown, {
      x: left.map((v) => v + step / 2),
      y: [...values],
      text: shown,
      lineAnchor: anchor,
      dy: above ? -3 : 3,
      fontSize: 9,
    });
  };
  return [...marks, label(true), label(false)];
}

function dotsDescription(figure: CategoryFigure): PlotDescription {
  const { categories, series, categoryLabel, valueLabel } = figure;
  const width = 660;
  const styles = seriesStyles(series.map(({ name }) => name));
  const key = keyOf(figure, styles, "point", width);
  const x = valueAxis(
    valueLabel,
    series.flatMap(({ values }) => values),
    7,
    false,
  );
  const names = categories.map((name) => wrapWords(name, 230));
  const rowHeight = 10 + 14 * Math.max(1, ...names.map((lines) => lines.length));
  const y = { label: categoryLabel, domain: [Math.max(1, categories.length) - 0.5, -0.5] as const };
  const left = leftSide(names.map((lines, i) => ({ at: i, text: lines.join("\n") })));
  const top = topTitle(y.label, width - 16, left.margin);
  const bottom = bottomSide(x, width - left.margin - marginRight);
  const height = top.margin + rowHeight * Math.max(1, categories.length) + bottom.margin;
  const [low, high] = x.domain;
  const marks = [
    gridAtX(x.ticks),
    low < 0 && high > 0 ? ruleX([0], { strokeOpacity: 0.5 }) : null,
    ...spanMarks(figure),
    ...series.map(({ values }, k) => dot(values, { x: [...values], y: values.map((_, i) => i), ...dotStyle(styles[k], 4.5) })),
    ...left.marks,
    ...bottom.marks,
    ...top.marks,
  ];
  const margins = { marginLeft: left.margin, marginRight, marginTop: top.margin, marginBottom: bottom.margin };
  const options = { width, height, ...margins, x: positionScale(x), y: positionScale(y), marks };
  return assembled(figure, key, { x: 0, y: key.height, width, height, options });
}

/** A faint line across each row and a thin one between its least and its greatest value. */
function spanMarks({ categories, series }: CategoryFigure): readonly Markish[] {
  const rows = categories.map((_, i) => series.map(({ values }) => values[i]).filter((v) => Number.isFinite(v)));
  const at = rows.map((_, i) => i);
  const low = rows.map((row) => row.reduce((a, b) => Math.min(a, b), row[0] ?? Number.NaN));
  const high = rows.map((row) => row.reduce((a, b) => Math.max(a, b), row[0] ?? Number.NaN));
  return [
    gridAtY(at.map((i) => ({ at: i, text: "" }))),
    link(at, { x1: low, x2: high, y1: at, y2: at, stroke: "currentColor", strokeOpacity: 0.55 }),
  ];
}

function keyOf({ series }: CategoryFigure, styles: readonly SeriesStyle[], shows: "bar" | "point", width: number) {
  return legendPanel(
    series.map(({ name }, k) => ({ name, style: styles[k], shows: [shows] })),
    8,
    0,
    width - 16,
  );
}

function assembled(
  { id, title, caption }: CategoryFigure,
  key: PlotDescription["panels"][number],
  frame: PlotDescription["panels"][number],
): PlotDescription {
  return { id, title, caption, width: frame.width, height: key.height + frame.height, panels: [key, frame] };
}
