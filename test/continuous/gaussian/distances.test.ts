import { describe, expect, it } from "vitest";
import { gaussianHellinger, gaussianKl, gaussianW2 } from "../../../src/continuous/gaussian/distances.ts";
import { linearStepsLaw } from "../../../src/continuous/gaussian/linearSteps.ts";
import { BadInput } from "../../../src/numerics/badInput.ts";
import { expectClose } from "../../../testing/close.ts";

const law = (mean: readonly number[], covariance: readonly number[]) => ({
  mean: Float64Array.from(mean),
  covariance: Float64Array.from(covariance),
});
const p = law([1, -0.5], [0.8, 0.3, 0.3, 0.6]);
const q = law([0.2, 0.1], [2, -0.4, -0.4, 1.5]);
const density = ({ mean, covariance: [a, b, , d] }: typeof p, x: number, y: number): number => {
  const [u, v, det] = [x - mean[0], y - mean[1], a * d - b * b];
  return Math.exp((-0.5 * (d * u * u - 2 * b * u * v + a * v * v)) / det) / (2 * Math.PI * Math.sqrt(det));
};
/** ∫∫ f over [−12, 12]², by the trapezium rule, spectrally accurate here. */
function plane(f: (x: number, y: number) => number): number {
  let total = 0;
  for (let x = -12; x <= 12; x += 0.125) for (let y = -12; y <= 12; y += 0.125) total += f(x, y);
  return total / 64;
}

describe("distances of Gaussians", () => {
  it("KL and Hellinger are their integrals over the plane", () => {
    const kl = plane((x, y) => (density(p, x, y) > 0 ? density(p, x, y) * Math.log(density(p, x, y) / density(q, x, y)) : 0));
    expectClose(gaussianKl(p, q), kl, { absolute: 1e-10 });
    const affinity = plane((x, y) => Math.sqrt(density(p, x, y) * density(q, x, y)));
    expectClose(gaussianHellinger(p, q), Math.sqrt(1 - affinity), { absolute: 1e-10 });
  });

  it("W2 is √(Δμ² + Δsd²) on the line and along common axes, the same both ways, and that of the optimal map A where q = A p", () => {
    expectClose(gaussianW2(law([1], [4]), law([-2], [0.25])), Math.hypot(3, 1.5), { relative: 1e-14 });
    expectClose(gaussianW2(p, q), gaussianW2(q, p), { relative: 1e-12 });
    // x → A x with A symmetric positive is optimal: W2² = E‖x − A x‖² = tr((I − A) Σ (I − A)) for mean 0
    const centred = law([0, 0], [0.8, 0.3, 0.3, 0.6]);
    const A = Float64Array.of(1.5, 0.4, 0.4, 0.7);
    const image = linearStepsLaw(centred, [{ matrix: A, shift: new Float64Array(2), noise: new Float64Array(4) }]);
    const rest = linearStepsLaw(centred, [
      { matrix: Float64Array.of(-0.5, -0.4, -0.4, 0.3), shift: new Float64Array(2), noise: new Float64Array(4) },
    ]).covariance;
    expectClose(gaussianW2(centred, image), Math.sqrt(rest[0] + rest[3]), { relative: 1e-12 });
  });

  it("are 0 between equal laws, up to rounding's square root", () => {
    expectClose([gaussianKl(p, p), gaussianW2(p, p), gaussianHellinger(p, p)], [0, 0, 0], { absolute: 1e-7 });
  });

  it("refuse a covariance that is not positive definite, naming it", () => {
    const flat = law([0, 0], [1, 1, 1, 1]);
    for (const distance of [gaussianKl, gaussianW2, gaussianHellinger]) {
      expect(() => distance(p, flat)).toThrow(new BadInput("q.covariance", "positive definite", [1, 1, 1, 1], "Gaussian distance"));
      expect(() => distance(flat, p)).toThrow(new BadInput("p.covariance", "positive definite", [1, 1, 1, 1], "Gaussian distance"));
    }
  });
});

describe("linearStepsLaw", () => {
  it("is A m + c and A P Aᵀ + Q, step by step, by hand", () => {
    const { mean, covariance } = linearStepsLaw(law([1, 2], [1, 0, 0, 2]), [
      { matrix: Float64Array.of(1, 2, 0, 3), shift: Float64Array.of(10, 20), noise: Float64Array.of(0.5, 0.1, 0.1, 0.25) },
      { matrix: Float64Array.of(0, 1, 1, 0), shift: Float64Array.of(0, 1), noise: new Float64Array(4) },
    ]);
    expectClose(mean, [26, 16], { absolute: 0 });
    expectClose(covariance, [18.25, 12.1, 12.1, 9.5], { absolute: 1e-14 });
  });
});
