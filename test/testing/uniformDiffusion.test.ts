import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { forwardKernel, independentStep, reverseGenerator, reverseLaw, sitePosterior, times } from "../../testing/uniformDiffusion.ts";

const pair = { alphabet: 2, length: 1, conditional: Float64Array.of(0.8, 0.2), unconditional: Float64Array.of(0.5, 0.5) };
const square = { alphabet: 2, length: 2, conditional: Float64Array.of(0.4, 0.1, 0.2, 0.3), unconditional: new Float64Array(4).fill(0.25) };
const half = { kept: 0.5, noise: 0.5 };

describe("forwardKernel", () => {
  it("of one site of two tokens at α = ½ is (¾, ¼), by hand; of two sites the product", () => {
    expectClose(forwardKernel(pair, half), [0.75, 0.25, 0.25, 0.75], {});
    expectClose(forwardKernel(square, half).slice(0, 4), [9 / 16, 3 / 16, 3 / 16, 1 / 16], {});
  });
});

describe("reverseGenerator", () => {
  it("at w = 1 is ½ (ratio of p_c)² / (ratio of p), by hand: noised p_c = (0.65, 0.35), p uniform", () => {
    const [up, down] = [((35 / 65) ** 2 * 1) / 2, (65 / 35) ** 2 / 2];
    expectClose(reverseGenerator(pair, 1, half), [-up, up, down, -down], { relative: 1e-14 });
  });

  it("joins states one site apart only", () => {
    expect(reverseGenerator(square, 0, half)[3]).toBe(0);
  });
});

describe("reverseLaw", () => {
  it("at w = 0 is p_c noised to the end, error falling as steps^−4", () => {
    const exact = times(square.conditional, forwardKernel(square, { kept: Math.exp(-0.1), noise: -Math.expm1(-0.1) }));
    const error = (steps: number): number => Math.max(...reverseLaw(square, 0, 0.1, steps).map((value, x) => Math.abs(value - exact[x])));
    expect(error(800)).toBeLessThan(1e-6);
    expectClose(Math.log2(error(200) / error(400)), 4, { absolute: 0.5 });
  });
});

describe("sitePosterior", () => {
  it("of one site is Bayes' rule, by hand: α from ½ to 1 at x_t = 0", () => {
    expectClose(sitePosterior(pair, pair.conditional, [half, { kept: 1, noise: 0 }], [0, 0]), [0.6 / 0.65, 0.05 / 0.65], {
      relative: 1e-14,
    });
  });
});

describe("independentStep", () => {
  it("is the product over sites, by hand", () => {
    const law = independentStep(square, Float64Array.of(1, 0, 0, 0), (_, site) => (site === 0 ? [0.9, 0.1] : [0.3, 0.7]));
    expectClose(law, [0.27, 0.63, 0.03, 0.07], { relative: 1e-14 });
  });
});
