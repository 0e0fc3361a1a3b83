import { blockFlow } from "../blockFlow.ts";
import type { GuidedField, Start } from "../guidedField.ts";

export interface FlowMapOptions {
  /** Angle at which the flow stops, ≥ 0; from there a point moves by at most about `stop` times its speed. */
  readonly stop: number;
  /** Allowed estimated error of a step relative to 1 + |x|; default 1e-12. */
  readonly tolerance?: number;
  /** Steps tried per block of 64 points; default 20 000. */
  readonly mostSteps?: number;
  /** Whether log |det ∂x/∂noise| is wanted; default false. */
  readonly determinant?: boolean;
}

export interface FlowMap {
  /** Ψ(noise), shape [n, d]; where unresolved, how far the point came. */
  readonly points: Float64Array;
  /** log |det ∂Ψ/∂noise|, shape [n]; zeros where not wanted. */
  readonly logDeterminant: Float64Array;
  /** `ARRIVED`, `LEFT` or `UNRESOLVED`; shape [n]. */
  readonly status: Uint8Array;
  /** Steps tried over all blocks. */
  readonly steps: number;
}

const MOST = 64;
/** Farther than this nothing is followed: no law with a data set's scale is there. */
const FARTHEST = 1e12;

/**
 * Ends of the guided probability flow from given noise, in any dimension.
 *
 * @param noise points at the start angle, shape [n, d]: start.sd times standard normal draws
 */
export function flowMap(field: GuidedField, start: Start, noise: Float64Array, options: FlowMapOptions): FlowMap {
  const { stop, tolerance = 1e-12, mostSteps = 20_000, determinant = false } = options;
  const d = field.dimension;
  const n = noise.length / d;
  const points = noise.slice();
  const [logDeterminant, status] = [new Float64Array(n), new Uint8Array(n)];
  const flow = blockFlow(field, Math.min(n, MOST));
  let steps = 0;
  for (let begin = 0; begin < n; begin += MOST) {
    const end = Math.min(n, begin + MOST);
    const block = {
      n: end - begin,
      points: points.subarray(begin * d, end * d),
      logDeterminant: logDeterminant.subarray(begin, end),
      status: status.subarray(begin, end),
    };
    steps += flow.move(block, start.theta, stop, { tolerance, mostSteps, farthest: FARTHEST, determinant });
  }
  return { points, logDeterminant, status, steps };
}
