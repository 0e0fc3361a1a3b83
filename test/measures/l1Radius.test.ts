import fc from "fast-check";
import { describe, it } from "vitest";
import { l1Radius } from "../../src/measures/l1Radius.ts";
import { expectClose } from "../../testing/close.ts";
import { l1Radius as reference } from "../../testing/l1Radius.ts";

describe("l1Radius", () => {
  it("is √(2 (K ln 2 − ln risk)/n): of one draw of a coin at risk ¼, √(8 ln 2)", () => {
    expectClose(l1Radius(1, 2, 0.25), Math.sqrt(8 * Math.LN2), { relative: 1e-15 });
  });

  it("is the radius that the tests use", () => {
    const count = (max: number) => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(count(1e9), count(1e5), fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (n, K, risk) => {
        expectClose(l1Radius(n, K, risk), reference(n, K, risk), { relative: 1e-15 });
      }),
    );
  });
});
