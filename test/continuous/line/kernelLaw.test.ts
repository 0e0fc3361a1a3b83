import { describe, expect, it } from "vitest";
import { linearStepsLaw } from "../../../src/continuous/gaussian/linearSteps.ts";
import { kernelLaw } from "../../../src/continuous/line/kernelLaw.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { normalCdf } from "../../../src/numerics/normalCdf.ts";
import { expectClose } from "../../../testing/close.ts";
import { composedOnGrid } from "../../../testing/composedKernels.ts";
import { compareCdf, drawsForCdf } from "../../../testing/dkw.ts";
import { namedRng } from "../../../testing/namedRng.ts";

interface Plain {
  readonly mean: (x: number) => number;
  readonly sd: number;
}
const batch = (steps: readonly Plain[]) =>
  steps.map(({ mean, sd }) => ({
    sd,
    mean: (points: Float64Array, n: number): void => {
      for (let i = 0; i < n; i++) points[i] = mean(points[i]);
    },
  }));

/** Steps whose means fold the line and stretch it by up to four. */
const folding: readonly Plain[] = [
  { mean: (x) => x + 1.5 * Math.sin(2 * x), sd: 0.4 },
  { mean: (x) => 0.6 * x - 0.5 * Math.tanh(4 * x), sd: 0.25 },
  { mean: (x) => 0.9 * x + 0.4 * Math.cos(3 * x), sd: 0.3 },
];

describe("kernelLaw", () => {
  it("of linear steps is the Gaussian of their moments, to 1e-12, for 50 steps with noise falling to 0.01", () => {
    const steps = Array.from({ length: 50 }, (_, k) => ({ a: 0.99 - 0.004 * k, c: 0.1, s: 0.3 / (1 + 0.6 * k) }));
    const law = kernelLaw(batch(steps.map(({ a, c, s }) => ({ mean: (x) => a * x + c, sd: s }))), { sd: 1.3 });
    const exact = linearStepsLaw(
      { mean: Float64Array.of(0), covariance: Float64Array.of(1.69) },
      steps.map(({ a, c, s }) => ({ matrix: Float64Array.of(a), shift: Float64Array.of(c), noise: Float64Array.of(s * s) })),
    );
    const [mean, sd] = [exact.mean[0], Math.sqrt(exact.covariance[0])];
    expectClose([law.mean, law.variance], [mean, sd * sd], { absolute: 1e-12 });
    for (let z = -7; z <= 7; z += 0.5) {
      expectClose(law.cdf(mean + z * sd), normalCdf(z), { absolute: 1e-12 });
      expectClose(law.density(mean + z * sd), Math.exp((-z * z) / 2) / (sd * Math.sqrt(2 * Math.PI)), { absolute: 1e-9 });
    }
    for (const p of [1e-6, 0.3, 0.9]) expectClose(law.cdf(law.quantile(p)), p, { absolute: 1e-13 });
    expect(law.error).toBeLessThan(1e-9);
  });

  it("of steps that fold the line equals plain sums on a fine grid", () => {
    const law = kernelLaw(batch(folding), { sd: 1 });
    const plain = composedOnGrid(folding, 1, { low: -12, high: 12, points: 2401 });
    expect(law.error).toBeLessThan(1e-8);
    for (let x = -2; x <= 2.001; x += 0.25) expectClose(law.cdf(x), plain.cdf(x), { absolute: 1e-9 });
    for (let i = 1000; i <= 1400; i += 50) expectClose(law.density(plain.x[i]), plain.density[i], { absolute: 1e-8 });
  });

  it("follows a last step without noise through its folds: the square of a Gaussian", () => {
    const law = kernelLaw(
      batch([
        { mean: (x) => 0.5 * x, sd: 0.5 },
        { mean: (x) => 2 * x, sd: 0 },
        { mean: (x) => x * x, sd: 0 },
      ]),
      { sd: 1 },
    );
    const sd = Math.SQRT2;
    for (const x of [0.01, 0.5, 2, 9]) expectClose(law.cdf(x), 2 * normalCdf(Math.sqrt(x) / sd) - 1, { absolute: 1e-10 });
    expect(law.error).toBeLessThan(1e-5);
    expectClose(law.mean, 2, { absolute: 1e-9 });
  });

  it("takes steps without noise before others as part of their means, and alone as a map", () => {
    const between = kernelLaw(batch([{ mean: (x) => x + 1, sd: 0 }, folding[0], { mean: (x) => x + Math.sin(x) / 2, sd: 0 }, folding[1]]), {
      sd: 0.8,
    });
    const together = kernelLaw(
      batch([
        { ...folding[0], mean: (x) => folding[0].mean(x + 1) },
        { ...folding[1], mean: (x) => folding[1].mean(x + Math.sin(x) / 2) },
      ]),
      { sd: 0.8 },
    );
    for (const x of [-1, 0, 0.4, 2]) expect(between.cdf(x)).toBe(together.cdf(x));
    const map = kernelLaw(batch([{ mean: (x) => 3 * x, sd: 0 }]), { sd: 0.5 });
    expectClose(map.cdf(1), normalCdf(1 / 1.5), { absolute: 1e-12 });
    expectClose(kernelLaw([], { sd: 2 }).cdf(1), normalCdf(0.5), { absolute: 1e-12 });
  });

  it("sees a spike between wide panels: two places 100 apart, reached with sd 0.01", () => {
    const law = kernelLaw(batch([{ mean: (x) => 50 * Math.tanh(40 * x) + 0.01 * x, sd: 0.01 }]), { sd: 1 });
    expectClose(law.cdf(50.5) - law.cdf(49.5), 1 - normalCdf(Math.atanh(0.99) / 40), { absolute: 1e-4 });
    expect(law.error).toBeLessThan(1e-6);
  });

  describe("against draws", () => {
    const rng = namedRng("kernelLaw against draws");
    const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
    const n = drawsForCdf(0.02, 1e-9);
    const draws = Float64Array.from({ length: n }, () => folding.reduce((x, { mean, sd }) => mean(x) + sd * gaussian(), gaussian()));

    it(`is the law of ${n} draws`, () => {
      const { cdf } = kernelLaw(batch(folding), { sd: 1 });
      expect(compareCdf(draws, cdf, 1e-9)).toMatchObject({ ok: true });
    });

    it("and that check rejects a last step with half the noise", () => {
      const { cdf } = kernelLaw(batch([folding[0], folding[1], { ...folding[2], sd: 0.15 }]), { sd: 1 });
      expect(compareCdf(draws, cdf, 1e-9)).toMatchObject({ ok: false });
    });
  });

  it("refuses a start without width, noise below 0 and a mean that is not finite, with the value", () => {
    expect(() => kernelLaw([], { sd: 0 })).toThrow(new BadInput("sd", "finite and above 0", 0, "kernelLaw"));
    expect(() => kernelLaw(batch([folding[0], { mean: (x) => x, sd: -0.1 }]), { sd: 1 })).toThrow(
      new BadInput("kernels[1].sd", "finite and at least 0", -0.1, "kernelLaw"),
    );
    expect(() => kernelLaw(batch([{ mean: () => Number.NaN, sd: 1 }]), { sd: 1 })).toThrow(
      new BadInput("mean", "finite", Number.NaN, "kernelLaw"),
    );
  });
});
