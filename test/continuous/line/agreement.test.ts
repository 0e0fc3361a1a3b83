import { describe, expect, it } from "vitest";
import { agreement } from "../../../src/continuous/line/agreement.ts";
import { kernelLaw } from "../../../src/continuous/line/kernelLaw.ts";
import type { ResolvedDensity } from "../../../src/continuous/line/lineLaw.ts";
import { noDensityIn } from "../../../src/continuous/line/noDensity.ts";
import { stepMapLaw } from "../../../src/continuous/line/stepMapLaw.ts";
import { normalCdf, normalDensity, normalQuantile } from "../../../src/numerics/normalCdf.ts";

const normal = { range: [-8, 8] as const, density: normalDensity, cdf: normalCdf, quantile: normalQuantile };

describe("what two computations of one density know of it", () => {
  it("four times the largest difference of the logarithms nearby is the error", () => {
    const { log, error, unresolved } = agreement(normal, (x) => normalDensity(x) * (x > 3 ? 1.05 : 1.001), -6, 6);
    expect(unresolved).toEqual([]);
    expect(log(2)).toBeCloseTo(Math.log(normalDensity(2)), 12);
    expect(error(2)).toBeCloseTo(4 * Math.log(1.001), 9);
    expect(error(4)).toBeCloseTo(4 * Math.log(1.05), 9);
    expect(error(-6)).toBeCloseTo(4 * Math.log(1.001), 9);
  });

  it("not known: outside the law's range, where they differ by a tenth and more, and where one of them is 0", () => {
    const { unresolved } = agreement(normal, (x) => (x > 4 ? 0 : x < -2 ? 2 * normalDensity(x) : normalDensity(x)), -10, 10);
    expect(unresolved.length).toBe(2);
    const [[low, first], [second, high]] = unresolved;
    expect([low, high]).toEqual([-10, 10]);
    for (const [found, edge] of [
      [first, -2],
      [second, 4],
    ])
      expect(Math.abs(found - edge)).toBeLessThan(0.07);
    expect(agreement(normal, normalDensity, 9, 12).unresolved).toEqual([[9, 12]]);
  });
});

describe("what laws of samplers with steps know of their tails", () => {
  const along = (resolved: ResolvedDensity, from: number, to: number, variance: number): number => {
    let worst = 0;
    for (let x = from; x <= to; x += 0.05) {
      if (resolved.unresolved.some(([low, high]) => x >= low && x <= high)) continue;
      const miss = Math.abs(resolved.log(x) + (x * x) / (2 * variance) + 0.5 * Math.log(2 * Math.PI * variance));
      expect(miss).toBeLessThanOrEqual(resolved.error(x) + 1e-11 * Math.max(1, x * x));
      worst = Math.max(worst, miss);
    }
    return worst;
  };
  const edgeOf = ({ unresolved }: ResolvedDensity): number => Math.min(...unresolved.flat().filter((x) => x > 0));

  it("a map of the noise: to 24 standard deviations, and no further than polynomials hold it", () => {
    const straight = stepMapLaw(() => {}, { sd: 1 }).resolve(-40, 40);
    along(straight, -30, 30, 1);
    expect(edgeOf(straight)).toBeGreaterThan(23);
    expect(edgeOf(straight)).toBeLessThan(24.5);
    const wild = stepMapLaw(
      (points, n) => {
        for (let i = 0; i < n; i++) if (points[i] > 11) points[i] += 0.3 * Math.sin(1e6 * points[i]);
      },
      { sd: 1, mostNodes: 3000 },
    ).resolve(-13, 13);
    expect(edgeOf(wild)).toBeGreaterThan(10);
    expect(edgeOf(wild)).toBeLessThan(11.3);
  });

  it("a step with noise: within its error of N(0, 2) down to densities of 1e-8, and not known far below", () => {
    const law = kernelLaw([{ mean: () => {}, sd: 1 }], { sd: 1 });
    const resolved = law.resolve(-20, 20);
    along(resolved, -20, 20, 2);
    expect(edgeOf(resolved)).toBeGreaterThan(8);
    expect(edgeOf(resolved)).toBeLessThan(20);
  });
});

describe("intervals without density", () => {
  it("cut what is not resolved, and are −∞ inside", () => {
    const known = { log: () => -1, error: () => 0.5, unresolved: [[0, 4] as const, [6, 8] as const] };
    const { log, error, unresolved } = noDensityIn(known, [
      [-Infinity, 1],
      [2, 3],
      [5, 9],
    ]);
    expect(unresolved).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect([log(0.5), log(1.5), log(2.5), error(2.5), error(3.5)]).toEqual([-Infinity, -1, -Infinity, 0, 0.5]);
  });
});
