import { adaptiveQuadrature } from "../../numerics/adaptiveQuadrature.ts";
import type { Start } from "../guidedField.ts";

/** The class N(mean, variance) and the unconditional law along one direction; variances > 0. */
export interface ScalarPair {
  readonly condMean: number;
  readonly condVariance: number;
  readonly uncondMean: number;
  readonly uncondVariance: number;
}

/** Mean and variance of a Gaussian law along one direction. */
export interface ScalarLaw {
  readonly mean: number;
  readonly variance: number;
}

/*
 * In y = x/cos θ and r = tan² θ (variance exploding: r = σ²), with λ_c, λ_u the variances, d = μ_c − μ_u, D = λ_u − λ_c, q(r) = (λ_u + r)/(λ_c + r) and
 * H(r) = (λ_c + r)^{1+w} (λ_u + r)^{−w} = (λ_c + r) q^{−w}, the guided equations for e = y − μ_c as r falls by dr′ are
 *   flow:     de = −½ (ln H)′ e dr′ + ½ w d/(λ_u + r) dr′
 *   reverse:  de = −(ln H)′ e dr′ + w d/(λ_u + r) dr′ + dB.
 * From e_1, v_1 at r_1, with q_0 = q(0), q_1 = q(r_1), x = 1/(λ_c + r), q = 1 + D x, L = ln(q_0/q_1):
 *   reverse:  E e = (λ_c x_1) e^{−wL} e_1 + λ_c d (1 − e^{−wL})/D
 *             Var = (λ_c x_1)² e^{−2wL} v_1 + λ_c² q_0 (1 − e^{−(2w+1)L})/((2w + 1) D)
 *   flow:     Var = λ_c x_1 e^{−wL} v_1,   E e by quadrature.
 * L/D stays finite as D → 0. v_1 = sd²/cos² θ_1 = sd² (1 + r_1) and μ's are not scaled: y − μ_c has mean −μ_c at the start.
 */

/** x_0 − x_1, x_1 and (1 + r_1) x_1 = 1/(cos² θ λ_c + sin² θ), finite at θ = π/2 too. */
function ends(
  pair: ScalarPair,
  { theta }: Start,
): { readonly x1: number; readonly grown: number; readonly L: number; readonly slope: number } {
  const c = pair.condVariance;
  const D = pair.uncondVariance - c;
  const grown = 1 / (Math.cos(theta) ** 2 * c + Math.sin(theta) ** 2);
  const x1 = Math.cos(theta) ** 2 * grown;
  const difference = Math.sin(theta) ** 2 * grown * (1 / c);
  const part = (D * difference) / (1 + D * x1);
  const L = Math.log1p(part);
  // L/D, also at D = 0
  const slope = (part === 0 ? 1 : L / part) * (difference / (1 + D * x1));
  return { x1, grown, L, slope };
}

/**
 * The law that the guided reverse equation of a Gaussian pair ends in, constant w, along one direction; exact, horizon included. For p = N(0, 2), p_c = N(0, 1) and σ_max → ∞ the variance
 * is (2 − 2^{−2w})/(2w + 1).
 */
export function scalarSdeLaw(pair: ScalarPair, w: number, start: Start): ScalarLaw {
  const { condMean, condVariance: c, uncondMean, uncondVariance: u } = pair;
  const { x1, grown, L, slope } = ends(pair, start);
  const kept = c * x1 * Math.exp(-w * L);
  const mean = condMean - kept * condMean + c * (condMean - uncondMean) * w * slope * fallen(w * L);
  const started = c * c * x1 * grown * Math.exp(-2 * w * L) * start.sd ** 2;
  return { mean, variance: started + c * u * slope * fallen((2 * w + 1) * L) };
}

/** The same for the guided flow: variance λ_c (λ_c/λ_u)^w times what the horizon leaves; the mean by Gauss-Legendre quadrature, error about 1e-14 relative. */
export function scalarFlowLaw(pair: ScalarPair, w: number, start: Start): ScalarLaw {
  const { condMean, condVariance: c, uncondMean, uncondVariance: u } = pair;
  const { x1, grown, L } = ends(pair, start);
  const variance = c * grown * Math.exp(-w * L) * start.sd ** 2;
  const kept = Math.sqrt(c * x1 * Math.exp(-w * L));
  return { mean: condMean - kept * condMean + w * (condMean - uncondMean) * meanIntegral(c, u, w, x1), variance };
}

/** ½ ∫_0^{r_1} G(0)/G(r) dr/(λ_u + r), G = √H, which in y = (λ_c + r)^{−1/2} is √λ_c q_0^{−w/2} ∫ (1 + D y²)^{w/2 − 1} dy: smooth, at its largest at an end. */
function meanIntegral(c: number, u: number, w: number, x1: number): number {
  const D = u - c;
  const logStart = Math.log(u / c);
  const integrand = (y: number): number => Math.exp((w / 2 - 1) * Math.log1p(D * y * y) - (w / 2) * logStart);
  return Math.sqrt(c) * adaptiveQuadrature(integrand, { cuts: [Math.sqrt(x1), Math.sqrt(1 / c)], absolute: 0, relative: 1e-13 }).value;
}

/** (1 − e^{−x})/x, 1 at 0. */
function fallen(x: number): number {
  return x === 0 ? 1 : -Math.expm1(-x) / x;
}
