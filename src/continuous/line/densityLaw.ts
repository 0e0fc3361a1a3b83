import { chebyshevCoefficients, chebyshevIntegral, chebyshevPoints, chebyshevValue } from "../../numerics/chebyshev.ts";
import { gaussLegendre } from "../../numerics/gaussLegendre.ts";
import { type Branch, invert } from "./branch.ts";
import type { LineLaw } from "./lineLaw.ts";

/** log f(x) at the first n points, nats, any constant factor of f left out; −∞ where f = 0. */
export type LogDensity = (x: Float64Array, n: number, out: Float64Array) => void;

export interface DensityLawOptions {
  /** Ends of the first pieces, ascending: the ends of the range first and last, places where f jumps among them. f is not asked there, but just inside. */
  readonly cuts: readonly number[];
  /** Where f jumps or bends; part of the cuts. */
  readonly breaks: readonly number[];
  /** Allowed error of each piece's mass, as a share of the whole. */
  readonly tolerance: number;
  /** Points at most. */
  readonly mostPoints?: number;
}

export interface Normalised {
  readonly law: LineLaw;
  /** log ∫ f, nats. */
  readonly logMass: number;
  /** Ends of the pieces, ascending. */
  readonly cuts: readonly number[];
}

interface Piece {
  readonly low: number;
  readonly high: number;
  /** log f at Chebyshev's points. */
  readonly log: Float64Array;
}

const DEGREE = 16;
/** exp(−45) < 3e-20: what is so far below the highest point, everywhere on a piece, is left out. */
const DEPTH = 45;
/** Of log f, nats: differences of terms of some hundred lose three digits. */
const ROUNDING = 1e-12;

/**
 * The law with density f/∫f, for f given by its logarithm: f is a polynomial on pieces that are halved until its last coefficients are below the tolerance, and
 * the distribution function is their integral. A piece on which log f varies by more than 12 is always halved, so that no spike hides between points.
 *
 * @returns null where f is 0 at all points
 */
export function densityLaw(logDensity: LogDensity, options: DensityLawOptions): Normalised | null {
  const { cuts, breaks, tolerance, mostPoints = 400_000 } = options;
  const accepted: Piece[] = [];
  let pending: [number, number][] = [];
  for (let i = 1; i < cuts.length; i++) pending.push([cuts[i - 1], cuts[i]]);
  let [peak, total, missed, points] = [-Infinity, 0, 0, 0];
  while (pending.length > 0) {
    const pieces = ask(logDensity, pending);
    points += pieces.length * (DEGREE + 1);
    const before = peak;
    for (const { log } of pieces) for (let j = 0; j <= DEGREE; j++) peak = Math.max(peak, log[j]);
    if (peak === -Infinity) return null;
    [total, missed] = [total * Math.exp(before - peak), missed * Math.exp(before - peak)];
    const fitted = pieces.map((piece) => measured(piece, peak));
    const sum = fitted.reduce((s, { mass }) => s + Math.max(0, mass), total);
    pending = [];
    fitted.forEach(({ mass, error, settled }, p) => {
      const { low, high } = pieces[p];
      const middle = 0.5 * (low + high);
      const spent = points > mostPoints || high - low <= 1e-13 * Math.max(Math.abs(low), Math.abs(high), cuts[cuts.length - 1] - cuts[0]);
      if (!spent && !(settled && error <= tolerance * sum)) {
        pending.push([low, middle], [middle, high]);
        return;
      }
      accepted.push(pieces[p]);
      total += Math.max(0, mass);
      missed += settled ? error : Math.max(error, Math.abs(mass));
    });
  }
  accepted.sort((a, b) => a.low - b.low);
  const logMass = peak + Math.log(total);
  return {
    law: assemble(logDensity, accepted, logMass, breaks, missed / total),
    logMass,
    cuts: [...accepted.map(({ low }) => low), cuts[cuts.length - 1]],
  };
}

/** log f at the points of each piece, its ends drawn in by 1e-13 of its width. */
function ask(logDensity: LogDensity, ends: readonly [number, number][]): Piece[] {
  const z = chebyshevPoints(DEGREE);
  const x = new Float64Array(ends.length * z.length);
  ends.forEach(([low, high], p) => {
    const half = 0.5 * (high - low) * (1 - 2e-13);
    for (let j = 0; j <= DEGREE; j++) x[p * z.length + j] = 0.5 * (low + high) + half * z[j];
  });
  const out = new Float64Array(x.length);
  logDensity(x, x.length, out);
  return ends.map(([low, high], p) => ({ low, high, log: out.slice(p * z.length, (p + 1) * z.length) }));
}

/** Mass of a piece in units of e^peak, its error, and whether the points show all of it. */
function measured({ low, high, log }: Piece, peak: number): { mass: number; error: number; settled: boolean } {
  let [least, most] = [Infinity, -Infinity];
  for (let j = 0; j <= DEGREE; j++) [least, most] = [Math.min(least, log[j]), Math.max(most, log[j])];
  if (most === -Infinity) return { mass: 0, error: 0, settled: true };
  const half = 0.5 * (high - low);
  const series = chebyshevCoefficients(log.map((value) => Math.exp(value - peak)));
  const mass = half * chebyshevValue(chebyshevIntegral(series), 1);
  const error = half * (Math.abs(series[DEGREE]) + Math.abs(series[DEGREE - 1]) + Math.abs(series[DEGREE - 2]));
  const spread = most - least;
  return { mass, error, settled: spread <= 12 || most + 0.5 * spread < peak - DEPTH };
}

function assemble(logDensity: LogDensity, pieces: readonly Piece[], logMass: number, breaks: readonly number[], missed: number): LineLaw {
  const branches: Branch[] = [];
  let below = 0;
  for (const { low, high, log } of pieces) {
    const half = 0.5 * (high - low);
    const centre = 0.5 * (high + low);
    const series = chebyshevCoefficients(log.map((value) => half * Math.exp(value - logMass)));
    const integral = chebyshevIntegral(series);
    const own = Math.max(0, chebyshevValue(integral, 1));
    const from = below;
    branches.push({
      low,
      high,
      left: from,
      right: from + own,
      value: (x) => from + chebyshevValue(integral, (x - centre) / half),
      slope: (x) => chebyshevValue(series, (x - centre) / half) / half,
    });
    below += own;
  }
  const [first, last] = [branches[0], branches[branches.length - 1]];
  const at = (holds: (branch: Branch) => boolean): Branch => {
    let [low, high] = [0, branches.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (holds(branches[middle])) low = middle;
      else high = middle;
    }
    return branches[low];
  };
  const [point, value] = [new Float64Array(1), new Float64Array(1)];
  return {
    range: [first.low, last.high],
    breaks: breaks.filter((x) => x > first.low && x < last.high),
    density: (x) => {
      point[0] = x;
      logDensity(point, 1, value);
      return Math.exp(value[0] - logMass);
    },
    resolve: () => ({
      log: (x) => {
        point[0] = x;
        logDensity(point, 1, value);
        return value[0] - logMass;
      },
      error: () => missed + ROUNDING,
      unresolved: [],
    }),
    cdf: (x) => (x <= first.low ? 0 : x >= last.high ? 1 : Math.min(1, at(({ low }) => low <= x).value(x))),
    quantile: (probability) => {
      const branch = at(({ left }) => left <= probability);
      return probability >= branch.right ? branch.high : probability <= branch.left ? branch.low : invert(branch, probability);
    },
    ...momentsIn(branches),
    error: missed + 1e-14,
    method: `quadrature: density on ${pieces.length} pieces`,
  };
}

function momentsIn(branches: readonly Branch[]): { mean: number; variance: number } {
  const { nodes, weights } = gaussLegendre(12);
  const total = (f: (x: number) => number): number => {
    let sum = 0;
    for (const { low, high, slope } of branches) {
      const half = 0.5 * (high - low);
      for (let j = 0; j < nodes.length; j++) {
        const x = low + half * (1 + nodes[j]);
        sum += half * weights[j] * slope(x) * f(x);
      }
    }
    return sum;
  };
  const mean = total((x) => x);
  return { mean, variance: total((x) => (x - mean) ** 2) };
}
