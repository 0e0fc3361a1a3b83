import { describe, expect, it } from "vitest";
import { movedBy, papersOf, soughtClaims } from "../../../../src/web/panels/papers/sought.ts";

const claim = (id: string, paper: string, title: string, recorded: "holds" | "fails here" | null) => ({
  id,
  paper,
  paperTitle: `On ${paper}`,
  title,
  statement: "Guidance moves samples.",
  source: "Theorem 3.2",
  recorded,
});
const CLAIMS = [claim("D1", "a", "One site", "holds"), claim("D2", "a", "Two sites", "fails here"), claim("C1", "b", "The flow", null)];
const none = { paper: null, verdict: null, text: "" };
const ids = (sought: Parameters<typeof soughtClaims>[1]) => soughtClaims(CLAIMS, sought).map(({ id }) => id);

describe("which claims are listed", () => {
  it("all of them, in their order, when nothing is sought", () => {
    expect(ids(none)).toEqual(["D1", "D2", "C1"]);
  });

  it("those of a paper, of a verdict, with every word, whatever its case", () => {
    expect(ids({ ...none, paper: "a" })).toEqual(["D1", "D2"]);
    expect(ids({ ...none, verdict: "fails here" })).toEqual(["D2"]);
    expect(ids({ ...none, text: " SITES  two" })).toEqual(["D2"]);
    expect(ids({ ...none, text: "c1" })).toEqual(["C1"]);
    expect(ids({ ...none, text: "theorem samples on b" })).toEqual(["C1"]);
    expect(ids({ paper: "b", verdict: "holds", text: "" })).toEqual([]);
  });

  it("lists each paper once, in the order of its first claim", () => {
    expect(papersOf(CLAIMS)).toEqual([
      { id: "a", title: "On a" },
      { id: "b", title: "On b" },
    ]);
  });

  it("is walked by the keys, from end to end and not beyond", () => {
    expect(movedBy("ArrowDown", 0, 3)).toBe(1);
    expect(movedBy("ArrowDown", 2, 3)).toBe(2);
    expect(movedBy("ArrowUp", 0, 3)).toBe(0);
    expect(movedBy("ArrowUp", 2, 3)).toBe(1);
    expect(movedBy("Home", 2, 3)).toBe(0);
    expect(movedBy("End", 0, 3)).toBe(2);
    expect(movedBy("PageDown", 1, 20)).toBe(9);
    expect(movedBy("PageUp", 9, 20)).toBe(1);
    expect(movedBy("a", 0, 3)).toBeNull();
    expect(movedBy("constructor", 0, 3)).toBeNull();
    expect(movedBy("ArrowDown", -1, 0)).toBeNull();
  });
});
