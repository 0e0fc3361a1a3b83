import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cloudConfidence, logConfidences, shareImproved } from "../../src/measures/cloudConfidence.ts";
import { cloudMoments, slicedWasserstein, wassersteinSamples } from "../../src/measures/cloudDistances.ts";
import { meanEstimate, shareEstimate } from "../../src/measures/cloudEstimate.ts";
import { boundaryMass, coverage, quantileLevel, supportError } from "../../src/measures/cloudSupport.ts";
import { boxMixture } from "../../src/worlds/continuous/boxMixture.ts";
import { gaussianMixture } from "../../src/worlds/continuous/gaussianMixture.ts";
import { expectClose } from "../../testing/close.ts";
import { dkwRadius } from "../../testing/dkw.ts";
import { namedRng } from "../../testing/namedRng.ts";

const normal = (mean: number) => ({ weight: 0.5, mean: [mean], covariance: 1 });
const pair = {
  dimension: 1,
  conditional: gaussianMixture([normal(1)], 1),
  unconditional: gaussianMixture([normal(1), normal(-1)], 1),
  targetWeight: 0.5,
};
const box = boxMixture([{ weight: 1, low: [0, 0], high: [1, 2] }], 2);

describe("estimates", () => {
  it("mean ± 1.96 s/√n, by hand", () => {
    const found = meanEstimate("m", [1, 2, 3, 4]);
    expect([found.value, found.n, found.name]).toEqual([2.5, 4, "m"]);
    const half = (1.959963984540054 * Math.sqrt(5 / 3)) / 2;
    expectClose([...found.interval], [2.5 - half, 2.5 + half], { relative: 1e-14 });
    expect(found.method).toBe("Monte Carlo (n = 4, 95 % interval 1.235 to 3.765)");
  });

  it("warns of a sum that one sample makes, and is infinite with an infinite sample", () => {
    expect(meanEstimate("m", [...new Array(99).fill(1), 1000]).method).toContain("one sample is 91 % of the sum: interval too narrow");
    expect(meanEstimate("m", [1, Infinity])).toMatchObject({ value: Infinity, interval: [Infinity, Infinity] });
    expect(meanEstimate("m", [1, -Infinity]).value).toBe(-Infinity);
  });

  it("shares with Wilson's interval: 1 of 10 is 0.0179 to 0.4042, and 0 of 10 starts at 0", () => {
    expectClose([...shareEstimate("s", 1, 10).interval], [0.0178762, 0.40415], { absolute: 1e-6 });
    expect(shareEstimate("s", 0, 10).interval[0]).toBe(0);
    expectClose(shareEstimate("s", 0, 10).interval[1], 1.959963984540054 ** 2 / (10 + 1.959963984540054 ** 2), { relative: 1e-12 });
    expect(shareEstimate("s", 10, 10).interval[1]).toBe(1);
  });

  it("refuse fewer samples than an interval needs", () => {
    expect(() => meanEstimate("m", [1])).toThrow("samples must be at least 2, got 1");
    expect(() => shareEstimate("m", 0, 0)).toThrow("samples must be at least 1, got 0");
  });
});

describe("confidence of a cloud", () => {
  it("is the logistic function of 2x for N(±1, 1)", () => {
    const points = Float64Array.of(-3, 0, 0.5, 40);
    expectClose(
      logConfidences(pair, points),
      points.map((x) => -Math.log1p(Math.exp(-2 * x))),
      { absolute: 1e-13 },
    );
    const [confidence, log, reciprocal] = cloudConfidence(pair, Float64Array.of(0, 0.5));
    const p = [0.5, 1 / (1 + Math.exp(-1))];
    expectClose(confidence.value, (p[0] + p[1]) / 2, { relative: 1e-12 });
    expectClose(log.value, (Math.log(p[0]) + Math.log(p[1])) / 2, { relative: 1e-12 });
    expectClose(reciprocal.value, (1 / p[0] + 1 / p[1]) / 2, { relative: 1e-12 });
  });

  it("counts samples that improve with common noise, ties included", () => {
    expect(shareImproved(pair, Float64Array.of(1, 1, -1, 0), Float64Array.of(0, 1, 0, 0.5)).value).toBe(0.5);
    expect(() => shareImproved(pair, Float64Array.of(1), Float64Array.of(1, 2))).toThrow("plain must be as long as guided (1), got 2");
  });

  it("refuses an explicit pair", () => {
    expect(() => logConfidences({ ...pair, targetWeight: null }, Float64Array.of(1))).toThrow(
      'world must be classes, of which the target is one, got "an explicit pair"',
    );
  });
});

describe("support of a cloud", () => {
  it("counts what is off a box, and what is near its edges inside", () => {
    const points = Float64Array.of(0.5, 1, 1.5, 1, 0.05, 1, 0.5, 1.95, -0.05, 1);
    expect(supportError(box, points).value).toBe(0.4);
    expect(boundaryMass(box, points, 0.1).value).toBe(0.4);
    expect(boundaryMass(box, points, 0.01).value).toBe(0);
    expect(() => boundaryMass(box, points, 0)).toThrow("distance must be above 0, got 0");
  });

  it("of a smooth law is what lies below a quantile of its own log density: within the stated margin of the share", () => {
    const law = gaussianMixture([{ weight: 1, mean: [0, 0], covariance: 1 }], 2);
    const n = 20_000;
    const { level, margin } = quantileLevel(law, 0.05, n, namedRng("quantile level"));
    // P(ln p < level) = P(r² > −2 (level + ln 2π)) = e^{level} 2π for the plane's normal law.
    const share = Math.exp(level) * 2 * Math.PI;
    expect(Math.abs(share - 0.05)).toBeLessThan(dkwRadius(n, 1e-9) + 1 / n);
    expectClose(margin, dkwRadius(n, 0.05), { relative: 1e-12 });
    expect(Math.abs(2 * share - 0.05)).toBeGreaterThan(dkwRadius(n, 1e-9) + 1 / n);
    const far = Math.sqrt(-2 * (level + Math.log(2 * Math.PI)));
    expect(supportError(law, Float64Array.of(0, 0, far * 1.01, 0, 0, far * 0.99, 0, 9), level).value).toBe(0.5);
    expect(() => quantileLevel(law, 1, 10, namedRng("x"))).toThrow("share must be between 0 and 1, got 1");
  });

  it("coverage counts anchors with a sample near, not samples", () => {
    const anchors = Float64Array.of(0, 0, 5, 5, 9, 0);
    expect(coverage(anchors, Float64Array.of(0.1, 0, 0, 0.2, 5, 5.3), 2, 0.3)).toEqual({
      value: 2 / 3,
      method: "Monte Carlo (n = 3): 2 of 3 within 0.3",
    });
    expect(coverage(anchors, Float64Array.of(0.1, 0, 0, 0.2, 5, 5.3), 2, 0.15).value).toBe(1 / 3);
  });
});

describe("distances of clouds", () => {
  it("W on the line by hand: shifts, and unequal numbers of samples", () => {
    expect(wassersteinSamples([3, 1], [2, 4], 1)).toBe(1);
    expect(wassersteinSamples([0], [1, 3], 1)).toBe(2);
    expectClose(wassersteinSamples([0], [1, 3], 2), Math.sqrt(5), { relative: 1e-15 });
    // Thirds against halves: 0 → 1 on [0, 1/3], 0 → 1 on [1/3, 1/2], 0 → 5 on [1/2, 2/3], 3 → 5 on the rest.
    expectClose(wassersteinSamples([0, 0, 3], [1, 5], 1), 1 / 2 + 5 / 6 + 2 / 3, { relative: 1e-14 });
  });

  it("W agrees with ∫ |F − G| on random samples", () => {
    const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        let area = 0;
        for (let x = -20; x < 20; x++) {
          const share = (list: number[]): number => list.filter((v) => v <= x).length / list.length;
          area += Math.abs(share(a) - share(b));
        }
        expectClose(wassersteinSamples(a, b, 1), area, { absolute: 1e-12 });
      }),
    );
  });

  it("sliced W of a shift (3, 4) is 5 √½ at order 2 and 10/π at order 1, and says how it was obtained", () => {
    const cloud = Float64Array.of(0, 0, 1, 7, -2, 3);
    const moved = cloud.map((v, e) => v + (e % 2 === 0 ? 3 : 4));
    expectClose(slicedWasserstein(cloud, moved, 2).value, 5 * Math.SQRT1_2, { relative: 1e-12 });
    expectClose(slicedWasserstein(cloud, moved, 1, 1000).value, 10 / Math.PI, { relative: 1e-5 });
    expect(slicedWasserstein(cloud, moved, 2)).toMatchObject({
      name: "sliced W2",
      method: "sliced (64 directions), Monte Carlo (n = 3 and 3)",
    });
    expect(() => slicedWasserstein(new Float64Array(0), moved, 1)).toThrow("samples must be at least 1 in each cloud, got [0, 3]");
    expect(() => slicedWasserstein(cloud, moved, 1, 0)).toThrow("directions must be an integer, at least 1, got 0");
  });

  it("moments by hand", () => {
    const { mean, covariance, standardError } = cloudMoments(Float64Array.of(0, 0, 2, 4), 2);
    expect([...mean, ...covariance]).toEqual([1, 2, 2, 4, 4, 8]);
    expectClose(standardError, [1, 2], { relative: 1e-15 });
    expect(() => cloudMoments(Float64Array.of(1, 2), 2)).toThrow("samples must be at least 2, got 1");
  });
});
