/** @file The numbers at one place, of all pictures. */
import { short } from "../../parts/format.ts";
import { type Place, type Raster, spotAt } from "../../parts/raster.ts";
import type { Pane } from "./picture.ts";
import type { LineViews, PlaneViews, TokenViews } from "./record.ts";

export interface Reading {
  /** `site 0 = 2, site 1 = 3` or `x₁ = 0.5, x₂ = 1.2`. */
  readonly where: string;
  readonly region: string | null;
  readonly rows: readonly { readonly name: string; readonly title: string; readonly value: number | null }[];
}

/** @param raster of the laws: the place is moved to the nearest of its values */
export function readingAt(views: TokenViews | LineViews | PlaneViews, panes: readonly Pane[], raster: Raster, place: Place): Reading {
  const { column, row, index } = spotAt(raster, place);
  return {
    where: whereOf(views, column, row),
    region: (views.kind === "tokens" && views.regions?.[regionIndex(views, index)]) || null,
    rows: panes.map(({ name, title, values, raster: own }) => ({
      name,
      title,
      value: values ? (values[spotAt(own, place).index] ?? null) : null,
    })),
  };
}

/** Regions are kept by the world's own sites, which may be shown in the other order. */
export function regionIndex({ alphabet, shown }: TokenViews, index: number): number {
  return shown[0] === 1 && shown[1] === 0 ? (index % alphabet) * alphabet + Math.floor(index / alphabet) : index;
}

function whereOf(views: TokenViews | LineViews | PlaneViews, column: number, row: number): string {
  if (views.kind === "line") return `x = ${short(views.x[column] ?? 0)}`;
  if (views.kind === "plane") return `x₁ = ${short(views.x[column] ?? 0)}, x₂ = ${short(views.y[row] ?? 0)}`;
  const said = views.shown.map((site, k) => {
    const token = k === 0 ? column : row;
    const of = views.sites[site];
    return `${of?.label ?? site} = ${of?.ticks[token] ?? token}`;
  });
  return said.join(", ");
}

/** In one sentence, for those who do not see the table. */
export function inWords({ where, region, rows }: Reading): string {
  const numbers = rows.map(({ title, value }) => `${title} ${value === null ? "not known" : short(value)}`);
  return `${where}${region ? `, region ${region}` : ""}: ${numbers.join("; ")}`;
}
