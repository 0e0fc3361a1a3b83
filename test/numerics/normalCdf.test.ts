import { describe, expect, it } from "vitest";
import { millsRatio, normalCdf, normalDensity, normalQuantile } from "../../src/numerics/normalCdf.ts";
import { expectClose } from "../../testing/close.ts";

describe("normalCdf", () => {
  // mpmath 1.3, ncdf with 30 digits
  it.each([
    [-10, 7.619853024160525e-24],
    [-5, 2.866515718791939e-7],
    [-2.5, 0.006209665325776135],
    [-2, 0.02275013194817921],
    [-1.9, 0.028716559816001803],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [1.2, 0.8849303297782917],
    [2.3, 0.9892758899783242],
    [6, 0.9999999990134123],
  ])("Φ(%d) = %d, to 1e-14 of itself", (x, p) => {
    expectClose(normalCdf(x), p, { relative: 1e-14 });
  });

  it("ends at 0 and 1", () => {
    expect([normalCdf(-Infinity), normalCdf(-50), normalCdf(50), normalCdf(Infinity)]).toEqual([0, 0, 1, 1]);
  });

  it("(1 − Φ)/φ lies between its bounds x/(x²+1) and 1/x", () => {
    for (const x of [2, 3, 8, 30]) {
      expect(millsRatio(x)).toBeGreaterThan(x / (x * x + 1));
      expect(millsRatio(x)).toBeLessThan(1 / x);
      expectClose(millsRatio(x) * normalDensity(x), normalCdf(-x), { relative: 1e-14 });
    }
  });
});

describe("normalQuantile", () => {
  it("undoes normalCdf from −37 to 5", () => {
    for (const x of [-37, -20, -8, -3, -2, -1, -0.01, 0.5, 2.2]) expectClose(normalQuantile(normalCdf(x)), x, { absolute: 1e-13 });
    // 1 − Φ(5) = 2.9e-7 is known to 1e-16: ξ to 1e-16/φ(5)
    expectClose(normalQuantile(normalCdf(5)), 5, { absolute: 1e-10 });
  });

  it("is ∓∞ at 0 and 1, and no number outside", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expectClose(normalQuantile(0.5), 0, { absolute: 1e-16 });
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
