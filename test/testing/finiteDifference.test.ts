import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { gradient } from "../../testing/finiteDifference.ts";

describe("gradient", () => {
  it("is exact but for rounding for polynomials up to degree eight, in each coordinate", () => {
    const f = ([x, y]: Float64Array) => x ** 8 - 2 * x * y + y ** 3;
    expectClose(gradient(f, [0.5, 2], 0.1), [8 * 0.5 ** 7 - 4, -1 + 12], { relative: 1e-13 });
  });

  it("has an error of eighth order", () => {
    const error = (step: number) => Math.abs(gradient(([x]) => Math.exp(x), [0], step)[0] - 1);
    expect(Math.log2(error(0.8) / error(0.4))).toBeCloseTo(8, 0);
  });
});
