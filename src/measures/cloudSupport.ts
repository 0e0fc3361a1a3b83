/** @file Where samples are relative to the support of a law: off it, near its boundary, and which parts of the data they reach. */
import { BadInput } from "../numerics/badInput.ts";
import type { Rng } from "../random/stream.ts";
import type { NoisyLaw } from "../worlds/continuous/noisyLaw.ts";
import { type Estimate, shareEstimate } from "./cloudEstimate.ts";

/**
 * Mass off the support: the share of samples where p_c = 0, or, for a law without an edge, where ln p_c is below a level (`quantileLevel`).
 *
 * @param points shape [n, d]
 * @param level  nats; −∞ for a compact support
 */
export function supportError(law: NoisyLaw, points: Float64Array, level = -Infinity): Estimate {
  const log = logDensities(law, points);
  const off = log.reduce((sum, value) => sum + (value === -Infinity || value < level ? 1 : 0), 0);
  return shareEstimate(
    level === -Infinity ? "mass off the support" : `mass where the log density is below ${level.toPrecision(4)}`,
    off,
    log.length,
  );
}

/**
 * The level of ln p_c below which p_c itself has about the given mass: the quantile of n draws, high enough that the true mass is within
 * √(ln(2/0.05)/2n) of it with 95 % probability (Dvoretzky, Kiefer, Wolfowitz; Massart).
 *
 * @param share in (0, 1)
 */
export function quantileLevel(law: NoisyLaw, share: number, n: number, rng: Rng): { readonly level: number; readonly margin: number } {
  if (!(share > 0 && share < 1)) throw new BadInput("share", "between 0 and 1", share, "quantileLevel");
  const points = new Float64Array(n * law.dimension);
  for (let i = 0; i < n; i++) law.draw(rng, points, i * law.dimension);
  const sorted = logDensities(law, points).sort();
  return { level: sorted[Math.min(n - 1, Math.floor(share * n))], margin: Math.sqrt(Math.log(2 / 0.05) / (2 * n)) };
}

/**
 * Mass near the boundary: samples on the support that a step of `distance` along some axis takes off it. For a product of intervals exactly those
 * within that distance of an edge.
 */
export function boundaryMass(law: NoisyLaw, points: Float64Array, distance: number): Estimate {
  if (!(distance > 0)) throw new BadInput("distance", "above 0", distance, "boundaryMass");
  const d = law.dimension;
  const on = logDensities(law, points).map((value) => (value > -Infinity ? 1 : 0));
  const near = new Uint8Array(on.length);
  for (let k = 0; k < d; k++) {
    for (const step of [-distance, distance]) {
      const moved = logDensities(
        law,
        points.map((value, e) => (e % d === k ? value + step : value)),
      );
      for (let i = 0; i < on.length; i++) if (on[i] === 1 && moved[i] === -Infinity) near[i] = 1;
    }
  }
  return shareEstimate(
    `mass within ${distance} of the boundary`,
    near.reduce((sum, value) => sum + value, 0),
    on.length,
  );
}

/**
 * Share of anchors (component means, data points; shape [m, d]) with a sample within `radius`. Counted, no interval: the number of samples decides it.
 */
export function coverage(
  anchors: Float64Array,
  points: Float64Array,
  dimension: number,
  radius: number,
): { readonly value: number; readonly method: string } {
  const m = anchors.length / dimension;
  const n = points.length / dimension;
  let reached = 0;
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < n; i++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) square += (anchors[j * dimension + k] - points[i * dimension + k]) ** 2;
      if (square <= radius ** 2) {
        reached++;
        break;
      }
    }
  }
  return { value: reached / m, method: `Monte Carlo (n = ${n}): ${reached} of ${m} within ${radius}` };
}

function logDensities(law: NoisyLaw, points: Float64Array): Float64Array {
  const logDensity = new Float64Array(points.length / law.dimension);
  law.at(1, 0).evaluate(points, logDensity.length, { logDensity });
  return logDensity;
}
