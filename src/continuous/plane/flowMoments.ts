/**
 * @file Expectations under the law of the guided probability flow in the plane, by quadrature over the noise: E[f(Ψ(ξ))], ξ the start's
 * normal. Mean, covariance and differential entropy, and whatever a caller observes at the ends.
 */
import type { GuidedField, Start } from "../guidedField.ts";
import { ARRIVED } from "../blockFlow.ts";
import { cubature, type Rectangle } from "./cubature.ts";
import { flowMap } from "./flowMap.ts";

export interface FlowMomentsOptions {
  /** Angle at which the flow stops, ≥ 0. */
  readonly stop: number;
  /** Wanted error of every expectation; default 1e-6. */
  readonly tolerance?: number;
  /** Rectangles of 225 noise points at most; default 600. */
  readonly mostCells?: number;
}

/** Values at the ends of the flow: shape [n, 2] in, [n, count] out. */
export interface Observed {
  readonly count: number;
  readonly at: (points: Float64Array, n: number, out: Float64Array) => void;
}

export interface FlowMoments {
  /** Shape [2]. */
  readonly mean: Float64Array;
  /** Shape [2, 2]. */
  readonly covariance: Float64Array;
  /** Differential entropy −∫ ρ ln ρ, nats. */
  readonly entropy: number;
  /** What was observed, shape [count]. */
  readonly observed: Float64Array;
  /** Estimates of the largest error of mean, covariance, entropy, and of each observation. */
  readonly errors: { readonly mean: number; readonly covariance: number; readonly entropy: number; readonly observed: Float64Array };
  readonly method: string;
  /** Noise points whose flow gave no end: they count as nothing, and the errors are then ∞. */
  readonly unresolved: number;
}

/** Standard deviations of noise integrated over: the rest has probability 1e-15. */
const REACH = 8.1;
const AXIS_CUTS = [-REACH, -3, -1, 1, 3, REACH];

export function flowMoments(
  field: GuidedField,
  start: Start,
  { stop, tolerance = 1e-6, mostCells = 600 }: FlowMomentsOptions,
  observe: Observed = { count: 0, at: () => {} },
): FlowMoments {
  const count = 7 + observe.count;
  let unresolved = 0;
  let seen = new Float64Array(0);
  const integrand = (z: Float64Array, n: number, out: Float64Array): void => {
    const noise = z.map((value) => value * start.sd);
    const { points, logDeterminant, status } = flowMap(field, start, noise, { stop, tolerance: tolerance / 100, determinant: true });
    if (seen.length < n * observe.count) seen = new Float64Array(n * observe.count);
    observe.at(points, n, seen);
    for (let i = 0; i < n; i++) {
      const square = z[2 * i] ** 2 + z[2 * i + 1] ** 2;
      const weight = Math.exp(-square / 2) / (2 * Math.PI);
      out.fill(0, i * count, (i + 1) * count);
      out[i * count] = weight;
      if (status[i] !== ARRIVED) {
        unresolved++;
        continue;
      }
      const [x, y] = [points[2 * i], points[2 * i + 1]];
      // −log density at the end, for the entropy.
      const surprise = square / 2 + Math.log(2 * Math.PI * start.sd ** 2) + logDeterminant[i];
      out.set([x, y, x * x, x * y, y * y, surprise], i * count + 1);
      for (let k = 0; k < observe.count; k++) out[i * count + 7 + k] = seen[i * observe.count + k];
      for (let k = 1; k < count; k++) out[i * count + k] *= weight;
    }
  };
  const { value, error, status } = cubature(integrand, count, startCells(), { relative: tolerance, mostCells });
  const [, x, y, xx, xy, yy, entropy] = value;
  const least = unresolved > 0 ? Infinity : stop;
  const mean = Math.max(error[1], error[2]) + least;
  const errors = {
    mean,
    covariance: Math.max(error[3], error[4], error[5]) + 2 * Math.max(Math.abs(x), Math.abs(y)) * mean + least,
    entropy: error[6] + least,
    observed: error.slice(7).map((e) => e + least),
  };
  const reached = unresolved > 0 ? `${unresolved} noise points unresolved, no bound` : `error ≤ ${mean.toExponential(1)} of the mean`;
  return {
    mean: Float64Array.of(x, y),
    covariance: Float64Array.of(xx - x * x, xy - x * y, xy - x * y, yy - y * y),
    entropy,
    observed: value.slice(7),
    errors,
    method: `quadrature (${reached}${status === "done" ? "" : ", tolerance not reached"}) over the noise`,
    unresolved,
  };
}

function startCells(): Rectangle[] {
  const cells: Rectangle[] = [];
  for (let j = 1; j < AXIS_CUTS.length; j++) {
    for (let i = 1; i < AXIS_CUTS.length; i++) cells.push([AXIS_CUTS[i - 1], AXIS_CUTS[i], AXIS_CUTS[j - 1], AXIS_CUTS[j]]);
  }
  return cells;
}
