import { describe, expect, it } from "vitest";
import { bulirschStoer } from "../../testing/bulirschStoer.ts";

describe("bulirschStoer", () => {
  it("turns a circle to 1e-13, and is off where the pieces are too few", () => {
    const turn = (_: number, [x, y]: readonly number[]): number[] => [-y, x];
    const [x, y] = bulirschStoer(turn, [1, 0], 0, 10, 20);
    expect(Math.hypot(x - Math.cos(10), y - Math.sin(10))).toBeLessThan(1e-13);
    const [u, v] = bulirschStoer(turn, [1, 0], 0, 10, 1);
    expect(Math.hypot(u - Math.cos(10), v - Math.sin(10))).toBeGreaterThan(1e-9);
  });
});
