import { BadInput } from "./badInput.ts";
import type { ButcherTableau } from "./butcher.ts";
import { type Derivative, type ExplicitStepper, explicitStepper } from "./explicitStepper.ts";

/**
 * What error a step may have, per component: writes positive numbers to `out`, given the solution before and after it. Shapes [n].
 */
export type Allowed = (before: Float64Array, after: Float64Array, out: Float64Array) => void;

/** An accepted step, valid during the call only. */
export interface OdeStep {
  readonly from: number;
  readonly to: number;
  /** Solution at both ends, shape [n]. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Estimated error of each component, signed, shape [n]. */
  readonly error: Float64Array;
  /** Dense output: writes y(x) for x between `from` and `to`. Only where the tableau has it. */
  readonly interpolate: (x: number, out: Float64Array) => void;
}

export interface OdeOptions {
  readonly from: number;
  /** Other than from; below it to run backwards. */
  readonly to: number;
  /** See `mixedTolerance`. */
  readonly allowed: Allowed;
  /** `rms` (default): root of the mean square over components of error/allowed; `max`: the largest. A step passes at most 1. */
  readonly norm?: "rms" | "max";
  /**
   * Places between from and to, any order, where the derivative is not smooth: steps end there, and the derivative is asked no closer to them
   * than 1e-12 of max(|from|, |to|), on the side where the step lies.
   */
  readonly stops?: readonly number[];
  /** Size of the first step, > 0; chosen from the derivative when absent. */
  readonly firstStep?: number;
  /** Steps tried, rejected ones included, before it gives up. */
  readonly mostSteps: number;
  readonly onStep?: (step: OdeStep) => void;
}

export interface OdeSolution {
  /**
   * `done`; `step limit`: more steps than allowed, as in a stiff problem; `stuck`: the step that the tolerance asks for is lost in rounding, or
   * the derivative is not finite.
   */
  readonly status: "done" | "step limit" | "stuck";
  /** Where the solution stands: `to` when done. */
  readonly at: number;
  /** y(at), shape [n]. */
  readonly value: Float64Array;
  readonly steps: number;
  readonly rejected: number;
  /** Calls of the derivative. */
  readonly evaluations: number;
}

const SAFETY = 0.9;
const [LEAST_FACTOR, LARGEST_FACTOR] = [0.2, 6];

/** Allowed error atol + rtol · max(|before|, |after|), per component; both ≥ 0 and not both 0. */
export function mixedTolerance(rtol: number, atol: number): Allowed {
  if (!(rtol >= 0 && rtol < Infinity)) throw new BadInput("rtol", "finite and at least 0", rtol, "mixedTolerance");
  if (!(atol >= 0 && atol < Infinity)) throw new BadInput("atol", "finite and at least 0", atol, "mixedTolerance");
  if (rtol + atol === 0) throw new BadInput("atol", "above 0 where rtol is 0", atol, "mixedTolerance");
  return (before, after, out) => {
    for (let i = 0; i < out.length; i++) out[i] = atol + rtol * Math.max(Math.abs(before[i]), Math.abs(after[i]));
  };
}

/**
 * Integrates y′ = f(x, y) by an embedded pair with steps of adapted size, error per step: a step is accepted if the norm ε of error/allowed is
 * at most 1. With q the embedded order the next step is h · 0.9 ε^{−0.7/(q+1)} ε_before^{0.4/(q+1)}, between a fifth and six times h, and
 * not above h after a rejection (PI control: Hairer, Nørsett, Wanner, Solving ODEs I, II.4). The first step is theirs too (II.4).
 *
 * @param start shape [n], not changed
 * @throws BadInput for an empty interval or a first step that is not positive
 */
export function solveOde(tableau: ButcherTableau, derivative: Derivative, start: Float64Array, options: OdeOptions): OdeSolution {
  const { from, to, firstStep = null } = options;
  if (!(Number.isFinite(from) && Number.isFinite(to) && from !== to))
    throw new BadInput("to", `finite and other than from (${from})`, to, "solveOde");
  if (firstStep !== null && !(firstStep > 0)) throw new BadInput("firstStep", "above 0", firstStep, "solveOde");
  const state: Progress = { at: from, value: start.slice(), h: firstStep, steps: 0, rejected: 0, evaluations: 0 };
  for (const end of [...stopsBetween(options.stops ?? [], from, to), to]) {
    const status = segment(tableau, derivative, state, end, options);
    if (status !== "done") return ended(status, state);
  }
  return ended("done", state);
}

interface Progress {
  at: number;
  readonly value: Float64Array;
  /** Size of the next step; null until chosen. */
  h: number | null;
  steps: number;
  rejected: number;
  evaluations: number;
}

function ended(status: OdeSolution["status"], { at, value, steps, rejected, evaluations }: Progress): OdeSolution {
  return { status, at, value, steps, rejected, evaluations };
}

/** Stops strictly between, in the order in which they are met. */
function stopsBetween(stops: readonly number[], from: number, to: number): number[] {
  const inside = stops.filter((x) => (x - from) * (to - x) > 0).sort((a, b) => a - b);
  return to > from ? inside : inside.reverse();
}

/** Runs from where the solution stands to `end`, on one side of every stop. */
function segment(
  tableau: ButcherTableau,
  derivative: Derivative,
  state: Progress,
  end: number,
  options: OdeOptions,
): OdeSolution["status"] {
  const { allowed, norm = "rms", mostSteps, onStep } = options;
  const { value } = state;
  const n = value.length;
  const start = state.at;
  const direction = Math.sign(end - start);
  const margin = 1e-12 * Math.max(Math.abs(options.from), Math.abs(options.to));
  const [low, high] = inset(
    start === options.from ? start : start + direction * margin,
    end === options.to ? end : end - direction * margin,
  );
  const inside: Derivative = (x, y, out) => {
    state.evaluations++;
    derivative(Math.min(high, Math.max(low, x)), y, out);
  };
  const stepper = explicitStepper(tableau, inside, n);
  const scale = new Float64Array(n);
  const before = new Float64Array(n);
  stepper.arrive(start, value);
  let h = state.h ?? firstStepSize(inside, state, stepper, options, Math.abs(end - start) * direction);
  let ratioBefore = 1;
  const exponent = 1 / (tableau.embeddedOrder + 1);
  while (state.at !== end) {
    if (state.steps + state.rejected >= mostSteps) return "step limit";
    const last = h >= Math.abs(end - state.at) * (1 - 1e-12);
    const step = last ? end - state.at : h * direction;
    const next = last ? end : state.at + step;
    if (!(Math.abs(next - state.at) > 0)) return "stuck";
    stepper.take(state.at, value, step);
    allowed(value, stepper.next, scale);
    const ratio = ratioOf(stepper.difference, scale, norm);
    const factor = nextFactor(ratio, ratioBefore, exponent);
    if (!(ratio <= 1)) {
      state.rejected++;
      h = Math.abs(step) * factor;
      continue;
    }
    h = last ? Math.max(h, Math.abs(step) * factor) : Math.abs(step) * factor;
    before.set(value);
    const from = state.at;
    value.set(stepper.next);
    state.at = next;
    state.steps++;
    ratioBefore = Math.max(ratio, 1e-4);
    if (onStep) onStep(accepted(tableau, stepper, from, next, before));
    stepper.arrive(next, value);
  }
  state.h = h;
  return "done";
}

const inset = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

function ratioOf(error: Float64Array, scale: Float64Array, norm: "rms" | "max"): number {
  let total = 0;
  for (let i = 0; i < error.length; i++) {
    const r = Math.abs(error[i]) / scale[i];
    if (Number.isNaN(r)) return r;
    total = norm === "max" ? Math.max(total, r) : total + r * r;
  }
  return norm === "max" ? total : Math.sqrt(total / error.length);
}

/** What the step is multiplied by; a ratio that is not finite shrinks it most. */
function nextFactor(ratio: number, before: number, exponent: number): number {
  if (!(ratio < Infinity)) return LEAST_FACTOR;
  const factor = SAFETY * Math.max(ratio, 1e-10) ** (-0.7 * exponent) * before ** (0.4 * exponent);
  return Math.min(ratio <= 1 ? LARGEST_FACTOR : 1, Math.max(LEAST_FACTOR, factor));
}

/** Hairer, Nørsett, Wanner, II.4: a first guess from y and y′, then from an explicit Euler step of that size. */
function firstStepSize(derivative: Derivative, state: Progress, stepper: ExplicitStepper, options: OdeOptions, length: number): number {
  const { value } = state;
  const [slope] = stepper.slopes;
  const scale = new Float64Array(value.length);
  const norm = options.norm ?? "rms";
  options.allowed(value, value, scale);
  const [size, speed] = [ratioOf(value, scale, norm), ratioOf(slope, scale, norm)];
  const guess = Math.min(Math.abs(length), size > 1e-5 && speed > 1e-5 ? (0.01 * size) / speed : 1e-6 * Math.abs(length));
  const point = value.map((y, i) => y + Math.sign(length) * guess * slope[i]);
  const there = new Float64Array(value.length);
  derivative(state.at + Math.sign(length) * guess, point, there);
  for (let i = 0; i < there.length; i++) there[i] -= slope[i];
  const bend = ratioOf(there, scale, norm) / guess;
  const steepest = Math.max(speed, bend);
  const second =
    steepest <= 1e-15 ? Math.max(1e-6 * Math.abs(length), guess * 1e-3) : (0.01 / steepest) ** (1 / (stepper.embeddedOrder + 1));
  const chosen = Math.min(100 * guess, second, Math.abs(length));
  return chosen > 0 ? chosen : 1e-6 * Math.abs(length);
}

function accepted(tableau: ButcherTableau, stepper: ExplicitStepper, from: number, to: number, before: Float64Array): OdeStep {
  const interpolate = (x: number, out: Float64Array): void => {
    if (!tableau.dense) throw new BadInput("tableau", "one with dense output", tableau.name, "solveOde");
    const theta = (x - from) / (to - from);
    out.set(before);
    for (let j = 0; j < tableau.dense.length; j++) {
      const weight = (to - from) * polynomial(tableau.dense[j], theta);
      if (weight !== 0) for (let i = 0; i < out.length; i++) out[i] += weight * stepper.slopes[j][i];
    }
  };
  return { from, to, before, after: stepper.next, error: stepper.difference, interpolate };
}

/** Σ_k coefficients[k] θ^{k+1}. */
function polynomial(coefficients: readonly number[], theta: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = (value + coefficients[k]) * theta;
  return value;
}
