import { CsvError, parse } from "csv-parse/sync";
import { BadInput } from "../numerics/badInput.ts";
import type { TextTable } from "../worlds/masked/counts.ts";
import { readText } from "./readText.ts";

/**
 * A CSV file with a header line as a table of text, values trimmed.
 *
 * @throws BadInput when the file cannot be read, is not CSV, or a row has another number of columns than the header
 */
export function readTable(path: string): TextTable {
  const text = readText(path);
  try {
    const [header = [], ...body] = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: false });
    if (header.length === 0) throw new BadInput("content", "CSV with a header", text, path);
    const twice = header.find((name, i) => header.indexOf(name) !== i);
    if (twice !== undefined) throw new BadInput("header", "a list of different column names", header, path);
    const rows = body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
    return { columns: header, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadInput("content", "CSV with a header", error.message, path);
  }
}
