import { normalCdf, normalDensity } from "../../numerics/normalCdf.ts";
import { type Branch, invert } from "./branch.ts";
import type { UnresolvedLaw } from "./lineLaw.ts";
import { momentsOf } from "./pushForward.ts";

/** Probability of the noise between two values of ξ. */
export function massOf(low: number, high: number): number {
  return low > 0 ? normalCdf(-low) - normalCdf(-high) : normalCdf(high) - normalCdf(low);
}

/** The law of F(ξ) from monotone branches that may overlap in x. */
export function foldedLaw(branches: readonly Branch[], error: number, method: string): UnresolvedLaw {
  const rises = branches.filter(({ left, right }) => left !== right);
  const turns = rises.flatMap(({ left, right }, i) => (i > 0 && right > left !== rises[i - 1].right > rises[i - 1].left ? [left] : []));
  const masses = branches.map(({ low, high }) => massOf(low, high));
  const lows = branches.map(({ left, right }) => Math.min(left, right));
  const highs = branches.map(({ left, right }) => Math.max(left, right));
  const [least, most] = [Math.min(...lows), Math.max(...highs)];
  const cdf = (x: number): number => {
    let total = 0;
    branches.forEach((branch, i) => {
      if (x >= highs[i]) total += masses[i];
      else if (x > lows[i]) {
        const xi = invert(branch, x);
        total += branch.right > branch.left ? massOf(branch.low, xi) : massOf(xi, branch.high);
      }
    });
    return Math.min(1, total);
  };
  const density = (x: number): number => {
    let total = 0;
    branches.forEach((branch, i) => {
      if (x < lows[i] || x > highs[i] || (x === highs[i] && x !== most)) return;
      const xi = lows[i] === highs[i] ? branch.low : invert(branch, x);
      total += normalDensity(xi) / Math.abs(branch.slope(xi));
    });
    return total;
  };
  const whole: Branch = { low: least, high: most, left: 0, right: 1, value: cdf, slope: density };
  return {
    range: [least, most],
    breaks: turns
      .filter((x) => x > least && x < most)
      .sort((a, b) => a - b)
      .filter((x, i, all) => i === 0 || x - all[i - 1] > 1e-12 * (most - least)),
    density,
    cdf,
    quantile: (probability) => (most === least ? least : invert(whole, probability)),
    ...momentsOf(branches),
    error,
    method,
  };
}
