/**
 * @file Distance of points to the density ridge of a smoothed law (arXiv:2602.06021): where the gradient of ln p has no component along the
 * directions in which ln p curves down most. Found by subspace-constrained mean shift (Ozertem and Erdogmus, JMLR 12 (2011) 1249).
 */
import { BadInput } from "../numerics/badInput.ts";
import { ascendingEigen } from "../numerics/symmetricEigen.ts";
import type { NoisyLaw } from "../worlds/continuous/noisyLaw.ts";

export interface RidgeOptions {
  /** Bandwidth of the smoothing: the law of x₀ + b ε, b > 0. */
  readonly bandwidth: number;
  /** Dimension of the ridge, from 0 (modes) to d − 1. */
  readonly ridgeDimension: number;
  /** Steps at most; default 500. */
  readonly mostSteps?: number;
  /** Length of a step at which the search ends; default 1e-10. */
  readonly tolerance?: number;
}

export interface RidgePoint {
  readonly status: "done" | "step limit";
  /** On the ridge, shape [d]. */
  readonly point: Float64Array;
  /** Orthonormal directions along the ridge there, shape [ridgeDimension, d]. */
  readonly tangents: Float64Array;
  /** Distance of the point that was given from the ridge point. */
  readonly normal: number;
}

/**
 * The ridge point to which a point shifts. A step goes along the d − k directions of lowest curvature λ: −(v·s)/λ where λ < 0 would go no
 * farther than the mean shift b² (v·s) times the ratio that a Gaussian kernel allows, the mean shift otherwise.
 *
 * @param from shape [d]
 */
export function ridgePoint(law: NoisyLaw, from: Float64Array, options: RidgeOptions): RidgePoint {
  const { bandwidth, ridgeDimension, mostSteps = 500, tolerance = 1e-10 } = options;
  const d = law.dimension;
  if (!(bandwidth > 0)) throw new BadInput("bandwidth", "above 0", bandwidth, "ridgePoint");
  if (!(Number.isInteger(ridgeDimension) && ridgeDimension >= 0 && ridgeDimension < d)) {
    throw new BadInput("ridgeDimension", `an integer from 0 to ${d - 1}`, ridgeDimension, "ridgePoint");
  }
  const smoothed = law.at(1, bandwidth);
  const point = from.slice();
  const [score, hessian] = [new Float64Array(d), new Float64Array(d * d)];
  let status: RidgePoint["status"] = "step limit";
  let tangents = new Float64Array(0);
  for (let step = 0; step < mostSteps && status !== "done"; step++) {
    smoothed.evaluate(point, 1, { score, hessian });
    // Ascending: the first d − k directions are normal to the ridge.
    const { values, vectors } = ascendingEigen(hessian, d);
    tangents = vectors.slice((d - ridgeDimension) * d);
    let moved = 0;
    for (let j = 0; j < d - ridgeDimension; j++) {
      let slope = 0;
      for (let k = 0; k < d; k++) slope += vectors[j * d + k] * score[k];
      const shift = bandwidth ** 2 * slope;
      const newton = values[j] < 0 ? -slope / values[j] : Infinity;
      const length = Math.abs(newton) <= NEWTON_REACH * bandwidth ? newton : shift;
      for (let k = 0; k < d; k++) point[k] += length * vectors[j * d + k];
      moved += length ** 2;
    }
    if (moved <= tolerance ** 2) status = "done";
  }
  return { status, point, tangents, normal: Math.hypot(...point.map((value, k) => value - from[k])) };
}

/** A Newton step is taken where it is shorter than this many bandwidths. */
const NEWTON_REACH = 0.5;

export interface RidgeDistances {
  /** Distance to the ridge, shape [n]; NaN is not among them: unresolved points are counted and left out. */
  readonly normal: Float64Array;
  /** Distance along the ridge's tangent, at the ridge point, to the nearest anchor; shape [n], empty without anchors. */
  readonly tangential: Float64Array;
  readonly unresolved: number;
}

/**
 * Normal and tangential distances of samples (shape [n, d]) from the ridge and, along it, from the nearest of the anchors (data, shape [m, d]).
 */
export function ridgeDistances(law: NoisyLaw, points: Float64Array, anchors: Float64Array, options: RidgeOptions): RidgeDistances {
  const d = law.dimension;
  const [normal, tangential]: [number[], number[]] = [[], []];
  let unresolved = 0;
  for (let begin = 0; begin < points.length; begin += d) {
    const found = ridgePoint(law, points.slice(begin, begin + d), options);
    if (found.status !== "done") {
      unresolved++;
      continue;
    }
    normal.push(found.normal);
    if (anchors.length > 0) tangential.push(alongTangents(found, nearest(anchors, found.point)));
  }
  return { normal: Float64Array.from(normal), tangential: Float64Array.from(tangential), unresolved };
}

function alongTangents({ point, tangents }: RidgePoint, anchor: Float64Array): number {
  const d = point.length;
  let square = 0;
  for (let j = 0; j < tangents.length; j += d) {
    let along = 0;
    for (let k = 0; k < d; k++) along += tangents[j + k] * (point[k] - anchor[k]);
    square += along ** 2;
  }
  return Math.sqrt(square);
}

function nearest(anchors: Float64Array, point: Float64Array): Float64Array {
  const d = point.length;
  let [best, least] = [0, Infinity];
  for (let j = 0; j < anchors.length; j += d) {
    let square = 0;
    for (let k = 0; k < d; k++) square += (anchors[j + k] - point[k]) ** 2;
    if (square < least) [best, least] = [j, square];
  }
  return anchors.subarray(best, best + d);
}
