import type { PredictionSpace } from "../guidance/continuous/rule.ts";
import type { LawAt } from "../worlds/continuous/noisyLaw.ts";
import { buffer } from "./guidedBuffers.ts";

/** What one law says at n points, in {@link accurateSpace}. Arrays may be longer than asked for. */
export interface Said {
  /** Score or denoised mean on the circle, shape [n, d]. */
  readonly value: Float64Array;
  /** Its Jacobian, shape [n, d, d], entry [i, j] = ∂value_i/∂x_j; empty unless asked for. */
  readonly jacobian: Float64Array;
  /** ln p(x), nats, shape [n]; empty unless asked for. */
  readonly logDensity: Float64Array;
}

/** What a law is asked for. */
export interface Wanted {
  readonly value: boolean;
  readonly jacobian: boolean;
  readonly logDensity: boolean;
}

/** The space where a law on the circle keeps its relative accuracy: the denoised mean where noise outweighs signal, else the score. */
export function accurateSpace(a: number, b: number): PredictionSpace {
  return b > a ? "x0" : "score";
}

/** Asks a law at level (a, b), into buffers that grow once: what it said is overwritten by the next call. */
export type Ask = (law: LawAt, a: number, b: number, points: Float64Array, n: number, wanted: Wanted) => Said;

const EMPTY = new Float64Array(0);

export function asking(d: number): Ask {
  const [values, jacobians, logDensities] = [buffer(), buffer(), buffer()];
  return (law, a, b, points, n, wanted) => {
    const value = wanted.value ? values(n * d) : EMPTY;
    const jacobian = wanted.jacobian ? jacobians(n * d * d) : EMPTY;
    const logDensity = wanted.logDensity ? logDensities(n) : EMPTY;
    const clean = accurateSpace(a, b) === "score";
    law.evaluate(points, n, {
      ...(wanted.value && (clean ? { score: value } : { denoised: value })),
      ...(wanted.jacobian && (clean ? { hessian: jacobian } : { spread: jacobian })),
      ...(wanted.logDensity && { logDensity }),
    });
    // ∂D/∂x = (a/b²) Cov[x₀ | x].
    if (wanted.jacobian && !clean) for (let i = 0; i < n * d * d; i++) jacobian[i] *= a / (b * b);
    return { value, jacobian, logDensity };
  };
}
