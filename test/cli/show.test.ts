import { describe, expect, it } from "vitest";
import { bar, shadedGrids } from "../../src/cli/show/grid.ts";
import { short } from "../../src/cli/show/number.ts";
import { textTable } from "../../src/cli/show/table.ts";

describe("short", () => {
  it.each([
    [0, "0"],
    [-0, "0"],
    [1, "1.0000"],
    [0.12345, "0.1235"],
    [0.001, "0.0010"],
    [0.000149, "1.490e-4"],
    [-0.000149, "-1.490e-4"],
    [12.3456789, "12.346"],
    [-10.66667, "-10.667"],
    [123456, "1.235e+5"],
    [1e-300, "1.000e-300"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
    [Number.NaN, "undefined"],
    [null, "—"],
  ])("%s reads %s", (value, text) => {
    expect(short(value)).toBe(text);
  });
});

describe("textTable", () => {
  it("aligns numbers right and words left, without colour or trailing blanks", () => {
    const text = textTable(
      ["name", "value"],
      [
        ["a", "1.0000"],
        ["longer", "12.000"],
        ["b", "∞"],
      ],
    );
    expect(text.split("\n")).toEqual([" name       value", " a         1.0000", " longer    12.000", " b              ∞"]);
  });

  it("takes a column with one word in it for words", () => {
    expect(textTable(["value"], [["1.0000"], ["none"]]).split("\n")).toEqual([" value", " 1.0000", " none"]);
  });

  it("is its header alone without rows", () => {
    expect(textTable(["a", "b"], []).trim()).toMatch(/^a +b$/);
  });
});

describe("shadedGrids", () => {
  it("puts site 0 to the right and site 1 upwards, the darkest shade at the largest entry of all", () => {
    // Entry (0, 1) is 1, (1, 0) is ½, (1, 1) is tiny but not 0.
    const lines = shadedGrids(2, [
      { title: "a", law: [0, 1, 0.5, 1e-9] },
      { title: "b", law: [0, 0, 0, 0.25] },
    ]).split("\n");
    expect(lines).toEqual(["a       b", "┌────┐  ┌────┐", "│██░░│  │  ░░│", "│  ▒▒│  │    │", "└────┘  └────┘"]);
  });
});

describe("bar", () => {
  it("is as long as the share, within its width", () => {
    expect([bar(1, 4), bar(0.5, 4), bar(0, 4), bar(2, 4), bar(-1, 4)]).toEqual(["████", "██", "", "████", ""]);
  });
});
