import { BadInput } from "./badInput.ts";
import type { Stepper } from "./stepper.ts";

export interface IntegrateOptions {
  readonly from: number;
  /** > from. */
  readonly to: number;
  /** Allowed Σ over steps of the estimated local errors, in the L1 norm; > 0. */
  readonly tolerance: number;
  /** Steps tried, rejected ones included, before it gives up. */
  readonly mostSteps: number;
}

export interface Integrated {
  /**
   * `done`; `step limit`: more steps than allowed, as in a stiff problem; `stuck`: the step that the tolerance asks for is lost in rounding,
   * or the slope is not finite.
   */
  readonly status: "done" | "step limit" | "stuck";
  /** Where the solution stands: `to` when done. */
  readonly at: number;
  /** y(at), shape [n]. */
  readonly value: Float64Array;
  /** Σ over steps of the estimated local errors, L1. Bounds the error itself for flows that do not expand L1 distances (Markov processes). */
  readonly error: number;
  readonly steps: number;
  readonly rejected: number;
}

const SAFETY = 0.9;
const [LEAST_FACTOR, LARGEST_FACTOR] = [0.2, 5];

/**
 * Integrates y′ = f(x, y) by steps of adapted size, error per unit step: a step h is accepted if its estimated error is at most
 * tolerance · h/(to − from), so that the accepted ones add up to at most the tolerance.
 *
 * With ε the ratio of the estimate to what is allowed and q the embedded order, the next step is h · 0.9 ε^{−0.7/q} ε_before^{0.4/q}, between a fifth
 * and five times h, and not above h after a rejection (PI control: Hairer, Nørsett, Wanner, Solving ODEs I, II.4; Gustafsson 1991).
 * The solution of higher order is carried on, so that the estimate is pessimistic.
 *
 * @param start shape [n], not changed
 * @throws BadInput for an empty interval or a tolerance that is not positive
 */
export function integrate(stepper: Stepper, start: Float64Array, options: IntegrateOptions): Integrated {
  const { from, to, tolerance, mostSteps } = options;
  if (!(to > from)) throw new BadInput("to", `above from (${from})`, to, "integrate");
  if (!(tolerance > 0)) throw new BadInput("tolerance", "above 0", tolerance, "integrate");
  const value = start.slice();
  const state = { at: from, h: (to - from) / 100, before: 1, error: 0, steps: 0, rejected: 0 };
  stepper.arrive(from, value);
  while (state.at < to) {
    if (state.steps + state.rejected >= mostSteps) return ended("step limit", state, value);
    const last = state.at + state.h >= to;
    const h = last ? to - state.at : state.h;
    if (!(state.at + h > state.at)) return ended("stuck", state, value);
    const error = stepper.take(state.at, value, h);
    const ratio = (error * (to - from)) / (tolerance * h);
    state.h = h * nextFactor(ratio, state.before, stepper.embeddedOrder);
    if (!(ratio <= 1)) {
      state.rejected++;
      continue;
    }
    state.at = last ? to : state.at + h;
    state.error += error;
    state.steps++;
    state.before = Math.max(ratio, 1e-4);
    value.set(stepper.next);
    stepper.arrive(state.at, value);
  }
  return ended("done", state, value);
}

/** What the step is multiplied by; a ratio that is not finite shrinks it most. */
function nextFactor(ratio: number, before: number, order: number): number {
  if (!(ratio < Infinity)) return LEAST_FACTOR;
  const factor = SAFETY * Math.max(ratio, 1e-10) ** (-0.7 / order) * before ** (0.4 / order);
  return Math.min(ratio <= 1 ? LARGEST_FACTOR : 1, Math.max(LEAST_FACTOR, factor));
}

interface Progress {
  readonly at: number;
  readonly error: number;
  readonly steps: number;
  readonly rejected: number;
}

function ended(status: Integrated["status"], { at, error, steps, rejected }: Progress, value: Float64Array): Integrated {
  return { status, at, value, error, steps, rejected };
}
