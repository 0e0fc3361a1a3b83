import { describe, it } from "vitest";
import { excessRatio, logNormalCdf, tailRatio } from "../../src/numerics/normalTail.ts";
import { expectClose } from "../../testing/close.ts";

/** n/(z + (n+1)/(z + …)): T_n/T_{n−1} by its continued fraction, from far enough. */
const fraction = (n: number, z: number): number => {
  let ratio = Math.sqrt(4000);
  for (let k = 4000 + n; k >= n; k--) ratio = k / (z + ratio);
  return ratio;
};
const places = [0.6, 1, 1.7, 2.5, 4, 6, 10, 40, 1e3, 1e8, 1e150];

describe("excessRatio", () => {
  it("at 0 is ∫ s² φ / ∫ s φ = √(π/2)", () => expectClose(excessRatio(0), Math.sqrt(Math.PI / 2), { relative: 1e-15 }));

  it.each(places)("at %d is the continued fraction 2/(z + 3/(z + …))", (z) =>
    expectClose(excessRatio(z), fraction(2, z), { relative: 1e-15 }),
  );
});

describe("tailRatio", () => {
  it("at 0 is √(π/2)", () => expectClose(tailRatio(0), Math.sqrt(Math.PI / 2), { relative: 1e-15 }));

  it.each(places)("at %d is the continued fraction 1/(z + 1/(z + 2/(z + …)))", (z) =>
    expectClose(tailRatio(z), 1 / (z + fraction(1, z)), { relative: 1e-15 }),
  );
});

describe("logNormalCdf", () => {
  // mpmath 1.3, 400 digits.
  it.each([
    [-1e8, -5000000000000019.0],
    [-40, -804.6084420137538],
    [-10, -53.23128515051247],
    [-1, -1.8410216450092636],
    [-0.001, -0.6939453834669652],
    [0, -Math.LN2],
    [0.5, -0.3689464152886564],
    [3, -0.0013508099647481938],
    [9, -1.1285884059538405e-19],
  ])("at %d is %d", (x, expected) => expectClose(logNormalCdf(x), expected, { relative: 1e-14 }));
});
