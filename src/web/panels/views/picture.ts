/** @file What stands in the five pictures: values, titles, and the words for what is missing. */

import { type Raster, rowRaster, tokenRaster } from "../../parts/raster.ts";
import { binOf, type Histogram, histogram } from "./histogram.ts";
import type { Drawn, LineViews, PlaneViews, TokenViews, Views } from "./record.ts";
import { LAW_TITLES } from "./titles.ts";

export type PaneName = "tilted" | "conditional" | "law" | "samples" | "difference";

export interface Pane {
  readonly name: PaneName;
  readonly title: string;
  /** Null where there is nothing, for the reason in `why`. */
  readonly values: Float64Array | null;
  readonly why: string;
  readonly raster: Raster;
  readonly signed: boolean;
}

/** Samples as shares of each place, or as densities on bins. */
export interface DrawnValues {
  readonly values: Float64Array;
  readonly raster: Raster;
}

export type Mapped = TokenViews | PlaneViews;

/** Raster of the laws. */
export function rasterOf(views: Mapped | LineViews): Raster {
  if (views.kind === "tokens") return views.shown.length === 2 ? tokenRaster(views.alphabet) : rowRaster(views.alphabet, 1, "cells");
  return rowRaster(views.x.length, views.kind === "plane" ? views.y.length : 1, "points");
}

/** The samples on the places of the views; null before there are any, and where they belong to another world. */
export function drawnValues(views: Mapped | LineViews, drawn: Drawn | null): (DrawnValues & { readonly found: Histogram | null }) | null {
  if (!drawn || drawn.n === 0) return null;
  if (views.kind === "tokens") {
    if (drawn.kind !== "tokens" || drawn.alphabet !== views.alphabet || String(drawn.shown) !== String(views.shown)) return null;
    return { values: drawn.counts.map((count) => count / drawn.n), raster: rasterOf(views), found: null };
  }
  const frame = (views.kind === "line" ? [views.grid] : views.grid).map(({ low, high }) => [low, high] as const);
  if (drawn.kind !== "points" || drawn.dimension !== frame.length) return null;
  const found = histogram(drawn.points, drawn.n, frame);
  return { values: found.density, raster: rowRaster(found.bins, frame.length === 1 ? 1 : found.bins, "cells"), found };
}

/** The samples' values at the points of the laws, for differences. */
export function onLaws({ values, raster }: DrawnValues, laws: Raster): Float64Array {
  if (raster.of === laws.of) return values;
  const out = new Float64Array(laws.columns * laws.rows);
  for (let row = 0; row < laws.rows; row++) {
    const up = laws.rows === 1 ? 0 : binOf(row, laws.rows, raster.rows);
    for (let column = 0; column < laws.columns; column++)
      out[row * laws.columns + column] = values[up * raster.columns + binOf(column, laws.columns, raster.columns)] ?? 0;
  }
  return out;
}

/** Conditional, tilted, law, samples and the signed difference, in this order. */
export function panesOf(views: Mapped | LineViews, drawn: Drawn | null, noSamples: string): readonly Pane[] {
  const raster = rasterOf(views);
  const sampled = drawnValues(views, drawn);
  const soon = views.later ? "being computed …" : "";
  const pane = (name: "tilted" | "conditional" | "law", why: string): Pane => ({
    name,
    title: LAW_TITLES[name],
    values: views[name],
    why,
    raster,
    signed: false,
  });
  return [
    pane("conditional", views.missing ?? ""),
    pane("tilted", views.notes[0] ?? views.missing ?? ""),
    pane("law", soon || (views.missing ?? "")),
    {
      name: "samples",
      title: views.missing ? "samples (in place of the law)" : "samples",
      values: sampled?.values ?? null,
      why: noSamples,
      raster: sampled?.raster ?? raster,
      signed: false,
    },
    { name: "difference", raster, signed: true, ...differenceOf(views, sampled, raster) },
  ];
}

function differenceOf(views: Mapped | LineViews, sampled: DrawnValues | null, raster: Raster): Pick<Pane, "title" | "values" | "why"> {
  const { law, tilted, conditional } = views;
  const other = tilted ?? conditional;
  const name = tilted ? "tilted" : "conditional";
  const out = law ?? (views.missing && sampled ? onLaws(sampled, raster) : null);
  const values = out && other ? out.map((value, k) => value - (other[k] ?? 0)) : null;
  return {
    title: `${law || !views.missing ? "law" : "samples"} − ${name}`,
    values,
    why: views.later ? "being computed …" : "nothing to compare",
  };
}

/** Why an experiment has no samples; null where it has. */
export function noSamples({ process }: { readonly process: { readonly kind: string } }): string | null {
  return process.kind === "uniform" ? "of a uniform process the exact law is computed; samples are not drawn" : null;
}

/** How many samples there are, and what became of those that no picture shows. */
export function samplesNote(views: Views, drawn: Drawn): string {
  const said = [`${drawn.n} samples of this experiment's seed`];
  if (drawn.kind === "tokens") {
    const seen = drawn.counts.reduce((sum, count) => sum + count, 0);
    if (drawn.incomplete > 0) said.push(`${drawn.incomplete} with a site still masked`);
    if (seen + drawn.incomplete < drawn.n) said.push(`${seen} at the tokens of the cut`);
  } else {
    if (drawn.lost > 0) said.push(`${drawn.lost} diverged or were lost`);
    const outside = views.kind === "line" || views.kind === "plane" ? (drawnValues(views, drawn)?.found?.outside ?? 0) : 0;
    if (outside > 0) said.push(`${outside} outside the frame`);
  }
  return `${said.join("; ")}${drawn.method ? `. ${drawn.method}` : ""}.`;
}
