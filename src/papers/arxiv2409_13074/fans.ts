/** @file The guided flow on the line as paths of the noise's quantiles: one path for each n-th part of the mass, no draws. */
import type { Start } from "../../continuous/guidedField.ts";
import { trajectories } from "../../continuous/trajectories.ts";
import { normalQuantile } from "../../numerics/normalCdf.ts";
import type { ContinuousRun } from "../../studies/continuous/continuousRun.ts";
import { stopAngle } from "../../studies/continuous/planeRecord.ts";

export interface LineFan {
  /** Ornstein and Uhlenbeck's time left, s = −ln cos θ, falling to 0; shape [m]. */
  readonly times: readonly number[];
  /** Positions x_s (variance preserving), shape [n][m]; paths ascending. */
  readonly paths: readonly (readonly number[])[];
  /** Mean and standard deviation over the paths, shape [m]. */
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  /** Where paths end, ascending; shape [n]. */
  readonly ends: readonly number[];
}

/** Shares (i + ½)/n of the mass. */
export const shares = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => (i + 0.5) / n);

/** Largest time shown: before it nothing has happened yet. */
const FROM = 6;

/** Times from `FROM`, even to 0.1 and then in the logarithm to 1e-4, then the end. */
function angles(start: Start, stop: number, count: number): Float64Array {
  const even = Array.from({ length: count }, (_, k) => FROM + ((0.1 - FROM) * k) / (count - 1));
  const late = Array.from({ length: count / 2 }, (_, k) => 0.1 * 1e-3 ** ((k + 1) / (count / 2)));
  const all = [...even, ...late].map((s) => Math.acos(Math.exp(-s))).filter((theta) => theta < start.theta);
  return Float64Array.of(...all, stop);
}

/** Paths of the flow from the noise's quantiles. */
export function lineFan(run: ContinuousRun, n: number, count = 60): LineFan {
  const noise = Float64Array.from(shares(n), (u) => run.start.sd * normalQuantile(u));
  const found = trajectories(run.field(), run.start, noise, angles(run.start, stopAngle(run), count), { tolerance: 1e-7 });
  const m = found.angles.length;
  const at = (k: number, i: number): number => found.points[k * n + i];
  const paths = shares(n).map((_, i) => Array.from({ length: m }, (__, k) => at(k, i)));
  const mean = Array.from({ length: m }, (_, k) => paths.reduce((sum, path) => sum + path[k], 0) / n);
  const sd = mean.map((middle, k) => Math.sqrt(paths.reduce((sum, path) => sum + (path[k] - middle) ** 2, 0) / n));
  const times = Array.from(found.angles, (theta, k) => (k === m - 1 ? 0 : -Math.log(Math.cos(theta))));
  return { times, paths, mean, sd, ends: paths.map((path) => path[m - 1]) };
}
