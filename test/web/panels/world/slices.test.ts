import { describe, expect, it } from "vitest";
import { otherSites, sliced, usableAxes } from "../../../../src/web/panels/world/tokens/slices.ts";

describe("a law of many sites on two of them", () => {
  /** Three sites of two tokens; entry x0 x1 x2 is 100 x0 + 10 x1 + x2 + 1. */
  const law = [1, 2, 11, 12, 101, 102, 111, 112];

  it("is summed over the others, or cut at a token, with the first axis slowest", () => {
    expect([...sliced(law, 2, 3, { axes: [0, 1], cut: [] })]).toEqual([3, 23, 203, 223]);
    expect([...sliced(law, 2, 3, { axes: [0, 1], cut: [1] })]).toEqual([2, 12, 102, 112]);
    expect([...sliced(law, 2, 3, { axes: [2, 0], cut: [null] })]).toEqual([12, 212, 14, 214]);
    expect([...sliced(law, 2, 3, { axes: [2, 0], cut: [0] })]).toEqual([1, 101, 2, 102]);
  });

  it("has the other sites in order, and axes that the world has", () => {
    expect(otherSites(4, [2, 0])).toEqual([1, 3]);
    expect(usableAxes(3, [2, 0])).toEqual([2, 0]);
    expect(usableAxes(2, [2, 0])).toEqual([0, 1]);
    expect(usableAxes(1, [0, 1])).toEqual([0, 0]);
  });
});
