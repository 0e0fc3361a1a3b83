/** @file Maps as rows and columns of numbers, and the place in them that all maps share. */

export interface Raster {
  readonly columns: number;
  readonly rows: number;
  /** From a column to the next, and from a row to the next (upwards), in the array of values. */
  readonly across: number;
  readonly up: number;
  /** Whether values belong to points of a frame, the outer ones on its edge, or to cells side by side. */
  readonly of: "points" | "cells";
}

/** A place in a map: shares of its width and of its height, from the lower left corner; 0 to 1. */
export interface Place {
  readonly u: number;
  readonly v: number;
}

export interface Spot {
  readonly column: number;
  readonly row: number;
  readonly index: number;
}

/** Tokens of two sites, the one along the columns slowest. */
export function tokenRaster(alphabet: number): Raster {
  return { columns: alphabet, rows: alphabet, across: alphabet, up: 1, of: "cells" };
}

/** Rows one after the other, the lowest first. */
export function rowRaster(columns: number, rows: number, of: Raster["of"]): Raster {
  return { columns, rows, across: 1, up: columns, of };
}

/** The value nearest to a place. */
export function spotAt({ columns, rows, across, up, of }: Raster, { u, v }: Place): Spot {
  const nearest = (share: number, count: number): number =>
    Math.min(count - 1, Math.max(0, of === "points" ? Math.round(share * (count - 1)) : Math.floor(share * count)));
  const [column, row] = [nearest(u, columns), nearest(v, rows)];
  return { column, row, index: column * across + row * up };
}

/** The middle of a value's cell, or its point. */
export function placeOf({ columns, rows, of }: Raster, { column, row }: Pick<Spot, "column" | "row">): Place {
  const share = (k: number, count: number): number => (of === "points" ? k / Math.max(1, count - 1) : (k + 0.5) / count);
  return { u: share(column, columns), v: share(row, rows) };
}

/** The place after a key: an arrow to the neighbour (ten further with shift), home and end to the ends of the row, page keys to those of the column; null for other keys. */
export function moved(raster: Raster, place: Place, key: string, far: boolean): Place | null {
  const { column, row } = spotAt(raster, place);
  const step = far ? 10 : 1;
  const to: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [column - step, row],
    ArrowRight: [column + step, row],
    ArrowDown: [column, row - step],
    ArrowUp: [column, row + step],
    Home: [0, row],
    End: [raster.columns - 1, row],
    PageUp: [column, raster.rows - 1],
    PageDown: [column, 0],
  };
  const next = to[key];
  if (!next) return null;
  const within = (k: number, count: number): number => Math.min(count - 1, Math.max(0, k));
  return placeOf(raster, { column: within(next[0], raster.columns), row: within(next[1], raster.rows) });
}
