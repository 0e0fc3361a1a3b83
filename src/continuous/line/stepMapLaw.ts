import { BadInput } from "../../numerics/badInput.ts";
import { chebyshevCoefficients, chebyshevDerivative, chebyshevPoints, chebyshevValue } from "../../numerics/chebyshev.ts";
import { normalDensity } from "../../numerics/normalCdf.ts";
import { agreement } from "./agreement.ts";
import type { Branch } from "./branch.ts";
import { foldedLaw, massOf } from "./foldedLaw.ts";
import type { LineLaw, UnresolvedLaw } from "./lineLaw.ts";

/** A sampler without noise as a map of the line: replaces the first n start points by where the sampler ends. */
export type StepMap = (points: Float64Array, n: number) => void;

export interface StepMapOptions {
  /** Standard deviation of the start, > 0. */
  readonly sd: number;
  /** Largest error of the map on a panel, as a share of its spread; 1e-12 when absent. */
  readonly tolerance?: number;
  /** Start points at most; 60000 when absent. */
  readonly mostNodes?: number;
}

const DEGREE = 16;
const EDGES = [-8.5, -6, -4.5, -3, -2, -1, 0, 1, 2, 3, 4.5, 6, 8.5];

interface Panel {
  readonly low: number;
  readonly high: number;
  /** F at Chebyshev's points in ξ. */
  readonly value: Float64Array;
  readonly resolved: boolean;
}

/**
 * Law of F(x₀), x₀ ~ N(0, sd²), for a map F that may fold the line: large steps and strong guidance do. F is a polynomial on panels of ξ = x₀/sd,
 * cut at its turning points into monotone branches; cdf(x) adds the probabilities of the parts of each branch below x, the density is Σ φ(ξ)/|F′(ξ)|, infinite at
 * a turning value. Where F is constant the law has an atom.
 *
 * `error`: a polynomial wrong by δ moves ξ by the smaller of δ/|F′| and √(2δ/|F″|); the probabilities of these shifts at ends and middle of all branches are
 * added, and those of panels that were not resolved.
 *
 * @throws BadInput for sd ≤ 0 or a map that is not finite
 */
export function stepMapLaw(map: StepMap, options: StepMapOptions): LineLaw {
  const { sd, tolerance = 1e-12, mostNodes = 60_000 } = options;
  if (!(sd > 0 && sd < Infinity)) throw new BadInput("sd", "finite and above 0", sd, "stepMapLaw");
  const plan = { sd, tolerance, mostNodes, edges: EDGES, enough: ENOUGH, chorded: true };
  const law = mappedLaw(map, plan);
  let tails: { readonly fine: UnresolvedLaw; readonly rough: UnresolvedLaw } | null = null;
  const resolve: LineLaw["resolve"] = (low, high) => {
    tails ??= {
      fine: mappedLaw(map, { ...plan, edges: [...mirrored(TAILS), ...EDGES, ...TAILS], enough: 0 }),
      // without the outermost panels and those that no polynomial holds: where these count, the two differ
      rough: mappedLaw(map, {
        ...plan,
        edges: [...mirrored(TAILS.slice(0, -1)), ...EDGES, ...TAILS.slice(0, -1)],
        enough: 0,
        tolerance: ROUGHER * tolerance,
        chorded: false,
      }),
    };
    return agreement(tails.fine, tails.rough.density, low, high);
  };
  return { ...law, resolve };
}

/** Probability of a panel below which it need not be resolved. */
const ENOUGH = 1e-10;
/** Ends of panels in ξ beyond EDGES, where only the density is of interest; φ(34) = 1e-252. */
const TAILS = [11, 14, 18, 24, 34];
const mirrored = (edges: readonly number[]): number[] => edges.map((xi) => -xi).reverse();
/** How much less accurate the law is with which densities are compared to see how far they are known. */
const ROUGHER = 100;

interface Plan extends Required<StepMapOptions> {
  readonly edges: readonly number[];
  readonly enough: number;
  /** Whether panels that are not resolved take part, as straight pieces. */
  readonly chorded: boolean;
}

function mappedLaw(map: StepMap, plan: Plan): UnresolvedLaw {
  const { tolerance } = plan;
  const { panels, nodes, spread } = resolvedPanels(map, plan);
  const branches: Branch[] = [];
  let error = 1e-15;
  for (const panel of panels) {
    if (panel.resolved) error += cutPanel(panel, tolerance * spread, branches);
    else {
      error += massOf(panel.low, panel.high);
      if (plan.chorded) branches.push(...chords(panel));
    }
  }
  return foldedLaw(branches, error, `quadrature: map of ${nodes} quantiles`);
}

/** Polynomials that hold the map to `tolerance` times its spread, or panels of probability below `enough` where they do not. */
function resolvedPanels(
  map: StepMap,
  { sd, tolerance, mostNodes, edges, enough }: Plan,
): { panels: Panel[]; nodes: number; spread: number } {
  const z = chebyshevPoints(DEGREE);
  const panels: Panel[] = [];
  let pending: [number, number][] = edges.slice(1).map((high, i) => [edges[i], high]);
  let [nodes, spread] = [0, 0];
  while (pending.length > 0) {
    const points = new Float64Array(pending.length * z.length);
    pending.forEach(([low, high], p) => {
      for (let j = 0; j <= DEGREE; j++)
        points[p * z.length + j] = sd * (j === 0 ? low : j === DEGREE ? high : 0.5 * (low + high + (high - low) * z[j]));
    });
    map(points, points.length);
    const wrong = points.findIndex((x) => !Number.isFinite(x));
    if (wrong >= 0) throw new BadInput("map", "finite", points[wrong], "stepMapLaw");
    if (nodes === 0) spread = spreadOf(points, edges);
    nodes += points.length;
    const halves: [number, number][] = [];
    pending.forEach(([low, high], p) => {
      const value = points.slice(p * z.length, (p + 1) * z.length);
      const series = chebyshevCoefficients(value);
      const tail = Math.abs(series[DEGREE]) + Math.abs(series[DEGREE - 1]) + Math.abs(series[DEGREE - 2]);
      const size = value.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      const mass = massOf(low, high);
      const weight = Math.min(1e4, normalDensity(0) / normalDensity(Math.min(Math.abs(low), Math.abs(high))));
      const resolved = tail <= Math.max(tolerance * spread * weight, 2e-15 * size);
      const spent = nodes + (halves.length + 2) * z.length > mostNodes;
      if (resolved || mass <= enough || spent) panels.push({ low, high, value, resolved });
      else halves.push([low, 0.5 * (low + high)], [0.5 * (low + high), high]);
    });
    pending = halves;
  }
  panels.sort((a, b) => a.low - b.low);
  return { panels, nodes, spread };
}

/** Root of the mean square of the first points about their middle one, weighted by the noise's density: the size of the law. */
function spreadOf(points: Float64Array, edges: readonly number[]): number {
  const z = chebyshevPoints(DEGREE);
  let [total, first, second] = [0, 0, 0];
  for (let p = 0; p + 1 < edges.length; p++) {
    for (let j = 0; j <= DEGREE; j++) {
      const width = edges[p + 1] - edges[p];
      const weight = width * Math.sqrt(1 - z[j] ** 2) * normalDensity(edges[p] + 0.5 * width * (1 + z[j]));
      const x = points[p * z.length + j];
      total += weight;
      first += weight * x;
      second += weight * x * x;
    }
  }
  const mean = first / total;
  return Math.max(Math.sqrt(Math.max(0, second / total - mean * mean)), 1e-13 * Math.abs(mean), 1e-300);
}

/** Adds the monotone branches of a polynomial panel; returns the probability that an error δ of the polynomial moves. */
function cutPanel({ low, high, value }: Panel, delta: number, branches: Branch[]): number {
  const constant = value[0];
  if (value.every((x) => x === constant)) {
    branches.push({ low, high, left: constant, right: constant, value: () => constant, slope: () => 0 });
    return 0;
  }
  const series = chebyshevCoefficients(value);
  const derivative = chebyshevDerivative(series);
  const second = chebyshevDerivative(derivative);
  const half = 0.5 * (high - low);
  const centre = 0.5 * (low + high);
  const F = (xi: number): number => chebyshevValue(series, (xi - centre) / half);
  const slope = (xi: number): number => chebyshevValue(derivative, (xi - centre) / half) / half;
  const ends = [low, ...turningPoints(slope, low, high), high];
  const shift = (xi: number): number => {
    const bend = Math.abs(chebyshevValue(second, (xi - centre) / half)) / (half * half);
    return normalDensity(xi) * Math.min(delta / Math.abs(slope(xi)), Math.sqrt((2 * delta) / bend));
  };
  let moved = 0;
  for (let i = 1; i < ends.length; i++) {
    const [from, to] = [ends[i - 1], ends[i]];
    const left = i === 1 ? value[0] : F(from);
    const right = i === ends.length - 1 ? value[DEGREE] : F(to);
    const branch = { low: from, high: to, left, right, value: F, slope };
    branches.push(branch);
    // a branch no longer than the error is an atom, and its place is all that is uncertain
    if (Math.abs(branch.right - branch.left) > 2 * delta)
      moved += Math.min(massOf(from, to), shift(from) + shift(to) + shift(0.5 * (from + to)));
  }
  return moved;
}

/** Places of sign change of a polynomial of degree 15 on a panel, from 96 samples and bisection. */
function turningPoints(slope: (xi: number) => number, low: number, high: number): number[] {
  const out: number[] = [];
  const samples = 96;
  let [before, at] = [slope(low), low];
  for (let k = 1; k <= samples; k++) {
    const next = low + ((high - low) * k) / samples;
    const value = slope(next);
    if (before * value < 0) {
      let [a, b] = [at, next];
      for (let step = 0; step < 60 && b - a > 1e-16; step++) {
        const middle = 0.5 * (a + b);
        if (slope(middle) * before > 0) a = middle;
        else b = middle;
      }
      out.push(0.5 * (a + b));
    }
    if (value !== 0) before = value;
    at = next;
  }
  return out;
}

/** Straight pieces between the points of a panel that is not resolved. */
function chords({ low, high, value }: Panel): Branch[] {
  const z = chebyshevPoints(DEGREE);
  const at = (j: number): number => 0.5 * (low + high + (high - low) * z[j]);
  return Array.from({ length: DEGREE }, (_, j) => {
    const slope = (value[j + 1] - value[j]) / (at(j + 1) - at(j));
    return {
      low: at(j),
      high: at(j + 1),
      left: value[j],
      right: value[j + 1],
      value: (xi: number) => value[j] + slope * (xi - at(j)),
      slope: () => slope,
    };
  });
}
