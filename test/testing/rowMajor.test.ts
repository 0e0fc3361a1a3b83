import { describe, expect, it } from "vitest";
import { digitsOf, rowMajor } from "../../testing/rowMajor.ts";

describe("rowMajor", () => {
  it.each([
    [[1, 2], 3, 5],
    [[2, 1], 3, 7],
    [[0, 0, 1], 4, 1],
    [[1, 0, 0], 4, 16],
    [[0, 0, 0], 1, 0],
  ])("numbers %j in base %d as %d: site 0 is the slowest", (digits, base, index) => {
    expect(rowMajor(digits, base)).toBe(index);
    expect(digitsOf(index, digits.length, base)).toEqual(digits);
  });

  it("gives every state its own number, and digitsOf is the inverse", () => {
    const numbers = Array.from({ length: 4 ** 3 }, (_, index) => rowMajor(digitsOf(index, 3, 4), 4));
    expect(numbers).toEqual(Array.from({ length: 64 }, (_, index) => index));
  });

  it("puts every state with a mask above all that it can become", () => {
    for (let index = 0; index < 27; index++) {
      const state = digitsOf(index, 3, 3);
      state.forEach((token, site) => {
        if (token === 2) expect(rowMajor(state.with(site, 1), 3)).toBeLessThan(index);
      });
    }
  });
});
