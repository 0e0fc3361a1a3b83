const SHADES = ["  ", "░░", "▒▒", "▓▓", "██"];

/** Largest alphabet drawn as a grid. */
export const GRID_ALPHABET = 16;

/**
 * Two-site laws side by side as shaded squares on one scale: site 0 to the right, site 1 upwards, the darkest shade at the largest
 * entry of all, no shade at exactly 0.
 *
 * @param laws shape [alphabet, alphabet] each, row-major, site 0 slowest
 */
export function shadedGrids(alphabet: number, laws: readonly { readonly title: string; readonly law: ArrayLike<number> }[]): string {
  const largest = Math.max(...laws.flatMap(({ law }) => Array.from(law)));
  const width = 2 * alphabet + 2;
  const column = Math.max(width, ...laws.map(({ title }) => title.length)) + 2;
  const lines = [
    laws.map(({ title }) => title.padEnd(column)).join(""),
    laws.map(() => `┌${"─".repeat(width - 2)}┐`.padEnd(column)).join(""),
  ];
  for (let y = alphabet - 1; y >= 0; y--) {
    const row = ({ law }: { law: ArrayLike<number> }) =>
      Array.from({ length: alphabet }, (_, x) => SHADES[shade(law[x * alphabet + y] ?? 0, largest)]).join("");
    lines.push(laws.map((panel) => `│${row(panel)}│`.padEnd(column)).join(""));
  }
  lines.push(laws.map(() => `└${"─".repeat(width - 2)}┘`.padEnd(column)).join(""));
  return lines.map((line) => line.trimEnd()).join("\n");
}

function shade(value: number, largest: number): number {
  return value === 0 ? 0 : Math.max(1, Math.min(SHADES.length - 1, Math.ceil((value / largest) * (SHADES.length - 1))));
}

/** A bar of up to `width` blocks for a share of the largest. */
export function bar(share: number, width = 24): string {
  return "█".repeat(Math.round(Math.max(0, Math.min(1, share)) * width));
}

/** A mean below this share of the largest is not shaded: densities have tails everywhere. */
const FAINT = 0.02;
/** Half the width of a panel in characters, which is its height in rows. */
const PLANE_ROWS = 16;

/**
 * Densities in the plane side by side on one scale: the darkest shade at the largest mean of a character, upwards is up.
 *
 * @param panels densities row-major with y slowest
 */
export function shadedPlanes(
  x: Float64Array,
  y: Float64Array,
  panels: readonly { readonly title: string; readonly density: Float64Array }[],
): string {
  const means = panels.map(({ title, density }) => ({ title, law: blockMeans(density, x.length, y.length) }));
  const least = FAINT * Math.max(...means.flatMap(({ law }) => Array.from(law)));
  const shown = means.map(({ title, law }) => ({ title, law: law.map((value) => (value < least ? 0 : value)) }));
  const ends = (values: Float64Array): string => `${values[0]?.toPrecision(3)} to ${values[values.length - 1]?.toPrecision(3)}`;
  return `${shadedGrids(PLANE_ROWS, shown)}\nx from ${ends(x)} to the right, y from ${ends(y)} upwards`;
}

/** Means over blocks, in the order of `shadedGrids`: x slowest. */
function blockMeans(density: Float64Array, columns: number, rows: number): Float64Array {
  const sums = new Float64Array(PLANE_ROWS ** 2);
  const counts = new Float64Array(PLANE_ROWS ** 2);
  density.forEach((value, k) => {
    const i = Math.floor(((k % columns) / columns) * PLANE_ROWS);
    const j = Math.floor((Math.floor(k / columns) / rows) * PLANE_ROWS);
    sums[i * PLANE_ROWS + j]! += value;
    counts[i * PLANE_ROWS + j]! += 1;
  });
  return sums.map((total, k) => ((counts[k] ?? 0) > 0 ? total / counts[k]! : 0));
}
