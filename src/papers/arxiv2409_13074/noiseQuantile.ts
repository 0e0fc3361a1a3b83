/**
 * @file Log-probabilities of the guided flow on the line, far into the tails: the flow is increasing, so P(x < y) = Φ(ξ(y)) for the noise ξ(y) that is
 * carried to y, and ξ(y) is found by running the flow backwards. No error of a distribution function enters, only that of ξ.
 */
import type { GuidedField, Start } from "../../continuous/guidedField.ts";
import { dormandPrince853 } from "../../numerics/dormandPrince853.ts";
import { logNormalCdf } from "../../numerics/normalTail.ts";
import { solveOde } from "../../numerics/solveOde.ts";

/** Noise, in units of the points' distance to the nearest edge, below which nothing is felt of the edge: e^{−40²/2}. */
const UNFELT = 1 / 40;

/**
 * The noise ξ ~ N(0, 1) that the flow carries to y.
 *
 * @param y     inside the support where the class is compact
 * @param edges where either density of the pair jumps; y must be none of them
 */
export function noiseQuantile(field: GuidedField, start: Start, y: number, edges: readonly number[] = []): number {
  const gap = edges.reduce((least, edge) => Math.min(least, Math.abs(y - edge)), Infinity);
  const from = edges.length > 0 ? Math.min(start.theta / 2, gap * UNFELT) : 0;
  const allowed = Math.max(1e-14, 1e-9 * Math.min(1, gap));
  const solved = solveOde(
    dormandPrince853,
    (theta, x, out) => field.at(theta).evaluate(x, 1, { velocity: out }),
    // Where densities are flat and noise does not reach an edge, scores are 0 and x only shrinks with cos θ.
    Float64Array.of(y * Math.cos(from)),
    {
      from,
      to: start.theta,
      stops: field.corners,
      allowed: (_, after, out) => out.fill(allowed * Math.max(1, Math.abs(after[0]))),
      norm: "max",
      mostSteps: 20_000,
    },
  );
  if (solved.status !== "done") throw new RangeError(`noiseQuantile: y must be reached by the flow, got ${y} (${solved.status})`);
  return solved.value[0] / start.sd;
}

/** ln P(x < y), nats. */
export function logBelow(field: GuidedField, start: Start, y: number, edges: readonly number[] = []): number {
  return logNormalCdf(noiseQuantile(field, start, y, edges));
}
