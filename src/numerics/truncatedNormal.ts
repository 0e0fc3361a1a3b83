import { gaussLegendre } from "./gaussLegendre.ts";
import { DENSITY_AT_ZERO, excessRatio, tailRatio } from "./normalTail.ts";

/**
 * What is known of x₀, uniform on an interval, once u = x₀ + ε is seen, ε ~ N(0, 1). In units of the noise the interval is [−h, h]; ξ = x₀/h. Given u, x₀ is
 * N(u, 1) truncated to it.
 */
export interface TruncatedNormal {
  /** log of the density of u, (Φ(u + h) − Φ(u − h))/(2h), nats. */
  logDensity: number;
  /** E[ε | u] ≥ 0. Its relative accuracy is full inside (where it is tiny), far outside, and near u = 0. */
  noise: number;
  /** Var[ε | u] − 1, in [−1, 0]. */
  curvature: number;
  /** E[ξ | u], in [0, 1]. */
  mean: number;
  /** Var[ξ | u], in (0, 1/3]. */
  variance: number;
}

/** Up to this h and this exponent 2uh a quadrature of twelve nodes over the interval has no error left; beyond, the closed forms do not cancel. */
const NARROW = 1;
const GENTLE = 3;

const { nodes, weights } = gaussLegendre(12);
const PAIRS = 6;
const NODES = nodes.slice(PAIRS);
const LOG_DENSITY_AT_ZERO = Math.log(DENSITY_AT_ZERO);

/** w_i e^{−h²ξ_i²/2} at the positive nodes, the part of the quadrature that does not depend on u; shape [6]. Only wanted for h ≤ 1. */
export function truncatedNormalWeights(h: number): Float64Array {
  return NODES.map((node, i) => 0.5 * weights[PAIRS + i] * Math.exp(-0.5 * (h * node) ** 2));
}

/**
 * Writes the moments; relative error of a few 1e-15 in each, but for the condition of e^{−z²/2} and of u itself. For u < 0 mirror.
 *
 * Three cases. Narrow intervals: quadrature. u inside a wide one: Φ(u + h) − Φ(u − h) = 1 − two tails, and no difference below cancels. u outside: moments of
 * the distance to the near edge, whose law is e^{−zs − s²/2} on [0, 2h], as those of the whole tail less those beyond the far edge.
 *
 * @param near  u − h, distance to the near edge, negative inside
 * @param far   u + h
 * @param u     ≥ 0
 * @param h     ≥ 0
 * @param table `truncatedNormalWeights(h)`
 */
export function truncatedNormal(near: number, far: number, u: number, h: number, table: Float64Array, out: TruncatedNormal): void {
  const exponent = 2 * u * h;
  if (h <= NARROW && exponent <= GENTLE) narrow(u, h, table, out);
  else if (near < 0) inside(near, far, u, h, exponent, out);
  else outside(near, far, h, exponent, out);
}

function narrow(u: number, h: number, table: Float64Array, out: TruncatedNormal): void {
  let mass = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < PAIRS; i++) {
    const rise = Math.expm1(u * h * NODES[i]);
    const fall = rise / (1 + rise);
    const even = table[i] * (2 + rise - fall);
    mass += even;
    first += table[i] * (rise + fall) * NODES[i];
    second += even * NODES[i] * NODES[i];
  }
  out.logDensity = LOG_DENSITY_AT_ZERO - 0.5 * u * u + Math.log(mass);
  out.mean = first / mass;
  out.variance = second / mass - out.mean * out.mean;
  out.noise = u - h * out.mean;
  out.curvature = h * h * out.variance - 1;
}

function inside(near: number, far: number, u: number, h: number, exponent: number, out: TruncatedNormal): void {
  const atNear = DENSITY_AT_ZERO * Math.exp(-0.5 * near * near);
  const ratio = Math.exp(-exponent);
  const mass = 1 - atNear * (tailRatio(-near) + ratio * tailRatio(far));
  out.logDensity = Math.log(mass / (2 * h));
  out.noise = (-atNear * Math.expm1(-exponent)) / mass;
  out.curvature = (atNear * (near - ratio * far)) / mass - out.noise * out.noise;
  out.mean = (u - out.noise) / h;
  out.variance = (1 + out.curvature) / (h * h);
}

function outside(near: number, far: number, h: number, exponent: number, out: TruncatedNormal): void {
  // Distances from the near edge are in units of h, so that their squares do not underflow.
  const squares = excessRatio(near);
  const excess = 1 / (near + squares);
  let mass = 1 / (near + excess);
  let distance = excess / h;
  let variance = distance * ((squares - excess) / h);
  const ratio = Math.exp(-exponent);
  if (ratio > 1e-30) {
    const squaresBeyond = excessRatio(far);
    const excessBeyond = 1 / (far + squaresBeyond);
    const beyond = ratio / (far + excessBeyond);
    const first = mass * distance - beyond * (excessBeyond / h + 2);
    const second = mass * distance * (squares / h) - beyond * ((excessBeyond / h) * (squaresBeyond / h + 4) + 4);
    mass -= beyond;
    distance = first / mass;
    variance = second / mass - distance * distance;
  }
  out.logDensity = LOG_DENSITY_AT_ZERO - 0.5 * near * near + Math.log(mass / (2 * h));
  out.mean = 1 - distance;
  out.variance = variance;
  out.noise = near + h * distance;
  out.curvature = h * h * variance - 1;
}
