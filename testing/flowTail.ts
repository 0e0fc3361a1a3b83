/** @file The flow's law on the line far out, by carrying one point at a time back to the noise: what tails of laws are compared against. */
import { bulirschStoer } from "./bulirschStoer.ts";
import { type Component, mixtureVelocity } from "./lineFields.ts";

/** Where paths start: x ~ N(0, sd²) at angle θ. */
interface From {
  readonly theta: number;
  readonly sd: number;
}

/**
 * ln density at x of the guided flow between mixtures of Gaussians: with y(x) where the path that ends in x starts, ln N(y; 0, sd²) + ln dy/dx, and
 * d ln(dy/dx)/dθ = ∂v/∂x on the way back.
 */
export function flowLogDensity(
  cond: readonly Component[],
  uncond: readonly Component[],
  w: number,
  { theta, sd }: From,
  x: number,
  pieces = 30,
): number {
  const rate = (angle: number, [y]: readonly number[]): number[] => {
    const [c, u] = [mixtureVelocity(cond, y, angle), mixtureVelocity(uncond, y, angle)];
    return [(1 + w) * c.v - w * u.v, (1 + w) * c.slope - w * u.slope];
  };
  const [y, logSlope] = bulirschStoer(rate, [x, 0], 0, theta, pieces);
  return -0.5 * (y / sd) ** 2 - 0.5 * Math.log(2 * Math.PI) - Math.log(sd) + logSlope;
}

/** KL(mixture‖law) for ln of the law's density: the trapezoidal rule to nine standard deviations around each component, which for Gaussians errs by less than rounding. */
export function klFromMixture(mixture: readonly Component[], logLaw: (x: number) => number, intervals = 400): number {
  const total = mixture.reduce((sum, { weight }) => sum + weight, 0);
  const low = Math.min(...mixture.map(({ mean, variance }) => mean - 9 * Math.sqrt(variance)));
  const high = Math.max(...mixture.map(({ mean, variance }) => mean + 9 * Math.sqrt(variance)));
  const step = (high - low) / intervals;
  let sum = 0;
  for (let k = 0; k <= intervals; k++) {
    const x = low + k * step;
    const logs = mixture.map(
      ({ weight, mean, variance }) => Math.log(weight / total) - 0.5 * Math.log(2 * Math.PI * variance) - (x - mean) ** 2 / (2 * variance),
    );
    const top = Math.max(...logs);
    const logDensity = top + Math.log(logs.reduce((s, log) => s + Math.exp(log - top), 0));
    sum += step * Math.exp(logDensity) * (logDensity - logLaw(x));
  }
  return sum;
}
