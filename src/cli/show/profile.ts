const EIGHTHS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** A density this many times as high as the next highest is cut, and said so: the others must be seen. */
const CUT = 4;

/**
 * Densities under one another as filled profiles on the same axes, the highest as tall as `rows`.
 *
 * @param x ascending; densities on it
 */
export function profiles(
  x: Float64Array,
  panels: readonly { readonly title: string; readonly density: Float64Array }[],
  { columns = 72, rows = 6 } = {},
): string {
  const shown = panels.map(({ title, density }) => ({ title, heights: binned(x, density, columns) }));
  const tops = shown.map(({ heights }) => Math.max(...heights)).sort((a, b) => b - a);
  const tallest = Math.min(tops[0] ?? 1, CUT * (tops[1] ?? 1));
  const scale = (rows * 8) / (tallest > 0 ? tallest : 1);
  const lines = shown.flatMap(({ title, heights }) => {
    const cut =
      Math.max(...heights) > tallest ? `, cut at density ${tallest.toPrecision(3)} (highest ${Math.max(...heights).toPrecision(3)})` : "";
    return [`${title}${cut}`, ...trimmed(filled(heights, scale, rows)), ""];
  });
  return [...lines.slice(0, -1), ...axis(x, columns)].join("\n");
}

function filled(heights: readonly number[], scale: number, rows: number): string[] {
  return Array.from({ length: rows }, (_, r) => {
    const below = (rows - 1 - r) * 8;
    const row = heights.map((height) => EIGHTHS[Math.max(0, Math.min(8, eighths(height * scale) - below))]);
    return row.join("").trimEnd();
  });
}

/** Without empty rows at the top. */
function trimmed(rows: readonly string[]): readonly string[] {
  const first = rows.findIndex((row) => row !== "");
  return rows.slice(first === -1 ? rows.length - 1 : first);
}

/** A density that is not 0 is seen. */
const eighths = (height: number): number => (height > 0.02 ? Math.max(1, Math.round(height)) : 0);

/** Mean of the finite densities in each column. */
function binned(x: Float64Array, density: Float64Array, columns: number): number[] {
  const sums = new Float64Array(columns);
  const counts = new Float64Array(columns);
  const [low, high] = [x[0] ?? 0, x[x.length - 1] ?? 1];
  x.forEach((at, i) => {
    const column = Math.min(columns - 1, Math.floor(((at - low) / (high - low)) * columns));
    const value = density[i] ?? 0;
    if (!Number.isFinite(value)) return;
    sums[column]! += value;
    counts[column]! += 1;
  });
  return Array.from(sums, (total, column) => ((counts[column] ?? 0) > 0 ? total / (counts[column] ?? 1) : 0));
}

function axis(x: Float64Array, columns: number): string[] {
  const [low, high] = [x[0] ?? 0, x[x.length - 1] ?? 1];
  const places = [0, Math.floor(columns / 2), columns - 1];
  const rule = Array.from({ length: columns }, (_, column) => (places.includes(column) ? "┴" : "─")).join("");
  const texts = places.map((column) => (low + ((high - low) * (column + 0.5)) / columns).toPrecision(3));
  const [left = "", middle = "", right = ""] = texts;
  const line = left.padEnd(places[1]! - Math.floor(middle.length / 2)) + middle;
  return [rule, line.padEnd(columns - right.length) + right];
}
