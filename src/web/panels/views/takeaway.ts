/** @file What can be carried away from the four views: what is on screen, as figures, arrays and a command. */
import type { NpzArray } from "../../../files/npzBytes.ts";
import { setting } from "../../../studies/continuous/figuresSetting.ts";
import { type Experiment, isContinuous } from "../../../studies/experiment.ts";
import type { CategoryFigure, CurveFigure, DensityFigure, EllipseFigure, FigureData, HeatFigure } from "../../../studies/figureData.ts";
import type { Takeaway } from "../../export/takeaway.ts";
import type { Scale } from "../../state/labState.ts";
import { shownSites } from "./answering/slice.ts";
import { ellipsesOf } from "./ellipse.ts";
import { gridText } from "./frame.ts";
import { binPoints } from "./histogram.ts";
import { type Pane, samplesNote } from "./picture.ts";
import type { Drawn, LineViews, MomentViews, PlaneViews, TokenViews, Views } from "./record.ts";
import { LAW_TITLES } from "./titles.ts";

export interface Shown {
  readonly views: Views;
  readonly panes: readonly Pane[];
  readonly scale: Scale;
  readonly drawn: Drawn | null;
  readonly axes: readonly [number, number];
  readonly experiment: Experiment;
  readonly samples: number;
}

/** Samples that a figure draws as points at most. */
const MOST_POINTS = 5000;

export function takeawayOf(shown: Shown): Takeaway {
  return { figures: figuresOf(shown), arrays: arraysOf(shown), command: commandOf(shown) };
}

/** For the same numbers; of samples alone the command that draws them. */
function commandOf({ views, samples }: Shown): string {
  if (views.missing !== null) return `sample EXP -n ${samples}`;
  if (views.kind === "line") return `law EXP --grid "${gridText([views.grid])}"`;
  return views.kind === "plane" ? `law EXP --grid "${gridText(views.grid)}"` : "law EXP";
}

function figuresOf(shown: Shown): readonly FigureData[] {
  const { views } = shown;
  switch (views.kind) {
    case "tokens":
      return [views.shown.length === 1 ? oneSite(shown, views) : twoSites(shown, views)];
    case "line":
      return onLine(shown, views);
    case "plane":
      return [inPlane(shown, views)];
    case "moments":
      return [moments(shown, views)];
    case "cloud":
      return [];
  }
}

function headOf(
  { experiment, views, drawn }: Shown,
  id: string,
): { readonly id: string; readonly title: string; readonly caption: string } {
  const { w } = experiment.guidance;
  const weight = typeof w === "number" ? `w = ${w}` : "w changes along the way";
  const law = views.method ? `Law: ${views.method}.` : `No exact law: ${views.missing ?? "not computed yet"}.`;
  const about = isContinuous(experiment) ? setting(experiment) : maskedSetting(experiment, weight);
  const notes = [...views.notes, ...(drawn ? [samplesNote(views, drawn)] : [])];
  return { id, title: `What comes out and what was wanted, ${weight}`, caption: [about, law, ...notes].join(" ") };
}

function maskedSetting(
  { world, target, guidance, sampler }: Exclude<Experiment, { world: { dimension: number } }>,
  weight: string,
): string {
  const kind = world.kind === "preset" ? world.name : world.kind;
  return `${target === undefined ? `An explicit pair (${kind})` : `Class ${target} of ${kind}`}; rule ${guidance.rule}, ${weight}; sampler ${sampler.kind}.`;
}

interface Filled {
  readonly title: string;
  readonly values: Float64Array;
}

const filled = (panes: readonly Pane[], signed = false): readonly Filled[] =>
  panes.flatMap(({ title, values, signed: own }) => (values && own === signed ? [{ title, values }] : []));

const listed = ({ title, values }: Filled) => ({ title, values: [...values] });

function oneSite(shown: Shown, { sites, shown: [site = 0], alphabet }: TokenViews): CategoryFigure {
  const { label = "", ticks = [] } = sites[site] ?? {};
  return {
    kind: "categories",
    ...headOf(shown, "views"),
    layout: alphabet > 8 ? "horizontal" : "vertical",
    categoryLabel: label,
    valueLabel: "probability",
    categories: ticks,
    series: filled(shown.panes).map(({ title, values }) => ({ name: title, values: [...values.subarray(0, ticks.length)] })),
  };
}

function twoSites(shown: Shown, { sites, shown: [a = 0, b = 1], alphabet, regions }: TokenViews): HeatFigure {
  const [difference] = filled(shown.panes, true);
  const none = { title: "difference", values: new Array<number>(alphabet * alphabet).fill(0) };
  const blank = { label: "", ticks: [] };
  return {
    kind: "heat",
    ...headOf(shown, "views"),
    alphabet,
    sites: [sites[a] ?? blank, sites[b] ?? blank],
    panels: filled(shown.panes).map(listed),
    top: shown.scale.top,
    span: shown.scale.span,
    difference: difference ? listed(difference) : none,
    ...(regions && a < b ? { regions } : {}),
  };
}

function onLine(shown: Shown, { x, grid }: LineViews): readonly CurveFigure[] {
  const at = [...x];
  const axis = { label: "x", scale: "linear" as const, shown: [grid.low, grid.high] as const };
  const finite = (values: Float64Array): (number | null)[] => Array.from(values, (value) => (Number.isFinite(value) ? value : null));
  const { top, span } = shown.scale;
  const laws = shown.panes.flatMap(({ name, title, values, raster, signed }): CurveFigure["series"] => {
    if (!values || signed) return [];
    if (name !== "samples") return [{ name: title, mark: "line", x: at, y: finite(values) }];
    return [{ name: title, mark: "points", x: binPoints(grid, raster.columns), y: [...values] }];
  });
  const [difference] = filled(shown.panes, true);
  const density: CurveFigure = {
    kind: "curves",
    ...headOf(shown, "views"),
    x: axis,
    y: { label: "density", scale: "linear", shown: [0, top] },
    series: laws,
  };
  if (!difference) return [density];
  const below: CurveFigure = {
    kind: "curves",
    ...headOf(shown, "views-difference"),
    x: axis,
    y: { label: `${difference.title}, densities`, scale: "linear", shown: [-span, span] },
    series: [{ name: difference.title, mark: "line", x: at, y: finite(difference.values) }],
  };
  return [density, below];
}

function inPlane(shown: Shown, { x, y, grid }: PlaneViews): DensityFigure {
  const size = x.length * y.length;
  const [difference] = filled(shown.panes, true);
  const laws = shown.panes.flatMap(({ name, title, values, signed }) =>
    values && !signed && name !== "samples" ? [{ title, values }] : [],
  );
  const samples = shown.panes.find(({ name }) => name === "samples");
  const points = pointsInside(shown.drawn, grid);
  return {
    kind: "densities",
    ...headOf(shown, "views"),
    axes: ["x₁", "x₂"],
    x: [...x],
    y: [...y],
    panels: [
      ...laws.map(listed),
      ...(points && samples ? [{ title: samples.title, values: new Array<number>(size).fill(0), points }] : []),
    ],
    top: shown.scale.top,
    difference: difference ? listed(difference) : { title: "difference", values: new Array<number>(size).fill(0) },
  };
}

function pointsInside(drawn: Drawn | null, [x, y]: PlaneViews["grid"]): readonly (readonly [number, number])[] | null {
  if (drawn?.kind !== "points" || drawn.dimension !== 2) return null;
  const pairs = Array.from(
    { length: drawn.points.length / 2 },
    (_, k) => [drawn.points[2 * k] ?? 0, drawn.points[2 * k + 1] ?? 0] as const,
  );
  return pairs.filter(([a, b]) => a >= x.low && a <= x.high && b >= y.low && b <= y.high).slice(0, MOST_POINTS);
}

function moments(shown: Shown, views: MomentViews): EllipseFigure {
  const axes = shownSites(views.dimension, shown.axes);
  const { w } = shown.experiment.guidance;
  return {
    kind: "ellipses",
    ...headOf(shown, "views"),
    sites: [`x${(axes[0] ?? 0) + 1}`, `x${(axes[1] ?? 1) + 1}`],
    ellipses: ellipsesOf(views, axes).map(({ name, mean, covariance }) => ({
      series: LAW_TITLES[name],
      w: typeof w === "number" ? w : Number.NaN,
      mean,
      covariance,
    })),
  };
}

/** Laws by name, the axes they stand on, and samples: counts of tokens, or points. */
function arraysOf({ views, panes, drawn }: Shown): Readonly<Record<string, NpzArray>> {
  const arrays: Record<string, NpzArray> = {};
  if (views.kind === "moments") {
    const { dimension } = views;
    for (const name of ["conditional", "tilted", "law"] as const) {
      const law = views[name];
      if (!law) continue;
      arrays[`${name}_mean`] = { data: law.mean, shape: [dimension] };
      arrays[`${name}_covariance`] = { data: law.covariance, shape: [dimension, dimension] };
    }
  }
  if (views.kind === "line" || views.kind === "plane") arrays.x = { data: views.x, shape: [views.x.length] };
  if (views.kind === "plane") arrays.y = { data: views.y, shape: [views.y.length] };
  for (const { name, values, raster } of panes) {
    if (!values || (name === "samples" && views.kind !== "tokens")) continue;
    arrays[name] = { data: values, shape: raster.rows === 1 ? [raster.columns] : [raster.rows, raster.columns] };
  }
  if (drawn?.kind === "points") {
    const wide = drawn.dimension === 1 ? 1 : 2;
    arrays.points = { data: drawn.points, shape: [drawn.points.length / wide, wide] };
  }
  return arrays;
}
