/** @file The upper tail of the normal law, relative to the density at its edge: accurate to a few 1e-16 relative however far out. */

/**
 * Moments of the excess over z ≥ 0 of a standard normal variable: with T_n(z) = ∫₀^∞ sⁿ e^{−zs − s²/2} ds this is T_2/T_1; then T_1/T_0 = 1/(z + T_2/T_1) and
 * T_0 = 1/(z + T_1/T_0) is the Mills ratio Q(z)/φ(z), by T_{n+1} = n T_{n−1} − z T_n: sums of positive numbers only.
 *
 * A polynomial of degree 31 in (z − 4)/(z + 4), divided by z + 2: the Chebyshev interpolant at 64 nodes, cut and rearranged in 60-digit arithmetic (mpmath 1.3).
 *
 * @param z ≥ 0
 * @returns relative error ≤ 5e-16; 2/z to first order for large z
 */
export function excessRatio(z: number): number {
  const t = z < 1e18 ? (z - 4) / (z + 4) : 1;
  const t2 = t * t;
  const t4 = t2 * t2;
  let c0 = 0;
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  for (let k = COEFFICIENTS.length - 4; k >= 0; k -= 4) {
    c0 = c0 * t4 + COEFFICIENTS[k];
    c1 = c1 * t4 + COEFFICIENTS[k + 1];
    c2 = c2 * t4 + COEFFICIENTS[k + 2];
    c3 = c3 * t4 + COEFFICIENTS[k + 3];
  }
  return (c0 + c1 * t + (c2 + c3 * t) * t2) / (z + 2);
}

/** Q(z)/φ(z) for z ≥ 0, Q = 1 − Φ: the ratio of Mills, √(π/2) erfcx(z/√2). Relative error ≤ 5e-16. */
export function tailRatio(z: number): number {
  return 1 / (z + 1 / (z + excessRatio(z)));
}

/** log Φ(x), nats; finite for every x down to −1e154. */
export function logNormalCdf(x: number): number {
  if (x < 0) return Math.log(DENSITY_AT_ZERO * tailRatio(-x)) - 0.5 * x * x;
  return Math.log1p(-DENSITY_AT_ZERO * Math.exp(-0.5 * x * x) * tailRatio(x));
}

/** φ(0) = 1/√(2π). */
export const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

const COEFFICIENTS = Float64Array.of(
  2.5949024512387098,
  -0.5252266501167893,
  -0.3512715483795073,
  0.3716827905541514,
  -0.007579309390423363,
  -0.13717715216474616,
  0.029341042462209005,
  0.052060137556448886,
  -0.018390341923500378,
  -0.02062876888252487,
  0.009263884038356374,
  0.008487823851712182,
  -0.004239575648398881,
  -0.0035858903504724015,
  0.0018174826668761013,
  0.001532080631088912,
  -0.0007365720966846829,
  -0.0006509162206284911,
  0.0002830545256614571,
  0.0002703355920905357,
  -0.00010313540820075119,
  -0.00010761442539972134,
  3.5279042557627384e-5,
  3.982345033360072e-5,
  -1.0912387626510942e-5,
  -1.2977071969861116e-5,
  2.801119824624064e-6,
  3.400379358624427e-6,
  -5.099610518337383e-7,
  -6.163139653184604e-7,
  4.741669903744165e-8,
  5.621581167835913e-8,
);
