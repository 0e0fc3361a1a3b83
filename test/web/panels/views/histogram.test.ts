import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binOf, binPoints, binsFor, histogram } from "../../../../src/web/panels/views/histogram.ts";
import { propertySeed } from "../../../../testing/propertySeed.ts";

const seed = propertySeed(process.env.FAST_CHECK_SEED);

describe("a histogram", () => {
  it("integrates to the share of samples inside the frame, lost ones included in the whole", () => {
    const cloud = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(cloud, fc.constantFrom(1, 2), fc.nat(5), (values, d, lost) => {
        const points = Float64Array.from(values.slice(0, values.length - (values.length % d)));
        const n = points.length / d + lost;
        const frame = Array.from({ length: d }, () => [-1, 2] as const);
        const { density, counts, bins, outside } = histogram(points, n, frame);
        const inside = Array.from({ length: points.length / d }, (_, k) => points.subarray(k * d, (k + 1) * d)).filter((point) =>
          point.every((x) => x >= -1 && x <= 2),
        ).length;
        expect(outside).toBe(points.length / d - inside);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(inside);
        const mass = density.reduce((sum, value) => sum + value, 0) * (3 / bins) ** d;
        expect(mass).toBeCloseTo(inside / n, 10);
      }),
      { seed },
    );
  });

  it("has the second coordinate slowest, upwards", () => {
    const { counts, bins } = histogram(Float64Array.of(0.99, 0.01), 1, [
      [0, 1],
      [0, 1],
    ]);
    expect(counts[bins - 1]).toBe(1);
  });

  it("is empty of no samples", () => {
    expect(histogram(new Float64Array(0), 0, [[0, 1]]).density.every((value) => value === 0)).toBe(true);
  });

  it("has more bins the more samples there are", () => {
    expect(binsFor(2000, 1)).toBeGreaterThan(binsFor(100, 1));
    expect(binsFor(1e9, 2)).toBe(96);
    expect(binsFor(1, 1)).toBe(8);
  });

  it("says where its bins are", () => {
    expect(binPoints({ low: 0, high: 1 }, 2)).toEqual([0.25, 0.75]);
    expect([0, 4, 5, 10].map((k) => binOf(k, 11, 2))).toEqual([0, 0, 1, 1]);
  });
});
