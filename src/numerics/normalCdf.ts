/** @file The standard normal law on the line. */

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/** φ(x) = e^{−x²/2}/√(2π). */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / SQRT_TWO_PI;
}

/**
 * Φ(x) = P(ξ ≤ x), relative error a few 1e-15 in the lower tail too: the series φ(x) Σ x^{2k+1}/(2k+1)!! near the middle (all terms of one sign), and the
 * continued fraction φ(x)/(|x| + 1/(|x| + 2/(|x| + 3/…))) below −2. Abramowitz and Stegun 26.2.11 and 26.2.14.
 */
export function normalCdf(x: number): number {
  if (x < -2) return x < -40 ? 0 : normalDensity(x) * millsRatio(-x);
  if (x > 2) return 1 - normalCdf(-x);
  let term = x;
  let total = x;
  for (let k = 1; Math.abs(term) > 1e-17 * Math.abs(total); k++) {
    term *= (x * x) / (2 * k + 1);
    total += term;
  }
  return 0.5 + normalDensity(x) * total;
}

/** (1 − Φ(x))/φ(x) for x ≥ 2, the continued fraction from its far end: 400/x² + 12 levels hold 1e-16. */
export function millsRatio(x: number): number {
  let tail = x;
  for (let k = Math.ceil(400 / (x * x)) + 12; k > 0; k--) tail = x + k / tail;
  return 1 / tail;
}

/** Φ^{−1}(p): Hastings' rational start (Abramowitz and Stegun 26.2.23), then Halley steps; ∓∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (!(p > 0)) return p === 0 ? -Infinity : Number.NaN;
  const t = Math.sqrt(-2 * Math.log(p));
  let x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let k = 0; k < 3; k++) {
    const miss = (normalCdf(x) - p) / normalDensity(x);
    x -= miss / (1 + (x * miss) / 2);
  }
  return x;
}
