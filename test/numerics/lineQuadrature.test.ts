import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adaptiveQuadrature } from "../../src/numerics/adaptiveQuadrature.ts";
import {
  chebyshevCoefficients,
  chebyshevDerivative,
  chebyshevIntegral,
  chebyshevPoints,
  chebyshevValue,
} from "../../src/numerics/chebyshev.ts";
import { gaussLegendre } from "../../src/numerics/gaussLegendre.ts";
import { expectClose } from "../../testing/close.ts";

describe("Chebyshev series", () => {
  it("of cubics are exact: T₀ … T₃ by hand, value, derivative and integral", () => {
    // 2 + 3z − z² + 4z³ = 1.5 T₀ + 6 T₁ − 0.5 T₂ + T₃
    const values = chebyshevPoints(5).map((z) => 2 + 3 * z - z * z + 4 * z ** 3);
    const series = chebyshevCoefficients(values);
    expectClose(series, [1.5, 6, -0.5, 1, 0, 0], { absolute: 1e-14 });
    for (const z of [-1, -0.3, 0, 0.71, 1]) {
      expectClose(chebyshevValue(series, z), 2 + 3 * z - z * z + 4 * z ** 3, { absolute: 1e-14 });
      expectClose(chebyshevValue(chebyshevDerivative(series), z), 3 - 2 * z + 12 * z * z, { absolute: 1e-13 });
      const integral = 2 * (z + 1) + 1.5 * (z * z - 1) - (z ** 3 + 1) / 3 + z ** 4 - 1;
      expectClose(chebyshevValue(chebyshevIntegral(series), z), integral, { absolute: 1e-14 });
    }
  });

  it("points are −cos(πj/N), ascending", () => {
    expectClose(chebyshevPoints(4), [-1, -Math.SQRT1_2, 0, Math.SQRT1_2, 1], { absolute: 2e-16 });
  });

  it("interpolate: the polynomial goes through its values, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 }), (values) => {
        const series = chebyshevCoefficients(Float64Array.from(values));
        expectClose(
          chebyshevPoints(values.length - 1).map((z) => chebyshevValue(series, z)),
          values,
          { absolute: 1e-13 },
        );
      }),
    );
  });
});

describe("gaussLegendre", () => {
  it("has the three-point rule of the books", () => {
    const { nodes, weights } = gaussLegendre(3);
    expectClose(nodes, [-Math.sqrt(0.6), 0, Math.sqrt(0.6)], { absolute: 1e-15 });
    expectClose(weights, [5 / 9, 8 / 9, 5 / 9], { absolute: 1e-15 });
  });

  it.each([2, 12, 20, 64])("integrates z^k exactly up to k = 2n − 1, and not z^{2n} (n = %d)", (n) => {
    const { nodes, weights } = gaussLegendre(n);
    const total = (k: number): number => nodes.reduce((s, z, j) => s + weights[j] * z ** k, 0);
    for (const k of [0, 1, 2, 2 * n - 2, 2 * n - 1]) expectClose(total(k), k % 2 === 0 ? 2 / (k + 1) : 0, { absolute: 1e-14 });
    if (n < 20) expect(Math.abs(total(2 * n) - 2 / (2 * n + 1))).toBeGreaterThan(1e-10);
  });
});

describe("adaptiveQuadrature", () => {
  it.each([
    ["a smooth peak", (x: number) => 1 / (1e-4 + x * x), [-1, 1], 200 * Math.atan(100)],
    ["a kink inside", (x: number) => Math.abs(x - 1 / 3), [0, 1], 5 / 18],
    ["a root singularity", (x: number) => 1 / Math.sqrt(x), [0, 1], 2],
    ["a jump at a cut", (x: number) => (x < 0.3 ? 1 : 7), [0, 0.3, 1], 0.3 + 4.9],
    ["a reversed-looking empty cut", (x: number) => x, [0, 0.5, 0.5, 1], 0.5],
  ] as const)("integrates %s within its error, and that within what was asked", (_, f, cuts, exact) => {
    const { value, error, status } = adaptiveQuadrature(f, { cuts, absolute: 1e-9, relative: 1e-10 });
    expect(status).toBe("done");
    expect(Math.abs(value - exact)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThanOrEqual(Math.max(1e-9, 1e-10 * exact));
  });

  it("says when it was not enough, or not finite", () => {
    const limited = adaptiveQuadrature((x) => Math.sin(1 / x), { cuts: [0, 1], absolute: 1e-12, mostPieces: 5 });
    expect(limited.status).toBe("interval limit");
    expect(limited.error).toBeGreaterThan(1e-12);
    // ∫ sin(1/x) = sin 1 − Ci(1)
    expect(Math.abs(limited.value - (Math.sin(1) - 0.3374039229009681))).toBeLessThanOrEqual(limited.error);
    expect(adaptiveQuadrature(() => Number.NaN, { cuts: [0, 1], absolute: 1 })).toMatchObject({ status: "not finite", error: Infinity });
  });
});
