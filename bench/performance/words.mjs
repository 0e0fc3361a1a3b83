/** @file Numbers and tables as docs/performance.md shows them. */

/** Three digits; nothing where there is no number. */
export function shown(value) {
  if (value === undefined || value === null || Number.isNaN(value)) return "-";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return value.toExponential(1).replace("e+", "e").replace(/\.0e/, "e");
  if (size >= 100) return String(Math.round(value));
  return size >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** 1.85×. */
export function times(ratio) {
  return ratio === null || ratio === undefined || !Number.isFinite(ratio) ? "-" : `${shown(ratio)}×`;
}

/** A table in Markdown; every cell is text. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Quotient of medians; null where one is missing. */
export function ratio(candidates, slower, quicker) {
  const [a, b] = [candidates?.[slower]?.median, candidates?.[quicker]?.median];
  return a === undefined || b === undefined ? null : a / b;
}
