import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelMixedRows } from "../../src/kernels/productMixture.ts";
import { productMixtureDenoiser } from "../../src/worlds/masked/productMixtureDenoiser.ts";
import { answerOf, compiledKernels } from "./open.ts";

const mass = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 1000 }), weight: 4 },
  { arbitrary: fc.constant(0), weight: 2 },
  { arbitrary: fc.constantFrom(1e-300, 1e-200, 1e-100), weight: 1 },
);
const mixtures = fc
  .tuple(fc.constantFrom(1, 2, 3, 8, 9, 17), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }))
  .chain(([K, L, M]) =>
    fc.record({
      alphabet: fc.constant(K),
      length: fc.constant(L),
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: M, maxLength: M }).map(normalised),
      tokens: fc
        .array(fc.array(mass, { minLength: K, maxLength: K }), { minLength: L * M, maxLength: L * M })
        .map((rows) => Float64Array.from(rows.flatMap((row) => [...normalised(row.some((x) => x > 0) ? row : row.fill(1))]))),
    }),
  );

function normalised(values: readonly number[]): Float64Array {
  const total = values.reduce((sum, x) => sum + x, 0);
  return Float64Array.from(values, (x) => x / total);
}

describe("kernelMixedRows", () => {
  it("gives a mixture of products the definition's conditionals: zeros, shares that underflow and impossible states included", () => {
    fc.assert(
      fc.property(mixtures, fc.array(fc.nat(1000), { maxLength: 4 }), (mixture, revealed) => {
        const { alphabet, length } = mixture;
        const plain = productMixtureDenoiser(mixture).open();
        const fast = productMixtureDenoiser(mixture, answerOf(kernelMixedRows(compiledKernels(), mixture))).open();
        const [expected, found] = [new Float64Array(alphabet + 2), new Float64Array(alphabet + 2)];
        for (let site = 0; site < length; site++) {
          for (const [reading, out] of [
            [plain, expected],
            [fast, found],
          ] as const) {
            reading.logConditional(site, out, 1);
            if (site < revealed.length) reading.reveal(site, revealed[site] % alphabet);
          }
          expected.forEach((value, v) => {
            if (value === -Infinity || value === 0) expect(found[v]).toBeCloseTo(value, 14);
            else expect(Math.abs(found[v] - value)).toBeLessThan(1e-14 * (1 + Math.abs(value)));
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("keeps the accuracy of a token that only an unlikely component allows, below the least normal number", () => {
    const tokens = Float64Array.of(1e-200, 1, 1, 0, 1, 1e-115, 1, 0);
    const mixture = { alphabet: 2, length: 2, weights: Float64Array.of(0.5, 0.5), tokens };
    const reading = productMixtureDenoiser(mixture, answerOf(kernelMixedRows(compiledKernels(), mixture))).open();
    reading.reveal(0, 0);
    const out = new Float64Array(2);
    reading.logConditional(1, out, 0);
    expect(Math.abs(out[1] / (-315 * Math.LN10) - 1)).toBeLessThan(1e-15);
  });

  it("declines what is beyond 32-bit addresses", () => {
    const mixture = { alphabet: 2 ** 10, length: 2 ** 19, weights: Float64Array.of(1), tokens: new Float64Array(0) };
    expect(kernelMixedRows(compiledKernels(), mixture).status).toBe("declined");
  });
});
