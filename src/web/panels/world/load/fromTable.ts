/** @file A table of text as a world: of tokens by counting, or of points. The same functions as the command line's. */
import { BadInput } from "../../../../numerics/badInput.ts";
import { pointsTable } from "../../../../studies/continuous/pointsTable.ts";
import { type CountsSpec, countsWorld, type TextTable } from "../../../../worlds/masked/counts.ts";
import type { WorldFile } from "../described.ts";
import { MOST_NUMBERS, sizeFault } from "./limits.ts";

export interface LoadedWorld {
  readonly world: WorldFile;
  /** What the reader should know of it. */
  readonly notes: readonly string[];
}

/** @throws BadInput as `countsWorld`, and for a world too large for the lab */
export function countedWorld(spec: CountsSpec, table: TextTable): LoadedWorld {
  const kinds = new Set(table.rows.map((row) => row[spec.class])).size;
  const check = ({ alphabet, length }: { readonly alphabet: number; readonly length: number }): void => {
    const numbers = kinds * alphabet ** length;
    if (numbers > MOST_NUMBERS) throw new BadInput("table", `of at most ${MOST_NUMBERS} cells, its classes together`, numbers);
  };
  const { alphabet, length, classes, labels = [] } = countsWorld(spec, table, check);
  const written = Object.fromEntries(classes.map(({ name, weight, law }) => [name, { weight, law: Array.from(law) }]));
  const notes = labels.map(
    ({ site, levels }, i) => `site ${i} is ${site}: ${levels.map((level, token) => `${token} ${level}`).join(", ")}`,
  );
  return { world: { kind: "table", alphabet, length, classes: written }, notes };
}

export interface PointsColumns {
  readonly coordinates: readonly string[];
  readonly class: string;
  readonly bandwidth: number;
}

/** @throws BadInput as `pointsTable`, and for a world too large for the lab */
export function pointsFrom({ coordinates, class: label, bandwidth }: PointsColumns, table: TextTable): LoadedWorld {
  const spec = { kind: "points" as const, file: "the table", coordinates: [...coordinates], class: label, bandwidth };
  const world: WorldFile = { kind: "points", ...pointsTable(spec, table) };
  const fault = sizeFault(world);
  if (fault !== null) throw new BadInput("table", `of at most ${MOST_NUMBERS} numbers`, table.rows.length * coordinates.length);
  return { world, notes: [] };
}

/** Columns that are likely what they are asked for: a guess for the form. */
export function guessedColumns({ columns, rows }: TextTable): {
  readonly numeric: readonly string[];
  readonly class: string;
  readonly count: string | null;
} {
  const isNumber = (column: string): boolean =>
    rows.every((row) => (row[column] ?? "").trim() !== "" && Number.isFinite(Number(row[column])));
  const count = columns.find((name) => /^(freq|frequency|count|counts|n|cases)$/i.test(name) && isNumber(name)) ?? null;
  const named = columns.find((name) => /^(class|label|target|group|species)$/i.test(name));
  const rest = columns.filter((name) => name !== count);
  const label = named ?? rest.findLast((name) => !isNumber(name)) ?? rest.at(-1) ?? "";
  return { numeric: rest.filter((name) => name !== label && isNumber(name)), class: label, count };
}
