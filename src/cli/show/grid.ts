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
