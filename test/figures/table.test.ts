import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { figureTable } from "../../src/figures/table.ts";
import { bars, curvesLinear, ellipses, gallery, heat, heatLevels } from "./gallery.ts";

const rowsOf = (csv: string): string[][] => parse(csv);

describe("figureTable", () => {
  it.each(gallery.map((figure) => [figure.id, figure] as const))("%s is a rectangular table", (_, figure) => {
    const rows = rowsOf(figureTable(figure));
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  it("writes one row per cell with site 0 slowest, and the region where there is one", () => {
    const rows = rowsOf(figureTable(heat));
    expect(rows[0]).toEqual(["panel", "x₁, token of site 0", "x₂, token of site 1", "value", "region"]);
    expect(rows[3]).toEqual(["law", "0", "2", String(heat.panels[0].values[2]), "R2"]);
    expect(rows).toHaveLength(1 + 3 * 16);
  });

  it("names a token without a label by its number", () => {
    expect(rowsOf(figureTable(heatLevels))[3]).toEqual(["conditional", "first class", "2", "0"]);
  });

  it("writes a break as an empty field and keeps every digit", () => {
    const rows = rowsOf(figureTable(curvesLinear));
    const law = rows.filter(([series]) => series === "law");
    expect(law.filter(([, , y]) => y === "").length).toBe(4);
    expect(law.map(([, x]) => Number(x))).toEqual(curvesLinear.series[3].x);
  });

  it("writes bars and ellipses row by row", () => {
    expect(rowsOf(figureTable(bars))[1]).toEqual(["exact, w = 1", "0", "4.938"]);
    expect(rowsOf(figureTable(ellipses))[2]).toEqual(["tilted", "0", "2", "2", "1", "0", "1"]);
  });

  it("quotes commas, quotation marks and line ends", () => {
    const csv = figureTable({ ...bars, categories: ['a "b"', "c,d", "e\nf", "g", "h", "i"] });
    expect(csv).toContain('"a ""b"""');
    expect(
      rowsOf(csv)
        .slice(1, 4)
        .map((row) => row[1]),
    ).toEqual(['a "b"', "c,d", "e\nf"]);
  });
});
