/** @file Where states of one or two sites stand in a picture: complete ones on the grid, masked ones beside it, across a gap. */

/** What the mask is called on an axis. */
export const MASK = "M";

/** Between the tokens and the mask, in cells. */
const GAP = 0.35;

export interface StateCell {
  /** Index of the law, the mask last. */
  readonly index: number;
  /** Token on the horizontal and, of two sites, on the vertical axis; the mask is `alphabet`. */
  readonly tokens: readonly number[];
  /** Left and top corner, in cells; y goes down. */
  readonly x: number;
  readonly y: number;
}

export interface StateGrid {
  readonly cells: readonly StateCell[];
  /** Cells' places across the picture, gap included. */
  readonly columns: number;
  readonly rows: number;
}

/**
 * The first site along x, the second upwards; the mask right of the tokens and above them, so that the corner is all masked.
 *
 * @param sites 1 or 2
 */
export function stateGrid(alphabet: number, sites: number): StateGrid {
  const along = (token: number): number => token + (token === alphabet ? GAP : 0);
  const size = alphabet + 1 + GAP;
  const rows = sites === 1 ? 1 : size;
  const cells = Array.from({ length: (alphabet + 1) ** sites }, (_, index): StateCell => {
    const tokens = sites === 1 ? [index] : [Math.floor(index / (alphabet + 1)), index % (alphabet + 1)];
    const up = tokens[1];
    return { index, tokens, x: along(tokens[0] ?? 0), y: up === undefined ? 0 : rows - 1 - along(up) };
  });
  return { cells, columns: size, rows };
}

/** The state whose cell covers a point of the picture, in cells; null in the gap and outside. */
export function stateAt({ cells }: StateGrid, x: number, y: number): StateCell | null {
  return cells.find((cell) => x >= cell.x && x < cell.x + 1 && y >= cell.y && y < cell.y + 1) ?? null;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The index a key moves to; the same at the border, null for another key. */
export function movedState(alphabet: number, sites: number, index: number, key: string): number | null {
  if (key === "Home") return 0;
  if (key === "End") return (alphabet + 1) ** sites - 1;
  const move = MOVES[key];
  if (move === undefined) return null;
  const inside = (token: number): number => Math.min(alphabet, Math.max(0, token));
  if (sites === 1) return inside(index + move[0]);
  return inside(Math.floor(index / (alphabet + 1)) + move[0]) * (alphabet + 1) + inside((index % (alphabet + 1)) + move[1]);
}

/** A state in words: "x₀ = 2, x₁ masked". @param names tokens per shown site */
export function stateWords(
  { tokens }: StateCell,
  alphabet: number,
  names: readonly { readonly label: string; readonly ticks: readonly string[] }[],
): string {
  const parts = tokens.map((token, k) => {
    const { label, ticks } = names[k] ?? { label: "", ticks: [] };
    return token === alphabet ? `${label} masked` : `${label} = ${ticks[token] ?? token}`;
  });
  return parts.join(", ");
}
