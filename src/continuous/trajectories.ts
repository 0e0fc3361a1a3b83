/** @file Paths of the guided probability flow at chosen angles, in any dimension. */
import { BadInput } from "../numerics/badInput.ts";
import { ARRIVED, blockFlow } from "./blockFlow.ts";
import type { GuidedField, Start } from "./guidedField.ts";

export interface Trajectories {
  readonly dimension: number;
  /** Falling; shape [m]. */
  readonly angles: Float64Array;
  /** Number of paths. */
  readonly n: number;
  /** On the noise circle, shape [m, n, d]. After a path got lost it stays where it was. */
  readonly points: Float64Array;
  /** Guided denoised mean cos θ x − sin θ v_w along the path, shape [m, n, d]. */
  readonly denoised: Float64Array;
  /** `ARRIVED`, `LEFT` or `UNRESOLVED`; shape [n]. */
  readonly status: Uint8Array;
}

const MOST = 64;

/**
 * @param noise  points at the start angle, shape [n, d]
 * @param angles falling, the first at most start.theta, the last ≥ 0
 * @throws BadInput for angles out of order or above the start
 */
export function trajectories(
  field: GuidedField,
  start: Start,
  noise: Float64Array,
  angles: Float64Array,
  { tolerance = 1e-10, mostSteps = 20_000 }: { readonly tolerance?: number; readonly mostSteps?: number } = {},
): Trajectories {
  const d = field.dimension;
  const n = noise.length / d;
  let above = start.theta;
  angles.forEach((angle, k) => {
    if (!(angle <= above && angle >= 0)) throw new BadInput(`angles[${k}]`, `from 0 to ${above}, falling`, angle, "trajectories");
    above = angle;
  });
  const [points, denoised] = [new Float64Array(angles.length * n * d), new Float64Array(angles.length * n * d)];
  const status = new Uint8Array(n);
  const flow = blockFlow(field, Math.min(n, MOST));
  for (let begin = 0; begin < n; begin += MOST) {
    const end = Math.min(n, begin + MOST);
    const block = {
      n: end - begin,
      points: noise.slice(begin * d, end * d),
      logDeterminant: new Float64Array(end - begin),
      status: new Uint8Array(end - begin),
    };
    const velocity = new Float64Array((end - begin) * d);
    let at = start.theta;
    for (let k = 0; k < angles.length; k++) {
      const theta = angles[k];
      const before = block.points.slice();
      if (theta < at) flow.move(block, at, theta, { tolerance, mostSteps, farthest: 1e12, determinant: false });
      for (let i = begin; i < end; i++) {
        // A lost path stays lost, whatever the next stretch says.
        if (status[i] !== ARRIVED) block.points.set(before.subarray((i - begin) * d, (i - begin + 1) * d), (i - begin) * d);
        else status[i] = block.status[i - begin];
      }
      at = theta;
      field.at(theta).evaluate(block.points, end - begin, { velocity });
      const offset = (k * n + begin) * d;
      points.set(block.points, offset);
      for (let e = 0; e < velocity.length; e++) denoised[offset + e] = Math.cos(theta) * block.points[e] - Math.sin(theta) * velocity[e];
    }
  }
  return { dimension: d, angles, n, points, denoised, status };
}

/**
 * Paths in another process's own coordinates: x = r · (point on the circle), r = √(a² + b²) at each angle. 1/cos θ for variance exploding,
 * 1/(cos θ + sin θ) for rectified flow, 1 for variance preserving.
 */
export function inCoordinates({ angles, points, n, dimension }: Trajectories, radius: (theta: number) => number): Float64Array {
  return points.map((value, e) => value * radius(angles[Math.floor(e / (n * dimension))]));
}
