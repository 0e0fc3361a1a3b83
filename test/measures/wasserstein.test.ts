import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wassersteinLine } from "../../src/measures/wasserstein.ts";
import { permutations } from "../../testing/bruteForceLaw.ts";
import { expectClose } from "../../testing/close.ts";
import { lawsOnOneSet, same } from "./laws.ts";

const q = fc.constantFrom<1 | 2>(1, 2);
const particles = fc.integer({ min: 1, max: 6 }).chain((n) => {
  const places = fc.array(fc.nat({ max: 7 }), { minLength: n, maxLength: n });
  return fc.tuple(places, places);
});

/** The law of one particle among those at the given places. */
const lawOf = (places: readonly number[]): Float64Array => {
  const counts = new Float64Array(8);
  for (const place of places) counts[place]++;
  return counts.map((count) => count / places.length);
};

describe("wassersteinLine", () => {
  it.each<[number[], number[], number, number]>([
    [[1, 0, 0], [0, 0, 1], 2, 2],
    [[0.5, 0.5, 0], [0, 0.5, 0.5], 1, 1],
    [[1, 0, 0], [0.5, 0, 0.5], 1, Math.SQRT2],
    [[0.5, 0, 0.5], [0, 1, 0], 1, 1],
    [[0.75, 0.25], [0.25, 0.75], 0.5, Math.SQRT1_2],
  ])("between %j and %j: W1 = %d, W2 = %d", (p, r, first, second) => {
    expectClose(wassersteinLine(p, r, 1), first, { relative: 1e-15 });
    expectClose(wassersteinLine(p, r, 2), second, { relative: 1e-15 });
  });

  it("W1 is Σ |F − G|", () => {
    fc.assert(
      fc.property(lawsOnOneSet(2, 12), ([p, r]) => {
        let gap = 0;
        let expected = 0;
        for (let x = 0; x < p.length; x++) {
          gap += p[x] - r[x];
          expected += Math.abs(gap);
        }
        expectClose(wassersteinLine(p, r, 1), expected, { absolute: 1e-13 });
      }),
    );
  });

  it("of n particles is the best of all n! matchings, for W1 and W2", () => {
    fc.assert(
      fc.property(particles, q, ([from, to], order) => {
        const costs = permutations(to).map((matched) => from.reduce((sum, x, k) => sum + Math.abs(x - matched[k]) ** order, 0));
        expectClose(wassersteinLine(lawOf(from), lawOf(to), order) ** order, Math.min(...costs) / from.length, { absolute: 1e-13 });
      }),
    );
  });

  it("is symmetric, zero on equality only, W1 ≤ W2, and obeys the triangle inequality", () => {
    fc.assert(
      fc.property(lawsOnOneSet(3), q, ([p, r, s], order) => {
        const there = wassersteinLine(p, r, order);
        // A cost is exact to 1e-14, a root of it to 1e-7 where it vanishes.
        expectClose(wassersteinLine(r, p, order) ** order, there ** order, { absolute: 1e-13 });
        expect(there > 1e-6).toBe(!same(p, r));
        expect(wassersteinLine(p, p, order)).toBe(0);
        expect(wassersteinLine(p, r, 1)).toBeLessThanOrEqual(wassersteinLine(p, r, 2) + 1e-13);
        expect(wassersteinLine(p, s, order)).toBeLessThanOrEqual(there + wassersteinLine(r, s, order) + 1e-6);
      }),
    );
  });

  it("ends where the sums of two laws differ by rounding", () => {
    const thirds = [1 / 3, 1 / 3, 1 / 3];
    const tenths = Float64Array.from({ length: 10 }, () => 0.1);
    expectClose(wassersteinLine([...thirds, 0, 0, 0, 0, 0, 0, 0], tenths, 1), 3.5, { absolute: 1e-14 });
  });
});
