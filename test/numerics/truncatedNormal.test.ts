import { describe, it } from "vitest";
import { truncatedNormal, truncatedNormalWeights } from "../../src/numerics/truncatedNormal.ts";
import { expectClose } from "../../testing/close.ts";
import { TRUNCATED_NORMAL } from "../../testing/truncatedNormalTable.ts";

const moments = (u: number, h: number): readonly number[] => {
  const out = { logDensity: 0, noise: 0, curvature: 0, mean: 0, variance: 0 };
  truncatedNormal(u - h, u + h, u, h, truncatedNormalWeights(h), out);
  return [out.logDensity, out.noise, out.curvature, out.mean, out.variance];
};

describe("truncatedNormal", () => {
  // e^{−z²/2} rounds by z²/2 units, z ≤ 64 here: 2048 · 1.1e-16 = 2.3e-13 where it enters (inside, deep).
  it.each(TRUNCATED_NORMAL)("at u = %d, h = %d agrees with 400-digit values", (u, h, ...expected) => {
    const [logDensity, noise, curvature, mean, variance] = moments(u, h);
    const deep = Math.max(0, h - u) ** 2 * 1.1e-16;
    expectClose(logDensity, expected[0], { relative: 2e-15 });
    expectClose(noise, expected[1], { relative: 4e-15 + deep });
    expectClose(curvature, expected[2], { relative: 4e-15 + deep });
    expectClose(mean, expected[3], { relative: 4e-15 });
    expectClose(variance, expected[4], { relative: 8e-15 });
  });

  it("of an interval of no width is the noise alone", () => {
    expectClose(moments(3, 0), [-4.5 - 0.5 * Math.log(2 * Math.PI), 3, -1, 0, 1 / 3], { relative: 1e-15 });
  });

  it("a million noise widths outside is an exponential law next to the near edge", () => {
    const [, noise, curvature, mean, variance] = moments(1e6 + 1, 1);
    expectClose(noise, 1e6 + 1e-6, { relative: 1e-15 });
    expectClose(curvature, -1 + 1e-12, { relative: 1e-15 });
    expectClose(mean, 1 - 1e-6, { relative: 1e-15 });
    expectClose(variance, 1e-12, { relative: 1e-11 });
  });
});
