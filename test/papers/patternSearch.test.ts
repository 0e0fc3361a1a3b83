import { describe, expect, it } from "vitest";
import { patternSearch } from "../../src/papers/patternSearch.ts";

const anywhere = { within: () => true, step: [1, 1e-4] as const };

describe("patternSearch", () => {
  it("finds the bottom of a tilted bowl to its last step", () => {
    const bowl = ([x, y]: readonly number[]): number => 1 + (x - 0.3) ** 2 + (x + y + 1.7) ** 2;
    const { point, value } = patternSearch(bowl, [4, -2], anywhere);
    expect(Math.hypot(point[0] - 0.3, point[1] + 2)).toBeLessThan(0.05);
    expect(value).toBe(bowl(point));
    expect(value).toBeLessThan(1.002);
  });

  it("never leaves where it may go, and never ends higher than it began", () => {
    const tried: number[] = [];
    const slope = ([x]: readonly number[]): number => {
      tried.push(x);
      return x;
    };
    const { point } = patternSearch(slope, [3], { within: ([x]) => x >= 1.25, step: [1, 0.1] });
    expect(point[0]).toBeCloseTo(1.25, 9);
    expect(Math.min(...tried)).toBeGreaterThanOrEqual(1.25);
    expect(patternSearch(() => 5, [0, 0], anywhere)).toEqual({ point: [0, 0], value: 5 });
  });
});
