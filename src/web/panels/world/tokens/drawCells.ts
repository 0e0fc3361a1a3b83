/** @file The cells of a grid as they are filled: in each cell a bar for each class that it has, side by side, as high as its weight; in small cells a tint, and a dot where classes meet. */

export interface CellPicture {
  readonly columns: number;
  readonly rows: number;
  /** Of each class, shape [columns, rows] with the column slowest: column is the first site, row 0 at the bottom. */
  readonly parts: readonly ArrayLike<number>[];
  readonly colours: readonly string[];
}

/** Side of a cell in CSS pixels from which bars are drawn. */
const BARS = 13;
/** Likewise, from which a dot marks a cell of several classes; in smaller ones their tints stand side by side. */
const DOTS = 7;

/** Draws on a cleared canvas of the given CSS size. */
export function drawCells(context: CanvasRenderingContext2D, picture: CellPicture, width: number, height: number): void {
  const { columns, rows, parts } = picture;
  const [w, h] = [width / columns, height / rows];
  const tops = parts.map((cells) => Array.from(cells).reduce((a, b) => Math.max(a, b), 0));
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const shares = parts.map((cells, k) => ((tops[k] ?? 0) > 0 ? (cells[column * rows + row] ?? 0) / (tops[k] ?? 1) : 0));
      if (shares.every((share) => share === 0)) continue;
      const draw = Math.min(w, h) >= BARS ? bars : tints;
      draw(context, shares, picture.colours, { x: column * w, y: height - (row + 1) * h, w, h });
    }
  }
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function bars(context: CanvasRenderingContext2D, shares: readonly number[], colours: readonly string[], { x, y, w, h }: Place): void {
  const present = shares.flatMap((share, k) => (share > 0 ? [{ share, colour: colours[k] ?? "#888888" }] : []));
  const width = (w - 3) / present.length;
  present.forEach(({ share, colour }, j) => {
    const height = Math.max(2, share * (h - 3));
    context.fillStyle = colour;
    context.fillRect(x + 1.5 + j * width, y + h - 1.5 - height, Math.max(1, width - 1), height);
  });
}

function tints(context: CanvasRenderingContext2D, shares: readonly number[], colours: readonly string[], { x, y, w, h }: Place): void {
  const present = shares.flatMap((share, k) => (share > 0 ? [{ share, colour: colours[k] ?? "#888888" }] : []));
  const width = w / present.length;
  present.forEach(({ share, colour }, j) => {
    context.globalAlpha = 0.3 + 0.7 * share;
    context.fillStyle = colour;
    context.fillRect(x + j * width, y, width, h);
  });
  context.globalAlpha = 1;
  if (present.length < 2 || Math.min(w, h) < DOTS) return;
  context.fillStyle = "#111111";
  context.beginPath();
  context.arc(x + w / 2, y + h / 2, Math.max(0.8, 0.16 * Math.min(w, h)), 0, 2 * Math.PI);
  context.fill();
}
