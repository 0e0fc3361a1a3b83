import { describe, expect, it } from "vitest";
import { namedRng } from "../../testing/namedRng.ts";
import { exp2, log2, ulps } from "./doubleDouble.ts";
import { mapped } from "./open.ts";

/** Largest error over points, in units of the last place. */
function worstUlps(name: "exps" | "logs", points: Float64Array): number {
  const found = mapped(name, points);
  let worst = 0;
  for (let j = 0; j < points.length; j++) {
    const error = name === "exps" ? expError(found[j], points[j]) : ulps(found[j], log2(points[j]));
    // A NaN must not be lost in a comparison.
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

function expError(found: number, x: number): number {
  const { value, power } = exp2(x);
  return ulps(found, value, power);
}

function drawn(name: string, count: number, point: (r: number, fine: number) => number): Float64Array {
  const rng = namedRng(name);
  return Float64Array.from({ length: count }, () => point(rng(), rng()));
}

describe("the reference, e^x and ln x in two float64", () => {
  it("has the digits of published tables: e, ln 3, ln 10", () => {
    const near = (value: readonly [number, number], high: number, low: number) => {
      expect(value[0]).toBe(high);
      expect(Math.abs(value[1] - low)).toBeLessThan(1e-30 * high);
    };
    const e = exp2(1);
    near([e.value[0] * 2 ** e.power, e.value[1] * 2 ** e.power], Math.E, 1.4456468917292502e-16);
    near(log2(3), 1.0986122886681098, -9.07129723500153e-17);
    near(log2(10), Math.LN10, -2.1707562233822494e-16);
  });
});

describe("exps", () => {
  it("is within 1 ulp at 700 000 points of its whole range", () => {
    expect(
      worstUlps(
        "exps",
        drawn("exp, range", 700_000, (r, s) => -708 + 1417.7 * (r + s / 2 ** 32)),
      ),
    ).toBeLessThan(1);
  });

  it("is within 1 ulp at 300 000 points near 0, of every size", () => {
    expect(
      worstUlps(
        "exps",
        drawn("exp, near 0", 300_000, (r, s) => (r - 0.5) * 2 ** (-60 * s)),
      ),
    ).toBeLessThan(1);
  });

  it("is 1 at 0, exactly 0 at −∞ and below −708, whatever its neighbour, and for odd counts", () => {
    expect([...mapped("exps", Float64Array.of(0, -Infinity, -0, -709, -1e300, 1, -Infinity))]).toEqual([1, 0, 1, 0, 0, Math.E, 0]);
  });
});

describe("logs", () => {
  it("is within 1 ulp at 500 000 points of its whole range", () => {
    const points = drawn("log, range", 500_000, (r, s) => (1 + r) * 2 ** Math.floor(2045 * s - 1022));
    expect(worstUlps("logs", points)).toBeLessThan(1);
  });

  it("is within 1 ulp at 500 000 points near 1, of every distance", () => {
    expect(
      worstUlps(
        "logs",
        drawn("log, near 1", 500_000, (r, s) => 1 + (r - 0.4) * 2 ** (-50 * s)),
      ),
    ).toBeLessThan(1);
  });

  it("is 0 at 1, −∞ at 0, +∞ at +∞, whatever its neighbour", () => {
    expect([...mapped("logs", Float64Array.of(1, 0, 0, 1, Infinity, 2, 0))]).toEqual([
      0,
      -Infinity,
      -Infinity,
      0,
      Infinity,
      Math.LN2,
      -Infinity,
    ]);
  });

  it("is within 1 ulp of subnormal numbers", () => {
    const points = drawn("log, subnormal", 10_001, (r, s) => Math.max(5e-324, r * 2 ** (-1022 - 50 * s)));
    const scaled = points.map((x) => x * 2 ** 200);
    const found = mapped("logs", points);
    found.forEach((value, j) => {
      const [high, low] = log2(scaled[j]);
      // 200 ln 2 in two parts: the difference is known to 1e-29.
      const exact = high - 138.62943611198907 + (low - 1.159e-15);
      expect(Math.abs(value - exact)).toBeLessThan(1.2e-13);
    });
  });
});
