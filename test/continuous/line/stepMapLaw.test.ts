import { describe, expect, it } from "vitest";
import { type StepMap, stepMapLaw } from "../../../src/continuous/line/stepMapLaw.ts";
import { normalCdf, normalDensity } from "../../../src/numerics/normalCdf.ts";
import { expectClose } from "../../../testing/close.ts";

const pointwise =
  (F: (x: number) => number): StepMap =>
  (points, n) => {
    for (let i = 0; i < n; i++) points[i] = F(points[i]);
  };

describe("stepMapLaw", () => {
  it.each([3, -0.5])("of a straight line x ↦ 1 + %d x is Gaussian", (slope) => {
    const law = stepMapLaw(
      pointwise((x) => 1 + slope * x),
      { sd: 2 },
    );
    const sd = 2 * Math.abs(slope);
    expect(law.error).toBeLessThan(1e-9);
    for (const z of [-2, 0, 0.7, 3]) {
      expectClose([law.cdf(1 + z * sd), law.density(1 + z * sd) * sd], [normalCdf(z), normalDensity(z)], { absolute: 1e-11 });
      expectClose(law.quantile(normalCdf(z)), 1 + z * sd, { absolute: 1e-8 });
    }
    expectClose([law.mean, law.variance], [1, sd * sd], { absolute: 1e-10 });
  });

  it("of the square is χ² with one degree of freedom, its density infinite at the turn", () => {
    const law = stepMapLaw(
      pointwise((x) => x * x),
      { sd: 1 },
    );
    expect(law.error).toBeLessThan(1e-5);
    for (const x of [1e-8, 0.01, 0.5, 1, 4, 9]) {
      expect(Math.abs(law.cdf(x) - (2 * normalCdf(Math.sqrt(x)) - 1))).toBeLessThanOrEqual(law.error);
      expectClose(law.density(x), normalDensity(Math.sqrt(x)) / Math.sqrt(x), { relative: 1e-6 });
    }
    expectClose([law.mean, law.variance], [1, 2], { absolute: 1e-9 });
    expect([law.cdf(-0.1), law.density(-0.1)]).toEqual([0, 0]);
    expectClose(law.quantile(2 * normalCdf(1) - 1), 1, { absolute: 1e-6 });
  });

  it("of the cubic x³ − 3x, which folds twice, adds up three branches", () => {
    const law = stepMapLaw(
      pointwise((x) => x ** 3 - 3 * x),
      { sd: 1 },
    );
    // x³ − 3x ≤ 0 for x ≤ −√3 and 0 ≤ x ≤ √3; ≤ 1 by the roots 2cos(20°), 2cos(140°), 2cos(260°)
    const roots = [20, 140, 260].map((degrees) => 2 * Math.cos((degrees * Math.PI) / 180)).sort((a, b) => a - b);
    const masses = [normalCdf(roots[0]) + normalCdf(roots[2]) - normalCdf(roots[1]), 0.5];
    expect(law.error).toBeLessThan(1e-5);
    expect(Math.abs(law.cdf(1) - masses[0])).toBeLessThanOrEqual(law.error);
    expect(Math.abs(law.cdf(0) - masses[1])).toBeLessThanOrEqual(law.error);
    expectClose(
      law.density(1),
      roots.reduce((s, x) => s + normalDensity(x) / Math.abs(3 * x * x - 3), 0),
      { relative: 1e-8 },
    );
    expectClose(law.breaks, [-2, 2], { absolute: 1e-9 });
    // E x⁶ − 6x⁴ + 9x² = 15 − 18 + 9
    expectClose([law.mean, law.variance], [0, 6], { absolute: 1e-9 });
  });

  it("of many folds, sin 20x, agrees with the sum over branches by hand", () => {
    const law = stepMapLaw(
      pointwise((x) => Math.sin(20 * x)),
      { sd: 1 },
    );
    const by = (y: number): number => {
      // sin 20x ≤ y between (π − asin y + 2πk)/20 and (2π + asin y + 2πk)/20
      let total = 0;
      for (let k = -40; k < 40; k++)
        total +=
          normalCdf((2 * Math.PI + Math.asin(y) + 2 * Math.PI * k) / 20) - normalCdf((Math.PI - Math.asin(y) + 2 * Math.PI * k) / 20);
      return total;
    };
    expect(law.error).toBeLessThan(1e-4);
    for (const y of [-0.9, -0.2, 0.3, 0.99]) expect(Math.abs(law.cdf(y) - by(y))).toBeLessThanOrEqual(law.error);
  });

  it("of a step has two atoms, and of a constant one", () => {
    const step = stepMapLaw(
      pointwise((x) => (x < 0.5 ? -1 : 3)),
      { sd: 1 },
    );
    expectClose([step.cdf(-1.01), step.cdf(-1), step.cdf(2.99), step.cdf(3)], [0, normalCdf(0.5), normalCdf(0.5), 1], {
      absolute: 2 * step.error,
    });
    expect(step.error).toBeLessThan(1e-8);
    const constant = stepMapLaw(
      pointwise(() => 2),
      { sd: 1 },
    );
    expectClose([constant.cdf(1.999), constant.cdf(2), constant.mean, constant.quantile(0.3)], [0, 1, 2, 2], { absolute: 1e-12 });
  });

  it("says how much it left unresolved where points do not suffice", () => {
    const law = stepMapLaw(
      pointwise((x) => Math.sin(300 * x)),
      { sd: 1, mostNodes: 1000 },
    );
    expect(law.error).toBeGreaterThan(0.5);
  });

  it("refuses a start without width and a map that is not finite", () => {
    expect(() =>
      stepMapLaw(
        pointwise((x) => x),
        { sd: 0 },
      ),
    ).toThrow("stepMapLaw: sd must be finite and above 0, got 0");
    expect(() =>
      stepMapLaw(
        pointwise(() => Number.NaN),
        { sd: 1 },
      ),
    ).toThrow("stepMapLaw: map must be finite, got NaN");
  });
});
