import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTable } from "../../src/files/csv.ts";
import { BadInput } from "../../src/numerics/badInput.ts";

const folder = mkdtempSync(join(tmpdir(), "guidelab-csv-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "table.csv");

function table(content: string | Uint8Array) {
  writeFileSync(path, content);
  return readTable(path);
}

describe("readTable", () => {
  it("gives columns in order and one record a row, all of it text", () => {
    expect(table("hair,n\nred,3\nfair,0x1\n")).toEqual({
      columns: ["hair", "n"],
      rows: [
        { hair: "red", n: "3" },
        { hair: "fair", n: "0x1" },
      ],
    });
  });

  it.each([
    ["a byte order mark", "\ufeffhair,n\nred,3\n"],
    ["Windows line ends", "hair,n\r\nred,3\r\n"],
    ["no line end at its end", "hair,n\nred,3"],
    ["empty lines", "hair,n\n\nred,3\n\n"],
    ["blanks around values", " hair , n \n red ,\t3\n"],
    ["quotes", '"hair","n"\n"red","3"\n'],
  ])("reads the same table with %s", (_, content) => {
    expect(table(content)).toEqual({ columns: ["hair", "n"], rows: [{ hair: "red", n: "3" }] });
  });

  it("keeps commas, quotes and line ends inside quotes", () => {
    expect(table('hair,note\nred,"long, ""wavy""\nand more"\n').rows).toEqual([{ hair: "red", note: 'long, "wavy"\nand more' }]);
  });

  it("keeps columns with the names of an object's own parts", () => {
    const { columns, rows } = table("constructor,toString\na,b\n");
    expect(columns).toEqual(["constructor", "toString"]);
    expect(Object.entries(rows[0])).toEqual([
      ["constructor", "a"],
      ["toString", "b"],
    ]);
  });

  it("is a table without rows when there is a header alone", () => {
    expect(table("hair,n\n")).toEqual({ columns: ["hair", "n"], rows: [] });
  });

  it.each([
    ["a shorter row", "a,b\n1\n", "content must be CSV with a header, got"],
    ["a longer row", "a,b\n1,2,3\n", "content must be CSV with a header, got"],
    ["an open quote", 'a,b\n"1,2\n', "content must be CSV with a header, got"],
    ["nothing", "", 'content must be CSV with a header, got ""'],
    ["a column twice", "a,b,a\n1,2,3\n", 'header must be a list of different column names, got ["a", "b", "a"]'],
  ])("refuses %s, naming the file", (_, content, message) => {
    expect(() => table(content)).toThrow(BadInput);
    expect(() => table(content)).toThrow(`${path}: ${message}`);
  });

  it("refuses a file that is not there", () => {
    expect(() => readTable(join(folder, "none.csv"))).toThrow(`${join(folder, "none.csv")}: file must be a readable file, got "ENOENT"`);
  });
});
