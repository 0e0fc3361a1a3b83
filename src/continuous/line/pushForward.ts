import { gaussLegendre } from "../../numerics/gaussLegendre.ts";
import { normalCdf, normalDensity, normalQuantile } from "../../numerics/normalCdf.ts";
import { type Branch, invert } from "./branch.ts";
import type { UnresolvedLaw } from "./lineLaw.ts";

/** What is known of a law besides its map. */
export interface PushForwardOptions {
  readonly error: number;
  readonly method: string;
  /** Ends of the support where it is bounded: what rounding puts outside is put on the edge. */
  readonly support?: readonly [number, number];
}

/**
 * The law of Ψ(ξ), ξ ~ N(0, 1), for an increasing Ψ: P(x ≤ Ψ(ξ)) = Φ(ξ), density φ(ξ)/Ψ′(ξ). Beyond the branches Ψ goes on as a straight line.
 *
 * @param branches increasing, contiguous in ξ, ascending
 */
export function increasingLaw(branches: readonly Branch[], { error, method, support }: PushForwardOptions): UnresolvedLaw {
  const [first, last] = [branches[0], branches[branches.length - 1]];
  const [lowEnd, highEnd] = support ?? [-Infinity, Infinity];
  const inside = (x: number): number => Math.min(highEnd, Math.max(lowEnd, x));
  const [firstSlope, lastSlope] = [first.slope(first.low), last.slope(last.high)];
  const map = (xi: number): number => {
    if (xi <= first.low) return inside(first.left + (xi - first.low) * firstSlope);
    if (xi >= last.high) return inside(last.right + (xi - last.high) * lastSlope);
    const branch = branches[lastAtMost(branches.length, (i) => branches[i].low <= xi)];
    return inside(branch.value(xi));
  };
  const noiseAt = (x: number): { xi: number; slope: number } => {
    if (x < first.left) return { xi: first.low + (x - first.left) / firstSlope, slope: firstSlope };
    if (x > last.right) return { xi: last.high + (x - last.right) / lastSlope, slope: lastSlope };
    const branch = branches[lastAtMost(branches.length, (i) => branches[i].left <= x)];
    const xi = x >= branch.right ? branch.high : invert(branch, x);
    return { xi, slope: branch.slope(xi) };
  };
  const moments = momentsOf(branches, inside);
  return {
    range: [inside(first.left), inside(last.right)],
    breaks: branches
      .slice(1)
      .map((branch) => branch.left)
      .filter((x, i, all) => x > first.left && x < last.right && x !== all[i - 1]),
    density: (x) => {
      if (!(x >= lowEnd && x <= highEnd)) return 0;
      const { xi, slope } = noiseAt(x);
      const density = normalDensity(xi);
      return density === 0 ? 0 : density / slope;
    },
    cdf: (x) => (x < lowEnd ? 0 : x >= highEnd ? 1 : normalCdf(noiseAt(x).xi)),
    quantile: (probability) => map(normalQuantile(probability)),
    ...moments,
    error,
    method,
  };
}

/** The largest i < n for which the condition, true for all smaller ones too, holds; 0 if none. */
function lastAtMost(n: number, holds: (i: number) => boolean): number {
  let [low, high] = [0, n];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Mean and variance of F(ξ), branch by branch. */
export function momentsOf(branches: readonly Branch[], inside: (x: number) => number = (x) => x): { mean: number; variance: number } {
  const { nodes, weights } = gaussLegendre(20);
  const [xs, masses]: [number[], number[]] = [[], []];
  for (const { low, high, value } of branches) {
    const half = 0.5 * (high - low);
    for (let j = 0; j < nodes.length; j++) {
      const xi = low + half * (1 + nodes[j]);
      masses.push(half * weights[j] * normalDensity(xi));
      xs.push(inside(value(xi)));
    }
  }
  let mean = 0;
  for (let i = 0; i < xs.length; i++) mean += masses[i] * xs[i];
  let variance = 0;
  for (let i = 0; i < xs.length; i++) variance += masses[i] * (xs[i] - mean) ** 2;
  return { mean, variance };
}
