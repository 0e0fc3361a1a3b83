import { BadInput } from "../../numerics/badInput.ts";
import type { PointsWorldSpec } from "../../worlds/continuous/pointsWorld.ts";
import type { TextTable } from "../../worlds/masked/counts.ts";
import type { ContinuousWorld } from "./schema.ts";

type PointsFile = Extract<ContinuousWorld, { readonly kind: "points"; readonly file: string }>;

/**
 * A table of cases as clouds of points: a class weighs as many cases as it has.
 *
 * @throws BadInput naming `world.coordinates`, `world.class` or the cell that is no number
 */
export function pointsTable({ file, coordinates, class: label, bandwidth }: PointsFile, table: TextTable): PointsWorldSpec {
  coordinates.forEach((name, i) => {
    if (!table.columns.includes(name))
      throw new BadInput(`world.coordinates[${i}]`, `one of the columns ${table.columns.join(", ")}`, name);
  });
  if (!table.columns.includes(label)) throw new BadInput("world.class", `one of the columns ${table.columns.join(", ")}`, label);
  if (table.rows.length === 0) throw new BadInput("world.file", "a table of at least one row", 0);
  const points = new Map<string, number[][]>();
  table.rows.forEach((row, i) => {
    const name = row[label] ?? "";
    const point = coordinates.map((column) => coordinate(`${file} row ${i + 1}, ${column}`, row[column] ?? ""));
    const list = points.get(name);
    if (list) list.push(point);
    else points.set(name, [point]);
  });
  const classes = Object.fromEntries([...points].map(([name, list]) => [name, { weight: list.length, points: list }]));
  return { dimension: coordinates.length, bandwidth, classes };
}

function coordinate(cell: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new BadInput(cell, "a finite number", text);
  return value;
}
