/**
 * @file Expectations under the law of the guided probability flow in the plane, by quadrature over the noise: E[f(Ψ(ξ))], ξ the start's
 * normal. Mean, covariance and differential entropy, and whatever a caller observes at the ends.
 */
import { ARRIVED } from "../blockFlow.ts";
import type { GuidedField, Start } from "../guidedField.ts";
import { flowMap } from "./flowMap.ts";

export interface FlowMomentsOptions {
  /** Angle at which the flow stops, ≥ 0. */
  readonly stop: number;
  /** Wanted error of every expectation, in units of what is observed: of standard deviations for mean and covariance; default 1e-4. */
  readonly tolerance?: number;
  /** Noise points at most; default 20 000. */
  readonly mostPoints?: number;
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

/** Half the width of the lattice in standard deviations of the noise, and its first spacing: both halve to a smaller share of what is left out. */
const [REACH, SPACING] = [6, 0.75];
/** Noise points farther out than this have together 1.5e-8 of the probability and are left out. */
const RADIUS_SQUARED = 36;
/** Local tolerance of the flow for a wanted error; and what the flow's own error is taken to be, relative to that. */
const [PER_STEP, SETTLED] = [0.003, 0.3];
/** The last difference between two spacings may be this many times smaller than the error that is left, where the map is steep. */
const SAFETY = 1.5;
/** How much of an earlier, larger difference is not forgotten: halving gains at least this in second order. */
const MEMORY = 0.125;

/**
 * By the trapezoidal rule on lattices of noise, the spacing halved until all is within the tolerance: exponentially accurate where Ψ is smooth on the
 * lattice's scale, of about second order where it tears the noise apart. Each error is what the last halving changed, or an eighth of what the
 * one before it did.
 */
export function flowMoments(
  field: GuidedField,
  start: Start,
  { stop, tolerance = 1e-4, mostPoints = 20_000 }: FlowMomentsOptions,
  observe: Observed = { count: 0, at: () => {} },
): FlowMoments {
  const count = 6 + observe.count;
  const sums = new Float64Array(count + 1);
  let [unresolved, used] = [0, 0];
  let before: Float64Array | null = null;
  let found = new Float64Array(count);
  let change = new Float64Array(count).fill(Infinity);
  let done = false;
  for (let level = 0; !done; level++) {
    const noise = latticePoints(SPACING / 2 ** level, level > 0);
    if (used > 0 && used + noise.length / 2 > mostPoints) break;
    used += noise.length / 2;
    add(noise);
    found = sums.slice(1).map((value) => value / sums[0]);
    central(found);
    const step = found.map((value, k) => (before ? Math.abs(value - before[k]) : Infinity));
    change = step.map((value, k) => (change[k] < Infinity ? Math.max(value, MEMORY * change[k]) : value));
    before = found;
    done = reached();
  }
  const far = unresolved > 0 ? Infinity : 4 * stop + tolerance * SETTLED;
  const error = change.map((value) => SAFETY * value + far);
  const [x, y, xx, xy, yy, entropy] = found;
  const errors = {
    mean: Math.max(error[0], error[1]),
    covariance: Math.max(error[2], error[3], error[4]),
    entropy: error[5],
    observed: error.slice(6),
  };
  const bound = unresolved > 0 ? `${unresolved} noise points unresolved, no bound` : `error ≤ ${errors.mean.toExponential(1)} of the mean`;
  return {
    mean: Float64Array.of(x, y),
    covariance: Float64Array.of(xx, xy, xy, yy),
    entropy,
    observed: found.slice(6),
    errors,
    method: `quadrature (${bound}${done ? "" : ", tolerance not reached"}) over the noise, ${used} points`,
    unresolved,
  };

  /** Adds ends of the flow from lattice points, weighted. */
  function add(z: Float64Array): void {
    const n = z.length / 2;
    const noise = z.map((value) => value * start.sd);
    const options = { stop, tolerance: tolerance * PER_STEP, determinant: true };
    const { points, logDeterminant, status } = flowMap(field, start, noise, options);
    const seen = new Float64Array(n * observe.count);
    observe.at(points, n, seen);
    for (let i = 0; i < n; i++) {
      const square = z[2 * i] ** 2 + z[2 * i + 1] ** 2;
      const weight = Math.exp(-square / 2);
      sums[0] += weight;
      if (status[i] !== ARRIVED) {
        unresolved++;
        continue;
      }
      const [u, v] = [points[2 * i], points[2 * i + 1]];
      // −log density at the end, for the entropy.
      const surprise = square / 2 + Math.log(2 * Math.PI * start.sd ** 2) + logDeterminant[i];
      [u, v, u * u, u * v, v * v, surprise].forEach((value, k) => {
        sums[k + 1] += weight * value;
      });
      for (let k = 0; k < observe.count; k++) sums[7 + k] += weight * seen[i * observe.count + k];
    }
  }

  function reached(): boolean {
    const [, , variance, , other] = found;
    const unit = (k: number): number => (k < 2 ? Math.sqrt(variance + other) : k < 5 ? variance + other : 1 + Math.abs(found[k]));
    return change.every((value, k) => SAFETY * value <= tolerance * unit(k));
  }
}

/** Second moments about 0 become those about the mean. */
function central(moments: Float64Array): void {
  const [x, y] = moments;
  moments[2] -= x * x;
  moments[3] -= x * y;
  moments[4] -= y * y;
}

/** Points of a square lattice within the radius, shape [n, 2]; only those that the lattice of twice the spacing lacks, where `fresh`. */
function latticePoints(spacing: number, fresh: boolean): Float64Array {
  const half = Math.round(REACH / spacing);
  const points: number[] = [];
  // In blocks of 8 × 8, so that what is followed together is near together.
  for (let top = -half; top <= half; top += BLOCK) {
    for (let left = -half; left <= half; left += BLOCK) {
      for (let j = top; j < Math.min(top + BLOCK, half + 1); j++) {
        for (let i = left; i < Math.min(left + BLOCK, half + 1); i++) {
          const [x, y] = [i * spacing, j * spacing];
          if (x * x + y * y <= RADIUS_SQUARED && !(fresh && i % 2 === 0 && j % 2 === 0)) points.push(x, y);
        }
      }
    }
  }
  return Float64Array.from(points);
}

const BLOCK = 8;
