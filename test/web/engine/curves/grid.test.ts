import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coarseToFine, evenWeights, POINTS } from "../../../../src/web/engine/curves/grid.ts";
import { propertySeed } from "../../../../testing/propertySeed.ts";

describe("evenWeights", () => {
  it("runs from end to end in even steps that are written as they are", () => {
    expect(evenWeights([-1, 8], 10)).toEqual([-1, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(evenWeights([0, 0.8], 9)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
    expect(evenWeights([0, 8])).toHaveLength(POINTS);
  });
});

describe("coarseToFine", () => {
  it("names each index once, and so that after every level no gap is more than twice another", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 130 }), (count) => {
        const levels = coarseToFine(count);
        const all = levels.flat();
        expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
        let known: number[] = [];
        for (const level of levels) {
          known = [...known, ...level].sort((a, b) => a - b);
          const gaps = known.slice(1).map((at, i) => at - (known[i] ?? 0));
          expect(known.length < 2 || Math.max(...gaps) <= 2 * Math.min(...gaps)).toBe(true);
        }
      }),
      { seed: propertySeed(process.env.FAST_CHECK_SEED) },
    );
    expect(coarseToFine(5)).toEqual([[0, 4], [2], [1, 3]]);
  });
});
