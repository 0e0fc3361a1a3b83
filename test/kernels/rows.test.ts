import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kernelRows } from "../../src/kernels/rows.ts";
import { categorical } from "../../src/masked/sampling/categorical.ts";
import { logSumExp } from "../../src/numerics/logSumExp.ts";
import { namedRng } from "../../testing/namedRng.ts";
import { answerOf, compiledKernels } from "./open.ts";

/** Thousandths, evenly: `fc.double` would mostly be next to 0. */
const between = (low: number, high: number) => fc.integer({ min: 1000 * low, max: 1000 * high }).map((n) => n / 1000);

const entry = fc.oneof(
  { arbitrary: between(-50, 0), weight: 6 },
  { arbitrary: fc.constantFrom(-Infinity, 0, Math.log(1e-300), -800, 600), weight: 1 },
);
const sizes = fc.constantFrom(1, 2, 3, 8, 65, 130);
const rowsOf = (width: fc.Arbitrary<number>) =>
  fc.tuple(width, fc.integer({ min: 1, max: 5 })).chain(([K, n]) =>
    fc.record({
      K: fc.constant(K),
      n: fc.constant(n),
      cond: fc.array(entry, { minLength: K * n, maxLength: K * n }),
      uncond: fc.array(entry, { minLength: K * n, maxLength: K * n }),
    }),
  );
const uniform = fc.integer({ min: 0, max: 2 ** 53 - 1 }).map((k) => k / 2 ** 53);

function opened(K: number, n: number) {
  return answerOf(kernelRows(compiledKernels(), K, n));
}

describe("kernelRows", () => {
  it("guides as the definition does, to the bit: −∞ where the conditional is, +∞ where the unconditional alone is", () => {
    fc.assert(
      fc.property(rowsOf(sizes), fc.constantFrom(-1, -0.5, 0.5, 3, 64), ({ K, n, cond, uncond }, w) => {
        const rows = opened(K, n);
        rows.cond.set(cond);
        rows.uncond.set(uncond);
        rows.guide(n, w);
        expect([...rows.cond]).toEqual(cond.map((c, i) => (c === -Infinity ? c : c + w * (c - uncond[i]))));
      }),
    );
  });

  it("sums as logSumExp does, impossible and infinite rows included", () => {
    fc.assert(
      fc.property(rowsOf(sizes), fc.boolean(), ({ K, n, cond }, infinite) => {
        const rows = opened(K, n);
        rows.cond.set(cond);
        if (infinite) rows.cond[K * n - 1] = Infinity;
        const sums = rows.logSums(n);
        for (let k = 0; k < n; k++) {
          const expected = logSumExp(rows.cond.subarray(k * K, (k + 1) * K));
          if (!Number.isFinite(expected)) expect(sums[k]).toBe(expected);
          else expect(Math.abs(sums[k] - expected)).toBeLessThan(1e-15 * (4 + Math.abs(expected)));
        }
      }),
    );
  });

  it("draws what the samplers draw from the same uniforms; −1 where nothing is possible", () => {
    const pick = categorical("f64");
    fc.assert(
      fc.property(
        rowsOf(sizes),
        fc.array(fc.oneof(uniform, fc.constantFrom(0, 1 - 2 ** -53)), { minLength: 5, maxLength: 5 }),
        ({ K, n, cond }, us) => {
          const rows = opened(K, n);
          rows.cond.set(cond);
          rows.uniforms.set(us.slice(0, n));
          const found = [...rows.draw(n)];
          for (let k = 0; k < n; k++) {
            const row = rows.cond.slice(k * K, (k + 1) * K);
            expect(found[k]).toBe(row.every((x) => x === -Infinity) ? -1 : pick(row, K, () => us[k]));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it("never draws what cannot be, where rounding leaves some of the largest share over", () => {
    const rng = namedRng("rows");
    const rows = opened(65, 1);
    for (let run = 0; run < 500; run++) {
      for (let v = 0; v < 65; v++) rows.cond[v] = v < 60 ? -5 * rng() : -Infinity;
      rows.uniforms[0] = 1 - 2 ** -53;
      expect(rows.draw(1)[0]).toBeLessThan(60);
    }
  });

  it("draws nothing where something is +∞", () => {
    const rows = opened(3, 1);
    rows.cond.set([0, Infinity, -1]);
    expect([...rows.draw(1)]).toEqual([-1]);
  });

  it("refuses sizes and counts that are none, and declines what is beyond addresses", () => {
    expect(() => kernelRows(compiledKernels(), 0, 1)).toThrow("alphabet must be an integer of at least 1, got 0");
    expect(() => kernelRows(compiledKernels(), 2, 0.5)).toThrow("most must be an integer of at least 1, got 0.5");
    const rows = opened(2, 3);
    for (const call of [rows.draw, rows.logSums, (count: number) => rows.guide(count, 1)]) {
      expect(() => call(4)).toThrow("count must be an integer from 0 to 3, got 4");
    }
    expect(kernelRows(compiledKernels(), 2 ** 20, 2 ** 10).status).toBe("declined");
  });
});
