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

/** Unit edges, in cell coordinates (cell (i, j) covers [i, i+1] × [j, j+1]), that separate different regions. */
export function regionEdges(at: RegionAt, columns: number, rows: number): readonly Edge[] {
  const edges: Edge[] = [];
  for (let i = 0; i <= columns; i++) {
    for (let j = 0; j <= rows; j++) {
      if (j < rows && at(i - 1, j) !== at(i, j)) edges.push({ x1: i, y1: j, x2: i, y2: j + 1 });
      if (i < columns && at(i, j - 1) !== at(i, j)) edges.push({ x1: i, y1: j, x2: i + 1, y2: j });
    }
  }
  return edges;
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
