/** @file Two-site laws as heat maps: probabilities on one colour scale from 0, then the signed difference on a symmetric one. */
import type { Markish, ScaleOptions } from "@observablehq/plot";
import { link, rect, text } from "@observablehq/plot";
import type { HeatFigure } from "../studies/figureData.ts";
import type { AxisTick } from "./axis.ts";
import { colourBar, colourBarHeight } from "./colourBar.ts";
import { bottomSide, leftSide, linesHeight, positionScale } from "./frame.ts";
import { type RegionAt, regionEdges, regionLabels } from "./heatRegions.ts";
import { cellNumber, textWidth, wrapWords } from "./lettering.ts";
import { diverging, inkOn, sequential } from "./palette.ts";
import { fontPx, type Panel, type PlotDescription } from "./plotDescription.ts";

/** A heat map before it has a place: its values and its colours. */
interface HeatMap {
  readonly title: string;
  readonly values: readonly number[];
  readonly colour: ScaleOptions;
  readonly ramp: (value: number) => string;
  readonly signed: boolean;
}

/** Columns and rows that are drawn: every labelled token and every token with mass. */
interface Grid {
  readonly alphabet: number;
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
  readonly ticks: readonly [readonly AxisTick[], readonly AxisTick[]];
  readonly regionAt: RegionAt | undefined;
}

const gap = 18;
const printedUpTo = 6;

/** Probability panels side by side, the difference last; values printed in the cells up to alphabet 6. */
export function heatDescription(figure: HeatFigure): PlotDescription {
  const grid = gridOf(figure);
  const maps = mapsOf(figure);
  const plotWidth = grid.cell * grid.columns;
  const plotHeight = grid.cell * grid.rows;
  const top = 10 + Math.max(...maps.map(({ title }) => linesHeight(wrapWords(title, plotWidth))));
  const left = leftSide(grid.ticks[1]).margin + 18;
  const bottom = bottomSide({ label: figure.sites[0].label, ticks: grid.ticks[0] }, plotWidth).margin;
  const height = top + plotHeight + bottom;
  const plotLeft = (i: number): number => left + i * (plotWidth + gap) + (i === maps.length - 1 ? gap : 0);
  const panels = maps.map((map, i): Panel => {
    const margin = i === 0 ? left : 8;
    const width = margin + plotWidth + 8;
    const margins = { marginTop: top, marginBottom: bottom, marginLeft: margin, marginRight: 8 };
    return {
      x: plotLeft(i) - margin,
      y: 0,
      width,
      height,
      options: { width, height, ...margins, ...heatOptions(map, grid, figure, i === 0) },
    };
  });
  const last = maps.length - 1;
  const shared = Math.min(340, plotLeft(last - 1) + plotWidth - left);
  const bars = [
    colourBar("probability", maps[0].colour, domainOf(maps[0].colour), { x: left, y: height, width: shared }),
    colourBar("difference of probabilities", maps[last].colour, domainOf(maps[last].colour), {
      x: plotLeft(last),
      y: height,
      width: plotWidth,
    }),
  ];
  const { id, title, caption } = figure;
  return { id, title, caption, width: plotLeft(last) + plotWidth + 18, height: height + colourBarHeight, panels: [...panels, ...bars] };
}

function mapsOf({ panels, difference, top, span }: HeatFigure): readonly HeatMap[] {
  const highest = top ?? (panels.flatMap(({ values }) => values).reduce((a, b) => Math.max(a, b), 0) || 1);
  const furthest = span ?? (difference.values.reduce((a, b) => Math.max(a, Math.abs(b)), 0) || highest);
  const probability: ScaleOptions = { type: "linear", clamp: true, domain: [0, highest], interpolate: sequential };
  const signed: ScaleOptions = { type: "linear", clamp: true, domain: [-furthest, furthest], interpolate: diverging };
  return [
    ...panels.map((panel) => ({ ...panel, colour: probability, ramp: (v: number) => sequential(v / highest), signed: false })),
    { ...difference, colour: signed, ramp: (v: number) => diverging((v / furthest + 1) / 2), signed: true },
  ];
}

function domainOf(colour: ScaleOptions): readonly [number, number] {
  const [low, high] = [...(colour.domain ?? [])].map(Number);
  return [low, high];
}

function gridOf({ alphabet, sites, panels, difference, regions }: HeatFigure): Grid {
  const laws = [...panels, difference].map(({ values }) => values);
  const used = (index: number): boolean => laws.some((values) => values[index] !== 0) || (regions?.[index] ?? "") !== "";
  let columns = sites[0].ticks.length;
  let rows = sites[1].ticks.length;
  for (let index = 0; index < alphabet * alphabet; index++) {
    if (!used(index)) continue;
    columns = Math.max(columns, Math.floor(index / alphabet) + 1);
    rows = Math.max(rows, (index % alphabet) + 1);
  }
  const most = Math.max(columns, rows);
  const cell = most <= 3 ? 60 : most <= 4 ? 52 : most <= printedUpTo ? 210 / most : Math.max(4, 200 / most);
  const inside = (i: number, j: number): boolean => i >= 0 && i < columns && j >= 0 && j < rows;
  return {
    alphabet,
    columns,
    rows,
    cell,
    ticks: [tokenTicks(sites[0].ticks, cell, true), tokenTicks(sites[1].ticks, cell, false)],
    regionAt: regions === undefined ? undefined : (i, j) => (inside(i, j) ? (regions[i * alphabet + j] ?? "") : ""),
  };
}

/** A tick in the middle of each token's cells: words wrap into the cell's width, every n-th is shown where they would touch. */
function tokenTicks(names: readonly string[], cell: number, horizontal: boolean): readonly AxisTick[] {
  const wrapped = names.map((name) => (horizontal ? wrapWords(name, Math.max(cell - 4, 30)) : [name]));
  const widest = Math.max(0, ...wrapped.flat().map((line) => textWidth(line)));
  const stride = Math.ceil((horizontal ? widest + 4 : fontPx + 2) / cell);
  return wrapped.map((lines, i) => ({ at: i + 0.5, text: lines.join("\n") })).filter((_, i) => i % stride === 0);
}

function heatOptions(map: HeatMap, grid: Grid, { sites }: HeatFigure, first: boolean) {
  const { cell, columns, rows } = grid;
  const xAxis = { label: sites[0].label, ticks: grid.ticks[0], domain: [0, columns] as const };
  const title = wrapWords(map.title, columns * cell).join("\n");
  const marks: Markish[] = [
    ...cellMarks(map, grid),
    ...(grid.regionAt === undefined ? [] : regionMarks(grid.regionAt, grid)),
    ...bottomSide(xAxis, columns * cell).marks,
    text([title], { frameAnchor: "top", lineAnchor: "bottom", lineHeight: 1.2, dy: -6, fontWeight: "bold" }),
  ];
  if (first) {
    marks.push(...leftSide(grid.ticks[1]).marks);
    marks.push(
      text([sites[1].label], { frameAnchor: "left", textAnchor: "middle", rotate: -90, dx: 8 - leftSide(grid.ticks[1]).margin - 16 }),
    );
  }
  const y = { label: sites[1].label, domain: [0, rows] as const };
  return { x: positionScale(xAxis), y: positionScale(y), color: map.colour, marks };
}

function cellMarks({ values, ramp, signed }: HeatMap, { alphabet, columns, rows, cell }: Grid): readonly Markish[] {
  const cells = Array.from({ length: columns * rows }, (_, index) => {
    const column = Math.floor(index / rows);
    const row = index % rows;
    const value = values[column * alphabet + row];
    return { column, row, value, ink: inkOn(ramp(value)) };
  });
  const fill = rect(cells, {
    x1: "column",
    x2: (d) => d.column + 1,
    y1: "row",
    y2: (d) => d.row + 1,
    fill: "value",
    inset: cell > 12 ? 0.5 : 0,
  });
  if (Math.max(columns, rows) > printedUpTo) return [fill];
  const decimals = cell >= 50 ? 3 : 2;
  const print = (ink: string): Markish =>
    text(
      cells.filter((d) => d.ink === ink),
      {
        x: (d) => d.column + 0.5,
        y: (d) => d.row + 0.5,
        text: (d) => cellNumber(d.value, decimals, signed),
        fill: ink,
        fontSize: cell >= 50 ? fontPx : 9.5,
      },
    );
  return [fill, print("#111111"), print("#ffffff")];
}

function regionMarks(at: RegionAt, { columns, rows, cell }: Grid): readonly Markish[] {
  const edges = regionEdges(at, columns, rows);
  const ends = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", strokeLinecap: "square" } as const;
  const size = Math.min(10, Math.max(8, cell / 4));
  return [
    link(edges, { ...ends, stroke: "#ffffff", strokeWidth: 3.4 }),
    link(edges, { ...ends, stroke: "#111111", strokeWidth: 1.6 }),
    text(regionLabels(at, columns, rows), {
      x: "column",
      y: (d) => d.row + 1,
      text: "name",
      dx: 4,
      dy: 4,
      textAnchor: "start",
      lineAnchor: "top",
      fontSize: size,
      fontWeight: "bold",
      fill: "#111111",
      stroke: "#ffffff",
      strokeWidth: 2.5,
    }),
  ];
}
