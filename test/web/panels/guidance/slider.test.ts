import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LARGEST, LEAST, LENGTH, MARKS, placeOf, STEP, weightAtPlace } from "../../../../src/web/panels/guidance/slider.ts";

const stops = Array.from({ length: Math.round(LENGTH / STEP) + 1 }, (_, k) => k * STEP);

describe("the slider's scale of w", () => {
  it("runs from −1 at 0 to 64 at its length, even to 8", () => {
    expect([placeOf(LEAST), placeOf(LARGEST), LENGTH]).toEqual([0, 13.5, 13.5]);
    expect([placeOf(0), placeOf(8), placeOf(16), placeOf(32)]).toEqual([1, 9, 10.5, 12]);
    expect([placeOf(-3), placeOf(1e9)]).toEqual([0, LENGTH]);
  });

  it("rises: of two weights the larger is further on, and every stop has a larger weight than the one before", () => {
    const weight = fc.double({ min: LEAST, max: LARGEST, noNaN: true });
    fc.assert(
      fc.property(weight, weight, (a, b) => {
        fc.pre(b - a > 1e-9);
        expect(placeOf(b)).toBeGreaterThan(placeOf(a));
      }),
    );
    for (let k = 1; k < stops.length; k++) expect(weightAtPlace(stops[k] as number)).toBeGreaterThan(weightAtPlace(stops[k - 1] as number));
  });

  it("is inverted to the digits that it gives", () => {
    fc.assert(
      fc.property(fc.double({ min: LEAST, max: LARGEST, noNaN: true }), (w) => {
        const off = Math.abs(weightAtPlace(placeOf(w)) - w);
        // Two decimals below 8, one above.
        expect(off).toBeLessThanOrEqual((w <= 8 ? 0.005 : 0.05) + 1e-9);
      }),
    );
    for (const mark of MARKS) expect(weightAtPlace(placeOf(mark))).toBe(mark);
    for (const place of stops) expect(Math.abs(placeOf(weightAtPlace(place)) - place)).toBeLessThan(STEP / 2);
  });

  it("has no negative zero", () => {
    expect(Object.is(weightAtPlace(1), 0)).toBe(true);
    expect(Object.is(weightAtPlace(0.999), 0)).toBe(true);
  });
});
