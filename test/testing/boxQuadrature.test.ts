import { describe, it } from "vitest";
import { noisedInterval } from "../../testing/boxQuadrature.ts";
import { expectClose } from "../../testing/close.ts";

describe("noisedInterval", () => {
  it("by hand: [−1, 1] with noise 1, seen from its centre", () => {
    // Φ(1) − Φ(−1) = 0.6826894921370859, φ(1) = 0.24197072451914337.
    const { logDensity, score, hessian, denoised, spread } = noisedInterval(-1, 1, 1, 1, 0);
    const ratio = (2 * 0.24197072451914337) / 0.6826894921370859;
    expectClose([logDensity, score, denoised], [Math.log(0.6826894921370859 / 2), 0, 0], { absolute: 1e-14 });
    expectClose([hessian, spread], [-ratio, 1 - ratio], { relative: 1e-13 });
  });

  it("far outside next to an edge is an exponential law", () => {
    const { score, denoised, spread } = noisedInterval(0, 1, 1, 1, 1e6 + 1);
    expectClose([score, denoised, spread], [-1e6 - 1e-6, 1 - 1e-6, 1e-12], { relative: 1e-11 });
  });

  it("scaled, x = 2 (x₀ + ε) on a box of width 1/10 around 3", () => {
    const [one, two] = [noisedInterval(2.95, 3.05, 1, 1, 4), noisedInterval(2.95, 3.05, 2, 2, 8)];
    expectClose(
      [two.logDensity, two.score, two.denoised, two.spread],
      [one.logDensity - Math.LN2, one.score / 2, one.denoised, one.spread],
      { relative: 1e-12 },
    );
    // Narrow against the noise: E x₀ = 3 + (x − 3)/1200, spread 1/1200, to relative 1/1200.
    expectClose([one.denoised - 3, one.spread], [1 / 1200, 1 / 1200], { relative: 1e-3 });
  });
});
