import { describe, expect, it } from "vitest";
import { cdfDistance, compareCdf, dkwRadius, drawsForCdf } from "../../testing/dkw.ts";
import { namedRng } from "../../testing/namedRng.ts";

describe("dkwRadius and drawsForCdf", () => {
  it("solve 2 e^{−2 n r²} = risk, and twice the radius is the distance that is noticed", () => {
    for (const n of [1, 50, 100_000]) expect(2 * Math.exp(-2 * n * dkwRadius(n, 1e-9) ** 2)).toBeCloseTo(1e-9, 15);
    const n = drawsForCdf(0.05, 1e-9);
    expect(2 * dkwRadius(n, 1e-9)).toBeLessThanOrEqual(0.05);
    expect(2 * dkwRadius(n - 1, 1e-9)).toBeGreaterThan(0.05);
  });

  it("refuse arguments out of range by name and value", () => {
    expect(() => dkwRadius(0, 0.1)).toThrow("dkwRadius: n must be a positive integer, got 0");
    expect(() => dkwRadius(10, 0)).toThrow("dkwRadius: risk must be in (0, 1], got 0");
    expect(() => drawsForCdf(0, 0.1)).toThrow("drawsForCdf: delta must be in (0, 1], got 0");
  });
});

describe("compareCdf", () => {
  it("by hand: draws .1, .4, .9 are .3333 − .1, .6667 − .4 and .9 − .6667 from the uniform law", () => {
    expect(compareCdf([0.4, 0.9, 0.1], (x) => x, 0.5).distance).toBeCloseTo(4 / 15, 15);
  });

  it("accepts uniform draws and rejects their squares", () => {
    const rng = namedRng("compareCdf accepts uniform draws");
    const draws = Array.from({ length: 5000 }, rng);
    expect(compareCdf(draws, (x) => x, 1e-9)).toMatchObject({ ok: true, n: 5000, radius: dkwRadius(5000, 1e-9) });
    expect(
      compareCdf(
        draws.map((x) => x * x),
        (x) => x,
        1e-9,
      ),
    ).toMatchObject({ ok: false });
  });

  it("refuses draws outside the law's domain by name and value", () => {
    expect(() => compareCdf([2], (x) => x, 0.1)).toThrow("compareCdf: cdf must be in [0, 1], got 2 at 2");
    expect(() => compareCdf([Number.NaN], (x) => x, 0.1)).toThrow("compareCdf: cdf must be in [0, 1], got NaN at NaN");
  });
});

describe("cdfDistance", () => {
  it("of x and x² is 1/4", () => {
    expect(
      cdfDistance(
        (x) => x,
        (x) => x * x,
      ),
    ).toBe(0.25);
  });
});
