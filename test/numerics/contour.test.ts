import { describe, expect, it } from "vitest";
import { type ContourSize, contour } from "../../src/numerics/contour.ts";

interface Complex {
  readonly re: number;
  readonly im: number;
}

/** f(u) from its transform at z, given as a function of ζ = z·u. */
const inverted = (M: ContourSize, transform: (zeta: Complex) => Complex): number =>
  contour(M).reduce((total, { re, im, weightRe, weightIm }) => {
    const value = transform({ re, im });
    return total + weightRe * value.re - weightIm * value.im;
  }, 0);

const divided = (a: Complex, b: Complex): Complex => {
  const norm = b.re ** 2 + b.im ** 2;
  return { re: (a.re * b.re + a.im * b.im) / norm, im: (a.im * b.re - a.re * b.im) / norm };
};
const times = (a: Complex, factor: number): Complex => ({ re: a.re * factor, im: a.im * factor });

/** P(n-th jump has happened by u) where the k-th waits Exp(rates[k]), rates times u. */
const arrived = (M: ContourSize, rates: readonly number[]): number =>
  inverted(M, (zeta) =>
    rates.reduce((value, rate) => times(divided(value, { re: zeta.re + rate, im: zeta.im }), rate), divided({ re: 1, im: 0 }, zeta)),
  );

/** 1 − e^{−x} Σ_{k<n} x^k/k!, by the tail Σ_{k≥n} where x is small. */
function erlang(n: number, x: number): number {
  let term = Math.exp(-x);
  let below = 0;
  for (let k = 0; k < n; k++) {
    below += term;
    term *= x / (k + 1);
  }
  if (below < 0.5) return 1 - below;
  let above = 0;
  for (let k = n; term > 0 && k < n + 200; k++) {
    above += term;
    term *= x / (k + 1);
  }
  return above;
}

const clocks = Array.from({ length: 45 }, (_, k) => 10 ** (-2 + k / 10));
const sizes: readonly ContourSize[] = [24, 32, 40, 48, 64];

describe("contour", () => {
  it.each(sizes)("of M = %d has M/2 nodes in the upper half plane, a multiple of four, the same ones every time", (M) => {
    expect(contour(M).length).toBe(M / 2);
    expect(contour(M).length % 4).toBe(0);
    for (const { im } of contour(M)) expect(im).toBeGreaterThan(0);
    expect(contour(M)).toBe(contour(M));
  });

  // Rounding stated in the file, twice.
  it.each([
    [24, 6e-14],
    [32, 4e-13],
    [40, 4e-13],
    [48, 2e-12],
    [64, 2e-11],
  ] as const)("of M = %d inverts 1/(z + λ) to e^{−λu} within %d for any λu", (M, stated) => {
    for (const x of [0, 1e-6, ...clocks, 700, 1e8, 1e300]) {
      const value = inverted(M, ({ re, im }) => divided({ re: 1, im: 0 }, { re: re + x, im }));
      expect(Math.abs(value - Math.exp(-x))).toBeLessThan(stated);
    }
  });

  it("at M = 24 is worse than 1e-12 from four equal rates on: the reason for more nodes", () => {
    const worst = (jumps: number): number =>
      Math.max(...clocks.map((x) => Math.abs(arrived(24, new Array<number>(jumps).fill(x)) - erlang(jumps, x))));
    expect(worst(1)).toBeLessThan(4e-14);
    expect(worst(3)).toBeLessThan(1e-12);
    expect(worst(4)).toBeGreaterThan(3e-12);
    expect(worst(6)).toBeGreaterThan(5e-11);
  });

  it.each([
    [24, 3],
    [32, 10],
    [40, 18],
  ] as const)("of M = %d keeps to 1e-12 for up to %d jumps, with equal rates and with rates n, n − 1, …, 1", (M, most) => {
    for (let jumps = 1; jumps <= most; jumps++) {
      for (const x of clocks) {
        expect(Math.abs(arrived(M, new Array<number>(jumps).fill(x)) - erlang(jumps, x))).toBeLessThan(1e-12);
        const falling = Array.from({ length: jumps }, (_, k) => (jumps - k) * x);
        expect(Math.abs(arrived(M, falling) - (-Math.expm1(-x)) ** jumps)).toBeLessThan(1e-12);
      }
    }
  });

  it.each([
    [32, 5, 1e-10],
    [40, 8, 1e-10],
    [48, 12, 1e-10],
    [64, 18, 1e-8],
  ] as const)(
    "of M = %d inverts 1/z^n to u^{n−1}/(n−1)! to relative accuracy for n up to %d: all rates equal, far out",
    (M, most, stated) => {
      let factorial = 1;
      for (let n = 1; n <= most; n++) {
        const value = inverted(M, (zeta) =>
          Array.from({ length: n }).reduce((product: Complex) => divided(product, zeta), { re: 1, im: 0 }),
        );
        expect(Math.abs(value * factorial - 1)).toBeLessThan(stated);
        factorial *= n;
      }
    },
  );
});
