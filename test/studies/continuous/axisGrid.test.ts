import { describe, expect, it } from "vitest";
import { axisPoints, readGrid } from "../../../src/studies/continuous/axisGrid.ts";

describe("readGrid", () => {
  it("reads one axis, and two", () => {
    expect(readGrid("x=-3:3:601")).toEqual([{ low: -3, high: 3, count: 601 }]);
    expect(readGrid("x=-0.25:2:6,y=-1e-1:2:7")).toEqual([
      { low: -0.25, high: 2, count: 6 },
      { low: -0.1, high: 2, count: 7 },
    ]);
  });

  it.each([
    ["x=1:2", "x=low:high:count"],
    ["y=0:1:5", "x=low:high:count"],
    ["x=0:1:5,x=0:1:5", "y=low:high:count"],
    ["x=0:1:5,y=0:1:5,z=0:1:5", "x=low:high:count"],
    ["x=: :5", "x=low:high:count"],
    ["x=1:0:5", "low below high"],
    ["x=0:Infinity:5", "finite ends"],
    ["x=a:1:5", "finite ends"],
    ["x=0:1:1", "a count"],
    ["x=0:1:2.5", "a count"],
  ])("refuses %s", (text, why) => {
    expect(() => readGrid(text)).toThrow(why === "a count" ? "--grid must be with an integer count of at least 2" : why);
    expect(() => readGrid(text)).toThrow(`got "${text}"`);
  });

  it("refuses more points than memory is for", () => {
    expect(() => readGrid("x=0:1:3000,y=0:1:3000")).toThrow("--grid must be of at most 4000000 points, got 9000000");
  });
});

describe("axisPoints", () => {
  it("are even, ends included to the bit", () => {
    expect([...axisPoints({ low: -0.25, high: 2, count: 6 })]).toEqual([-0.25, 0.2, 0.65, 1.1, 1.55, 2]);
    const points = axisPoints({ low: 0, high: 0.1, count: 8 });
    expect(points[7]).toBe(0.1);
    expect(points[0]).toBe(0);
  });
});
