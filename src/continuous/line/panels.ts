import { chebyshevCoefficients, chebyshevDerivative, chebyshevPoints, chebyshevValue } from "../../numerics/chebyshev.ts";
import { normalCdf, normalDensity } from "../../numerics/normalCdf.ts";
import type { Branch } from "./branch.ts";
import { monotoneBranches } from "./monotoneCubic.ts";

/** An increasing map Ψ of the noise, in batch: what an integration of the flow gives for n values of ξ. */
export interface NoiseMap {
  /** Ψ(ξ), shape [n]. */
  readonly value: Float64Array;
  /** ln Ψ′(ξ), shape [n]. */
  readonly logSlope: Float64Array;
}

export interface PanelOptions {
  /** Error of the distribution function that each panel may add, probability. */
  readonly tolerance: number;
  /** Ends of the first panels, in ξ, ascending. */
  readonly edges: readonly number[];
  /** Values of ξ that may be asked for in all. */
  readonly mostNodes: number;
}

export interface Panelled {
  /** Contiguous, ascending. */
  readonly branches: readonly Branch[];
  /** Largest estimated error of the distribution function from interpolation; for a panel that was not resolved, its probability. */
  readonly error: number;
  readonly nodes: number;
}

/** Degree of the polynomial on a panel. */
const DEGREE = 14;

/**
 * An increasing map as polynomials on panels in ξ, halved until each is accurate. On a panel Ψ and ln Ψ′ are interpolated apart, at
 * Chebyshev's points, and checked against each other: the slope of the polynomial for Ψ misses the true slope at the points by e, so that
 * Ψ itself is wrong by about e · (half width)/degree, and the distribution function by that times φ/Ψ′. Where Ψ rises like a step (a law that
 * splits, an edge) panels shrink around it until their probability is below the tolerance; there Ψ is a monotone cubic through the points.
 * Errors of Ψ below 1e-13 of max(1, |x|) are rounding and not counted: a law collapsed to such a width is an atom here.
 */
export function panels(map: (noise: Float64Array) => NoiseMap, options: PanelOptions): Panelled {
  const { tolerance, edges, mostNodes } = options;
  const points = chebyshevPoints(DEGREE);
  const size = DEGREE + 1;
  let pending: [number, number][] = [];
  for (let i = 1; i < edges.length; i++) pending.push([edges[i - 1], edges[i]]);
  const found: Branch[] = [];
  let error = 0;
  let nodes = 0;
  while (pending.length > 0) {
    const noise = new Float64Array(size * pending.length);
    for (let p = 0; p < pending.length; p++) {
      const [low, high] = pending[p];
      for (let j = 0; j < size; j++)
        noise[p * size + j] = j === 0 ? low : j === DEGREE ? high : 0.5 * (low + high + (high - low) * points[j]);
    }
    nodes += noise.length;
    const { value, logSlope } = map(noise);
    const halves: [number, number][] = [];
    for (let p = 0; p < pending.length; p++) {
      const own = <A extends Float64Array>(all: A): Float64Array => all.slice(p * size, (p + 1) * size);
      const panel = fitted(own(noise), own(value), own(logSlope));
      const cuts = cutsOf(own(noise), own(value));
      const spent = nodes + size * (halves.length + cuts.length) > mostNodes || cuts.some((cut, i) => i > 0 && !(cut > cuts[i - 1]));
      if (!(panel.error <= tolerance || panel.mass <= tolerance || spent)) {
        for (let i = 1; i < cuts.length; i++) halves.push([cuts[i - 1], cuts[i]]);
        continue;
      }
      error = Math.max(error, Math.min(panel.error, panel.mass));
      if (panel.error <= tolerance && panel.branch) found.push(panel.branch);
      else found.push(...monotoneBranches(own(noise), own(value), own(logSlope)));
    }
    pending = halves;
  }
  found.sort((a, b) => a.low - b.low);
  return { branches: found, error, nodes };
}

/** Where to cut a panel: around the stretch between two points that has most of the rise, if one has; else in the middle. */
function cutsOf(noise: Float64Array, value: Float64Array): number[] {
  const rise = value[DEGREE] - value[0];
  for (let j = 1; j <= DEGREE; j++) {
    if (value[j] - value[j - 1] > 0.5 * rise) return [...new Set([noise[0], noise[j - 1], noise[j], noise[DEGREE]])];
  }
  return [noise[0], 0.5 * (noise[0] + noise[DEGREE]), noise[DEGREE]];
}

interface Fit {
  /** Null where the polynomial is not increasing at the points. */
  readonly branch: Branch | null;
  /** Estimated error of the distribution function. */
  readonly error: number;
  /** Probability of the panel. */
  readonly mass: number;
}

function fitted(noise: Float64Array, value: Float64Array, logSlope: Float64Array): Fit {
  const [low, high] = [noise[0], noise[DEGREE]];
  const half = 0.5 * (high - low);
  const centre = 0.5 * (high + low);
  const series = chebyshevCoefficients(value);
  const slopes = chebyshevCoefficients(logSlope);
  const derivative = chebyshevDerivative(series);
  const points = chebyshevPoints(DEGREE);
  let miss = 0;
  let steepest = 0;
  let increasing = true;
  for (let j = 0; j <= DEGREE; j++) {
    const slope = Math.exp(logSlope[j]);
    const own = chebyshevValue(derivative, points[j]) / half;
    if (!(own > 0) || (j > 0 && !(value[j] > value[j - 1]))) increasing = false;
    miss = Math.max(miss, Math.abs(own - slope));
    steepest = Math.max(steepest, normalDensity(noise[j]) / slope);
  }
  const away = (miss * half) / DEGREE;
  const mass = low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
  const bend = Math.abs(slopes[DEGREE]) + Math.abs(slopes[DEGREE - 1]);
  const rounding = 1e-13 * Math.max(1, Math.abs(value[0]), Math.abs(value[DEGREE]));
  const error = away <= rounding ? 0 : Math.max(away * steepest, 0.1 * bend * mass);
  const branch = {
    low,
    high,
    left: value[0],
    right: value[DEGREE],
    value: (xi: number): number => chebyshevValue(series, (xi - centre) / half),
    slope: (xi: number): number => Math.exp(chebyshevValue(slopes, (xi - centre) / half)),
  };
  return { branch: increasing ? branch : null, error: increasing || away <= rounding ? error : Math.max(error, mass), mass };
}
