import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { totalVariation } from "../../src/measures/totalVariation.ts";
import { expectClose } from "../../testing/close.ts";
import { lawsOnOneSet, relabelled, same } from "./laws.ts";

describe("totalVariation", () => {
  it.each<[number[], number[], number]>([
    [[1], [1], 0],
    [[1, 0], [0, 1], 1],
    [[0.5, 0.5], [0.25, 0.75], 0.25],
    [[0.5, 0.25, 0.25], [0.25, 0.25, 0.5], 0.25],
    [[1, 0, 0, 0], [0.25, 0.25, 0.25, 0.25], 0.75],
  ])("of %j and %j is %d", (p, q, expected) => {
    expect(totalVariation(p, q)).toBe(expected);
  });

  it("is at most 1 where rounding would go beyond", () => {
    expect(totalVariation([1 + 1e-15, 0], [0, 1 + 1e-15])).toBe(1);
  });

  it("lies in [0, 1], is symmetric, and is zero only on equality", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2), ([p, q]) => {
        const tv = totalVariation(p, q);
        expect(tv >= 0 && tv <= 1).toBe(true);
        expect(totalVariation(q, p)).toBe(tv);
        expect(tv === 0).toBe(same(p, q));
      }),
    );
  });

  it("is the largest difference that an event can have", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2), ([p, q]) => {
        const events = Array.from({ length: 2 ** p.length }, (_, event) =>
          p.reduce((sum, value, x) => (event & (1 << x) ? sum + value - q[x] : sum), 0),
        );
        expectClose(totalVariation(p, q), Math.max(...events), { absolute: 1e-15 });
      }),
    );
  });

  it("does not change under relabelling, and obeys the triangle inequality", () => {
    fc.assert(
      fc.property(lawsOnOneSet(3), fc.array(fc.nat(), { minLength: 7, maxLength: 7 }), ([p, q, r], keys) => {
        expectClose(totalVariation(relabelled(p, keys), relabelled(q, keys)), totalVariation(p, q), { absolute: 1e-15 });
        expect(totalVariation(p, r)).toBeLessThanOrEqual(totalVariation(p, q) + totalVariation(q, r) + 1e-15);
      }),
    );
  });
});
