import { BadInput, Raw } from "../../numerics/badInput.ts";
import type { ContinuousPair } from "../../worlds/continuous/pair.ts";
import { cubature, type Rectangle } from "./cubature.ts";
import { insideOf } from "./insideOf.ts";
import { gridPoints, integrateGrid, type PlaneGrid, type PlaneLaw } from "./planeLaw.ts";

export interface TiltedPlaneOptions {
  /** Wanted relative error of the normaliser; default 1e-9. */
  readonly tolerance?: number;
  /** Rectangles of 225 points at most; default 4000. */
  readonly mostCells?: number;
}

/** The tilted law p_w ∝ p_c^{1+w} p^{−w} in the plane, normalised. */
export interface TiltedPlane {
  /** ln ∫ p_c^{1+w} p^{−w}, nats. */
  readonly logNormaliser: number;
  /** Estimate of its error, that is, relative of every density. */
  readonly error: number;
  /** Shape [2]. */
  readonly mean: Float64Array;
  /** Shape [2, 2]. */
  readonly covariance: Float64Array;
  /** Estimates of the largest error of each. */
  readonly errors: { readonly mean: number; readonly covariance: number };
  readonly method: string;
  /** Log densities at n points, shape [n, 2]; −∞ off the support of p_c; on an edge the value inside. */
  readonly logDensity: (points: Float64Array) => Float64Array;
  readonly onGrid: (grid: PlaneGrid) => PlaneLaw;
}

type LogDensity = (points: Float64Array, n: number) => Float64Array;

/** log density below the largest at which a rim is far enough out. */
const DEEP = 45;
const MOST_GROWTH = 40;
const RIM = 64;
/** How far, relative to the extent, a point on an edge is moved inside. */
const BESIDE = 1e-9;

/**
 * By quadrature in log space over a rectangle that is grown until its rim is 45 nats below the peak, cut where densities jump.
 *
 * @param w finite, ≥ −1
 * @throws BadInput for a pair that is not in the plane, a w out of range, p = 0 < p_c at w > 0, and a p_c^{1+w} p^{−w} that cannot be integrated
 */
export function tiltedPlaneLaw(pair: ContinuousPair, w: number, options: TiltedPlaneOptions = {}): TiltedPlane {
  if (!(w >= -1 && w < Infinity)) throw new BadInput("guidance.w", "finite and at least -1", w, "tiltedPlaneLaw");
  if (pair.dimension !== 2) throw new BadInput("world.dimension", "2", pair.dimension, "tiltedPlaneLaw");
  const { tolerance = 1e-9, mostCells = 4000 } = options;
  const law = w === -1 ? pair.unconditional : pair.conditional;
  const tilt = tiltOf(pair, w);
  const { low, high } = law.extent;
  const extent: Rectangle = [low[0], high[0], low[1], high[1]];
  const [around, peak] = law.compact ? [extent, highest(tilt, extent)] : grown(tilt, extent, w);
  if (peak === -Infinity) throw new BadInput("world.unconditional", "above 0 somewhere on the support of conditional", 0, "tiltedPlaneLaw");
  const [x0, y0] = [(around[0] + around[1]) / 2, (around[2] + around[3]) / 2];
  const found = cubature(
    (points, n, out) => {
      const log = tilt(points, n);
      for (let i = 0; i < n; i++) {
        const [x, y, density] = [points[2 * i] - x0, points[2 * i + 1] - y0, Math.exp(log[i] - peak)];
        out.set([density, density * x, density * y, density * x * x, density * x * y, density * y * y], 6 * i);
      }
    },
    6,
    cells(around, breaksOf(pair)),
    { relative: tolerance, absolute: tolerance * 100 * (around[1] - around[0] + around[3] - around[2]) ** 2, mostCells },
  );
  const [mass, ...rest] = found.value;
  const [x, y, xx, xy, yy] = rest.map((value) => value / mass);
  const error = found.error[0] / mass;
  const errors = Array.from(found.error.slice(1), (e, k) => e / mass + error * Math.abs(rest[k] / mass));
  const mean = Math.max(errors[0], errors[1]);
  const logNormaliser = peak + Math.log(mass);
  const note = found.status === "done" ? "" : ", tolerance not reached";
  const method = `quadrature (error ≤ ${error.toExponential(1)}${note}), adaptive, in log space`;
  const inside = law.compact ? insideOf(law, BESIDE * (around[1] - around[0] + around[3] - around[2])) : () => {};
  const logDensity = (points: Float64Array): Float64Array => {
    const moved = points.slice();
    inside(moved);
    return tilt(moved, moved.length / 2).map((value) => value - logNormaliser);
  };
  return {
    logNormaliser,
    error,
    mean: Float64Array.of(x0 + x, y0 + y),
    covariance: Float64Array.of(xx - x * x, xy - x * y, xy - x * y, yy - y * y),
    errors: { mean, covariance: Math.max(...errors.slice(2)) + 2 * Math.max(Math.abs(x), Math.abs(y)) * mean },
    method,
    logDensity,
    onGrid: (grid) => {
      const log = logDensity(gridPoints(grid));
      const density = log.map(Math.exp);
      const outside = log.reduce((sum, value) => sum + (value === -Infinity ? 1 : 0), 0);
      const counts = { resolved: log.length - outside, outside, unresolved: 0 };
      return { grid, density, logDensity: log, mass: integrateGrid(grid, (i) => density[i]), error, method, counts };
    },
  };
}

/** Where either density jumps, along each coordinate, ascending. */
export function breaksOf({ conditional, unconditional }: ContinuousPair): readonly (readonly number[])[] {
  return conditional.breaks.map((own, axis) => [...own, ...unconditional.breaks[axis]].sort((a, b) => a - b));
}

/** (1+w) ln p_c − w ln p, −∞ where p_c = 0; at w = −1 ln p, at w = 0 ln p_c. */
function tiltOf({ conditional, unconditional }: ContinuousPair, w: number): LogDensity {
  const [cond, uncond] = [conditional.at(1, 0), unconditional.at(1, 0)];
  return (points, n) => {
    const log = new Float64Array(n);
    (w === -1 ? uncond : cond).evaluate(points, n, { logDensity: log });
    if (w === -1 || w === 0) return log;
    const other = new Float64Array(n);
    uncond.evaluate(points, n, { logDensity: other });
    for (let i = 0; i < n; i++) {
      if (log[i] === -Infinity) continue;
      if (other[i] === -Infinity && w > 0) {
        const place = new Raw(`0 at (${points[2 * i]}, ${points[2 * i + 1]})`);
        throw new BadInput("world.unconditional", "above 0 wherever conditional is", place, "tiltedPlaneLaw");
      }
      log[i] = (1 + w) * log[i] - w * other[i];
    }
    return log;
  };
}

/** A rectangle whose rim is deep below the peak, and a log density near the peak. */
function grown(tilt: LogDensity, from: Rectangle, w: number): readonly [Rectangle, number] {
  let around = from;
  for (let k = 0; k < MOST_GROWTH; k++) {
    const peak = highest(tilt, around);
    const [left, right, bottom, top] = around;
    const [width, height] = [right - left, top - bottom];
    const sides: readonly Rectangle[] = [
      [left, left, bottom, top],
      [right, right, bottom, top],
      [left, right, bottom, bottom],
      [left, right, top, top],
    ];
    const far = sides.map((side) => !(highest(tilt, side) > peak - DEEP));
    if (far.every((yes) => yes)) return [around, peak];
    around = [
      far[0] ? left : left - width / 2,
      far[1] ? right : right + width / 2,
      far[2] ? bottom : bottom - height / 2,
      far[3] ? top : top + height / 2,
    ];
  }
  throw new BadInput("guidance.w", "such that p_c^(1+w) p^(-w) can be integrated", w, "tiltedPlaneLaw");
}

/** Largest of 65 × 65 log densities on a rectangle, 65 on a side. */
function highest(tilt: LogDensity, [left, right, bottom, top]: Rectangle): number {
  const [columns, rows] = [left === right ? 0 : RIM, bottom === top ? 0 : RIM];
  const points: number[] = [];
  for (let j = 0; j <= rows; j++) {
    for (let i = 0; i <= columns; i++) {
      // Not on the rim itself, where compact laws have their edges.
      points.push(left + ((right - left) * (i + 0.5)) / (columns + 1), bottom + ((top - bottom) * (j + 0.5)) / (rows + 1));
    }
  }
  return tilt(Float64Array.from(points), points.length / 2).reduce((a, b) => Math.max(a, b), -Infinity);
}

/** The rectangle cut at the edges inside it, and in eight along an axis that has none. */
function cells([left, right, bottom, top]: Rectangle, [alongX, alongY]: readonly (readonly number[])[]): Rectangle[] {
  const [xs, ys] = [cuts(left, right, alongX), cuts(bottom, top, alongY)];
  return ys.slice(1).flatMap((y, j) => xs.slice(1).map((x, i): Rectangle => [xs[i], x, ys[j], y]));
}

function cuts(low: number, high: number, edges: readonly number[]): readonly number[] {
  const inside = [...new Set(edges)].filter((e) => e > low && e < high).sort((a, b) => a - b);
  if (inside.length > 0) return [low, ...inside, high];
  return Array.from({ length: 9 }, (_, k) => low + ((high - low) * k) / 8);
}
