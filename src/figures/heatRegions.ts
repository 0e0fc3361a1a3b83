/** @file Region outlines of a heat map: the edges between cells of different regions, and one label for each connected part. */

/** A grid cell's region by column (site 0) and row (site 1); empty outside every region and outside the grid. */
export type RegionAt = (column: number, row: number) => string;

export interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface RegionLabel {
  readonly name: string;
  readonly column: number;
  readonly row: number;
}

/** Straight edges, in cell coordinates (cell (i, j) covers [i, i+1] × [j, j+1]), that separate different regions; each as long as it goes. */
export function regionEdges(at: RegionAt, columns: number, rows: number): readonly Edge[] {
  const upright = Array.from({ length: columns + 1 }, (_, i) =>
    runs(rows, (j) => at(i - 1, j) !== at(i, j)).map(([from, to]) => ({ x1: i, y1: from, x2: i, y2: to })),
  );
  const level = Array.from({ length: rows + 1 }, (_, j) =>
    runs(columns, (i) => at(i, j - 1) !== at(i, j)).map(([from, to]) => ({ x1: from, y1: j, x2: to, y2: j })),
  );
  return [...upright, ...level].flat();
}

/** Maximal ranges [from, to) of 0..length-1 where `holds` is true. */
function runs(length: number, holds: (k: number) => boolean): readonly (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let from = -1;
  for (let k = 0; k <= length; k++) {
    const inside = k < length && holds(k);
    if (inside && from < 0) from = k;
    if (!inside && from >= 0) {
      found.push([from, k]);
      from = -1;
    }
  }
  return found;
}

/** One label for each part of a region that hangs together by edges, in the cell nearest to the part's top left. */
export function regionLabels(at: RegionAt, columns: number, rows: number): readonly RegionLabel[] {
  const seen = new Set<number>();
  const labels: RegionLabel[] = [];
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = 0; column < columns; column++) {
      const name = at(column, row);
      if (name === "" || seen.has(row * columns + column)) continue;
      labels.push({ name, column, row });
      flood(at, columns, rows, { name, column, row }, seen);
    }
  }
  return labels;
}

function flood(at: RegionAt, columns: number, rows: number, start: RegionLabel, seen: Set<number>): void {
  const open = [start];
  for (let cell = open.pop(); cell !== undefined; cell = open.pop()) {
    const { name, column, row } = cell;
    const inside = column >= 0 && column < columns && row >= 0 && row < rows;
    if (!inside || at(column, row) !== name || seen.has(row * columns + column)) continue;
    seen.add(row * columns + column);
    open.push({ name, column: column - 1, row }, { name, column: column + 1, row });
    open.push({ name, column, row: row - 1 }, { name, column, row: row + 1 });
  }
}
