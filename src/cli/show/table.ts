import Table from "cli-table3";

/** Rows under a header, columns aligned; numbers right. Plain text without colour. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[−-]?[0-9.∞—]+(e[+-]?\d+)?( .*)?$/.test(row[column] ?? "")),
  );
  const table = new Table({
    head: [...header],
    style: { head: [], border: [], compact: true },
    colAligns: numeric.map((right) => (right ? "right" : "left")),
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      right: "",
      "right-mid": "",
      mid: "",
      "mid-mid": "",
      middle: "  ",
    },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
