import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systematicResample } from "../../../src/masked/particles/systematicResample.ts";
import { expectClose } from "../../../testing/close.ts";

const children = (weights: readonly number[], offset: number): number[] => {
  const counts = weights.map(() => 0);
  for (const ancestor of systematicResample(weights, () => offset)) counts[ancestor]++;
  return counts;
};

describe("systematicResample", () => {
  it("gives each particle ⌊nω⌋ or ⌈nω⌉ children, none to weight 0, at any offset", () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(weights, fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }), (masses, offset) => {
        const total = masses.reduce((a, b) => a + b);
        fc.pre(total > 0);
        children(masses, offset).forEach((count, i) => {
          const share = (masses[i] / total) * masses.length;
          expect(count).toBeGreaterThanOrEqual(Math.floor(share - 1e-9));
          expect(count).toBeLessThanOrEqual(Math.ceil(share + 1e-9));
        });
      }),
    );
  });

  it("gives nω children in the mean over the offset: weights (1, 2, 4), a grid of 7 · 100 offsets is exact", () => {
    const sums = [0, 0, 0];
    for (let k = 0; k < 700; k++) {
      children([1, 2, 4], (k + 0.5) / 700).forEach((count, i) => {
        sums[i] += count / 700;
      });
    }
    expectClose(sums, [3 / 7, 6 / 7, 12 / 7], { relative: 1e-12 });
  });

  it("keeps equal particles, one child each, and uses one uniform", () => {
    let used = 0;
    const kept = systematicResample([2, 2, 2, 2], () => {
      used++;
      return 0.99;
    });
    expect([...kept]).toEqual([0, 1, 2, 3]);
    expect(used).toBe(1);
  });
});
