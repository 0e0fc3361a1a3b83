import { describe, expect, it } from "vitest";
import { movedIndex, nearestIndex, shareOf } from "../../../../src/web/panels/curves/cursor.ts";

describe("the cursor along w", () => {
  it("stands on the nearest weight", () => {
    expect([-5, 0.4, 0.6, 9].map((w) => nearestIndex([0, 1, 2], w))).toEqual([0, 0, 1, 2]);
    expect(nearestIndex([], 1)).toBe(-1);
  });

  it("moves by keys and stays on the grid", () => {
    expect(["ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"].map((key) => movedIndex(2, 6, key))).toEqual([
      1, 3, 5, 0, 0, 5,
    ]);
    expect([movedIndex(0, 6, "ArrowDown"), movedIndex(5, 6, "ArrowUp"), movedIndex(2, 6, "a")]).toEqual([0, 5, null]);
  });

  it("knows its share of the way", () => {
    expect(shareOf(1, [-1, 3])).toBe(0.5);
  });
});
