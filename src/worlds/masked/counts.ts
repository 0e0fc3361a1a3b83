import { BadInput } from "../../numerics/badInput.ts";
import type { ClassMixture, SiteLabels } from "./mixture.ts";

export interface CountsSpec {
  /** Columns that are the sites, in order. */
  readonly sites: readonly string[];
  /** Column that is the class. */
  readonly class: string;
  /** Column of case counts; one case per row when left out. */
  readonly count?: string | undefined;
  /** Added to the count of every cell of every class; cells range over the levels that occur at each site. */
  readonly smoothing: number;
}

/** A parsed table of text: one record per row, one entry per column. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/**
 * A contingency table as a world: each class's law is its relative frequencies over the site levels, its weight its number of cases.
 *
 * Levels become tokens in order of appearance. A site with fewer levels than the widest one has tokens that never occur.
 *
 * @param check called with the world's shape before its arrays are made; may refuse it by throwing
 * @throws BadInput for a column that is missing or named twice, a count that is no number ≥ 0, an empty cell, or a table without cases
 */
export function countsWorld(
  spec: CountsSpec,
  table: TextTable,
  check: (shape: { readonly alphabet: number; readonly length: number }) => void = () => {},
): ClassMixture {
  checkColumns(spec, table);
  const labels = spec.sites.map((site): SiteLabels => ({ site, levels: levelsOf(table, site) }));
  const alphabet = Math.max(...labels.map(({ levels }) => levels.length));
  const length = spec.sites.length;
  check({ alphabet, length });
  const cells = possibleCells(labels, alphabet);
  const names = levelsOf(table, spec.class);
  const counts = new Map(names.map((name) => [name, new Float64Array(alphabet ** length)]));
  table.rows.forEach((row, r) => {
    let cell = 0;
    for (const { site, levels } of labels) cell = cell * alphabet + levels.indexOf(row[site]);
    const law = counts.get(row[spec.class]);
    if (law) law[cell] += caseCount(spec, row, r);
  });
  const classes = names.flatMap((name) => {
    const law = counts.get(name) ?? new Float64Array(0);
    let cases = 0;
    for (const value of law) cases += value;
    if (cases === 0) return [];
    const total = cases + spec.smoothing * cells.length;
    for (const cell of cells) law[cell] += spec.smoothing;
    return [{ name, weight: cases, law: law.map((value) => value / total) }];
  });
  if (classes.length === 0) throw new BadInput("world.file", "a table with at least one case", 0);
  return { alphabet, length, classes, labels };
}

function checkColumns({ sites, class: target, count, smoothing }: CountsSpec, { columns, rows }: TextTable): void {
  const named = [
    ...sites.map((name, i) => [`world.sites[${i}]`, name]),
    ["world.class", target],
    ...(count === undefined ? [] : [["world.count", count]]),
  ];
  named.forEach(([field, name], i) => {
    if (!columns.includes(name)) throw new BadInput(field, `a column of the file (${columns.join(", ")})`, name);
    if (named.findIndex(([, other]) => other === name) !== i) throw new BadInput(field, "a column not used elsewhere", name);
  });
  if (!(smoothing >= 0 && smoothing < Infinity)) throw new BadInput("world.smoothing", "a finite number of at least 0", smoothing);
  if (rows.length === 0) throw new BadInput("world.file", "a table with at least one row", 0);
}

function caseCount({ count }: CountsSpec, row: Readonly<Record<string, string>>, r: number): number {
  if (count === undefined) return 1;
  const text = row[count].trim();
  const value = text === "" ? Number.NaN : Number(text);
  if (!(value >= 0 && value < Infinity)) throw new BadInput(`world.file row ${r + 1} ${count}`, "a number of at least 0", row[count]);
  return value;
}

function levelsOf({ rows }: TextTable, column: string): readonly string[] {
  const levels = new Set<string>();
  rows.forEach((row, r) => {
    if (row[column].trim() === "") throw new BadInput(`world.file row ${r + 1} ${column}`, "a level that is not empty", row[column]);
    levels.add(row[column]);
  });
  return [...levels];
}

/** Indices of the cells whose tokens are all levels. */
function possibleCells(labels: readonly SiteLabels[], alphabet: number): readonly number[] {
  let cells: number[] = [0];
  for (const { levels } of labels) cells = cells.flatMap((cell) => levels.map((_, token) => cell * alphabet + token));
  return cells;
}
