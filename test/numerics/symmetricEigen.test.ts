import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ascendingEigen, symmetricEigen } from "../../src/numerics/symmetricEigen.ts";
import { expectClose } from "../../testing/close.ts";

const entry = fc.double({ min: -3, max: 3, noNaN: true });

describe("symmetricEigen", () => {
  it("by hand: [[2, 1], [1, 2]] has 1 along (1, −1) and 3 along (1, 1)", () => {
    const { values, vectors } = symmetricEigen([2, 1, 1, 2], 2);
    expectClose([...values].sort(), [1, 3], { relative: 1e-15 });
    const first = values[0] < 2 ? -1 : 1;
    expectClose(vectors[0] * vectors[2], 0.5 * first, { absolute: 1e-15 });
    expectClose(vectors[1] * vectors[3], -0.5 * first, { absolute: 1e-15 });
  });

  it("leaves a diagonal matrix as it is, with the identity", () => {
    const { values, vectors } = symmetricEigen([3, 0, 0, 0, 1, 0, 0, 0, 2], 3);
    expect([...values]).toEqual([3, 1, 2]);
    expect([...vectors]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it("reads the upper triangle only", () => {
    expect(symmetricEigen([2, 1, 9, 2], 2)).toEqual(symmetricEigen([2, 1, 1, 2], 2));
  });

  it("gives orthonormal vectors that rebuild the matrix, to 1e-14 of its largest entries", () => {
    const matrix = fc
      .integer({ min: 1, max: 7 })
      .chain((d) => fc.tuple(fc.constant(d), fc.array(entry, { minLength: d * d, maxLength: d * d })));
    fc.assert(
      fc.property(matrix, ([d, raw]) => {
        const given = Float64Array.from({ length: d * d }, (_, e) => raw[Math.min(e, (e % d) * d + Math.floor(e / d))]);
        const { values, vectors } = symmetricEigen(given, d);
        const rebuilt = new Float64Array(d * d);
        const inner = new Float64Array(d * d);
        for (let i = 0; i < d; i++) {
          for (let j = 0; j < d; j++) {
            for (let k = 0; k < d; k++) {
              rebuilt[i * d + j] += vectors[i * d + k] * values[k] * vectors[j * d + k];
              inner[i * d + j] += vectors[k * d + i] * vectors[k * d + j];
            }
          }
        }
        expectClose(rebuilt, given, { absolute: 1e-13 });
        expectClose(
          inner,
          inner.map((_, e) => (e % (d + 1) === 0 ? 1 : 0)),
          { absolute: 1e-14 },
        );
      }),
    );
  });

  it("keeps small eigenvalues of a positive definite matrix of widely different scales", () => {
    const c = 0.5;
    const [large, small] = [1e12, 1e-12];
    const cross = c * Math.sqrt(large * small);
    const { values } = symmetricEigen([large, cross, cross, small], 2);
    expectClose(Math.min(...values), small * (1 - c * c), { relative: 1e-14 });
  });
});

describe("ascendingEigen", () => {
  it("gives A v = λ v with orthonormal rows and ascending values", () => {
    const matrices = fc
      .integer({ min: 1, max: 5 })
      .chain((d) => fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: d * d, maxLength: d * d }).map((a) => ({ d, a })));
    fc.assert(
      fc.property(matrices, ({ d, a }) => {
        const matrix = Float64Array.from(a, (_, e) => a[e] + a[(e % d) * d + Math.floor(e / d)]);
        const { values, vectors } = ascendingEigen(matrix, d);
        for (let j = 0; j < d; j++) {
          if (j > 0) expect(values[j]).toBeGreaterThanOrEqual(values[j - 1]);
          for (let i = 0; i < d; i++) {
            let [image, product] = [0, 0];
            for (let k = 0; k < d; k++) {
              image += matrix[i * d + k] * vectors[j * d + k];
              product += vectors[i * d + k] * vectors[j * d + k];
            }
            expectClose(image, values[j] * vectors[j * d + i], { absolute: 1e-12 });
            expectClose(product, i === j ? 1 : 0, { absolute: 1e-13 });
          }
        }
      }),
    );
  });
});
