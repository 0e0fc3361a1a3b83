/** @file CSV text as a table, in the browser; loaded when the first CSV file comes. */
import { CsvError, parse } from "csv-parse/browser/esm/sync";
import { BadInput } from "../../../../numerics/badInput.ts";
import type { TextTable } from "../../../../worlds/masked/counts.ts";

/**
 * As `files/csv.ts` reads a file: a header line, values trimmed.
 *
 * @throws BadInput when it is not CSV, a row has another number of columns than the header, or two columns have one name
 */
export function csvTable(text: string, where: string): TextTable {
  try {
    const [header = [], ...body] = parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: false });
    if (header.length === 0) throw new BadInput("content", "CSV with a header", text, where);
    const twice = header.find((name, i) => header.indexOf(name) !== i);
    if (twice !== undefined) throw new BadInput("header", "a list of different column names", header, where);
    const rows = body.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])));
    return { columns: header, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BadInput("content", "CSV with a header", error.message, where);
  }
}
