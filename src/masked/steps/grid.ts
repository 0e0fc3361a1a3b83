import { evenTimes, listedTimes } from "../../guidance/samplerTimes.ts";
import type { Noise } from "../noise.ts";

/** Either `steps` (an even grid from 1 to `end`, 0 when left out) or `grid`. */
export interface GridSpec {
  readonly steps?: number | undefined;
  readonly end?: number | undefined;
  /** Times, first 1, strictly falling; the last one is the end. */
  readonly grid?: readonly number[] | undefined;
}

/** One step of a masked sampler, from time t to s < t, as every kind of step reads it. */
export interface Step {
  readonly t: number;
  readonly s: number;
  /** m(t) and m(s). */
  readonly maskedT: number;
  readonly maskedS: number;
  /** u = −ln m(s), at the end of the step; ∞ at s = 0. */
  readonly clockS: number;
  /** β(t) = −α′/(1−α) per unit t, at the start of the step. */
  readonly unmaskRate: number;
  /** t − s. */
  readonly delta: number;
}

/**
 * The steps of a sampler on 1 = t_0 > … > t_N = end, 0 ≤ end < 1: even in t, t_n = (N − n + n·end)/N, or as given.
 *
 * m is exactly 1 at t = 1 and 0 at t = 0 under every noise schedule; β is finite, since no step starts at 0.
 *
 * @returns N steps, the first from t = 1
 * @throws BadInput naming `sampler.steps`, `sampler.grid`, `sampler.grid[k]` or `sampler.end`
 */
export function timeGrid(spec: GridSpec, noise: Noise): readonly Step[] {
  const times = spec.grid === undefined ? evenTimes(spec.steps, spec.end ?? 0) : listedTimes(spec.grid, spec.end, { steps: spec.steps });
  const masked = times.map((t) => (t === 1 ? 1 : t === 0 ? 0 : noise.maskedFraction(t)));
  return times.slice(1).map((s, n) => ({
    t: times[n],
    s,
    maskedT: masked[n],
    maskedS: masked[n + 1],
    clockS: noise.clock(s),
    unmaskRate: noise.unmaskRate(times[n]),
    delta: times[n] - s,
  }));
}
