import { BadInput } from "../../numerics/badInput.ts";
import { dormandPrince853 } from "../../numerics/dormandPrince853.ts";
import { normalDensity } from "../../numerics/normalCdf.ts";
import { type Allowed, type OdeSolution, solveOde } from "../../numerics/solveOde.ts";
import type { GuidedField, Start } from "../guidedField.ts";
import { agreement } from "./agreement.ts";
import { flowLogDensity } from "./flowLogDensity.ts";
import type { LineLaw, UnresolvedLaw } from "./lineLaw.ts";
import { type NoiseMap, panels } from "./panels.ts";
import { increasingLaw } from "./pushForward.ts";

export interface FlowLawOptions {
  /** Allowed error of the distribution function per panel, and ten times that per step, which errs by far less; 1e-7 when absent, 1e-6 with `support`. */
  readonly tolerance?: number;
  /**
   * Ends of the support of the target, for targets without density beyond them. The field is then stiff near edges: below θ = ½ the integration runs
   * in ln tan θ to `endAngle`, and a last Euler step goes to 0.
   */
  readonly support?: readonly [number, number];
  /** With `support` only; when absent 1e-9 of its width, and 1e-12 where that gives an error above ten times the tolerance. */
  readonly endAngle?: number;
  /** Steps of the integrator at most, 20000 when absent. */
  readonly mostSteps?: number;
  /** Values of the noise at most, 6000 when absent. */
  readonly mostNodes?: number;
}

/** The law; or how far the integration came: angle θ reached, `step limit` for a problem too stiff, `stuck` where the field is not finite. */
export type FlowOutcome =
  | { readonly status: "done"; readonly law: LineLaw; readonly nodes: number; readonly evaluations: number }
  | { readonly status: "step limit" | "stuck"; readonly theta: number };

/** Allowed error of a step as a multiple of that of a panel: the method errs by much less than it estimates. */
const PER_STEP = 10;
/** Ends of the first panels in ξ; 8.5 leaves 2e-17 of the mass outside. */
const EDGES = [-8.5, -6, -4, -2.5, -1.25, 0, 1.25, 2.5, 4, 6, 8.5];

/**
 * Law of the guided probability flow on the line, at noise 0. The flow dx/dθ = v(x, θ) carries x = sd·ξ at the start to Ψ(ξ) at θ = 0. It is increasing,
 * so P(x ≤ Ψ(ξ)) = Φ(ξ) and the density is φ(ξ)/Ψ′(ξ), with d ln Ψ′/dθ = ∂v/∂x along the path (the variational equation).
 *
 * `error` adds three estimates, each the largest over the line: of the integration (an error e of a step shifts ξ by e/Ψ′ at that angle, and that shift is
 * carried on unchanged: their sum times φ(ξ)), of interpolation in ξ, and of the last stretch from `endAngle` to 0. Shifts of x below 1e-13 of its scale
 * are rounding and are not counted.
 *
 * @throws BadInput unless the field has dimension 1
 */
export function flowLaw(field: GuidedField, start: Start, options: FlowLawOptions = {}): FlowOutcome {
  if (field.dimension !== 1) throw new BadInput("field", "on the line", `dimension ${field.dimension}`, "flowLaw");
  const { support, endAngle, tolerance = support ? 1e-6 : 1e-7 } = options;
  if (!support || endAngle !== undefined) return carriedLaw(field, start, { ...options, tolerance });
  const [early, late] = END_ANGLES.map((share) => share * (support[1] - support[0]));
  const found = carriedLaw(field, start, { ...options, tolerance, endAngle: early });
  if (found.status === "done" && found.law.error <= 10 * tolerance) return found;
  return carriedLaw(field, start, { ...options, tolerance, endAngle: late });
}

/** Where the last stretch begins, in widths of the support. */
const END_ANGLES = [1e-9, 1e-12];

function carriedLaw(field: GuidedField, start: Start, options: FlowLawOptions & { readonly tolerance: number }): FlowOutcome {
  const { support, tolerance, mostNodes = 6000 } = options;
  let shift = 0;
  let evaluations = 0;
  let failed: { status: "step limit" | "stuck"; theta: number } | null = null;
  const map = (noise: Float64Array): NoiseMap => {
    const run = failed ? failed : carry(field, start, noise, PER_STEP * tolerance, options);
    if (run.status !== "done") {
      failed = { status: run.status, theta: run.theta };
      return { value: noise, logSlope: new Float64Array(noise.length) };
    }
    shift = Math.max(shift, run.shift);
    evaluations += run.evaluations;
    return run;
  };
  const { branches, error, nodes } = panels(map, { tolerance, edges: EDGES, mostNodes });
  if (failed) return failed;
  const method = `quadrature: transport of ${nodes} quantiles`;
  const law = increasingLaw(branches, { error: error + shift + 1e-15, method, ...(support ? { support } : {}) });
  return { status: "done", law: { ...law, resolve: resolved(law, field, start, options) }, nodes, evaluations };
}

/** How much less accurate the law is that a compact target's is compared with. */
const ROUGHER = 30;

/** Without edges the paths are carried back from where the density is asked for; with edges, where the way back begins at a pole, the law is computed again. */
function resolved(
  law: UnresolvedLaw,
  field: GuidedField,
  start: Start,
  options: FlowLawOptions & { readonly tolerance: number },
): LineLaw["resolve"] {
  if (!options.support) return flowLogDensity(field, start, law.breaks);
  let rough: FlowOutcome | null = null;
  return (low, high) => {
    rough ??= carriedLaw(field, start, { ...options, tolerance: ROUGHER * options.tolerance });
    return agreement(law, rough.status === "done" ? rough.law.density : () => 0, low, high);
  };
}

interface Carried extends NoiseMap {
  readonly status: OdeSolution["status"];
  readonly theta: number;
  /** Largest φ(ξ)·Σ|shift of ξ|: error of the distribution function. */
  readonly shift: number;
  readonly evaluations: number;
}

/** Carries values of the noise from the start to angle 0, all in one system [x, ln Ψ′]. */
function carry(field: GuidedField, start: Start, noise: Float64Array, tolerance: number, options: FlowLawOptions): Carried {
  const { support, mostSteps = 20_000 } = options;
  const n = noise.length;
  const state = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) state[i] = start.sd * noise[i];
  state.fill(Math.log(start.sd), n);
  const shifts = new Float64Array(n);
  const scale = support ? Math.max(Math.abs(support[0]), Math.abs(support[1])) : 1;
  const rounding = (x: number): number => 1e-13 * Math.max(scale, Math.abs(x));
  const weight = noise.map((xi) => Math.min(1e3, Math.exp(0.25 * xi * xi)));
  const steep = support ? Math.log(STEEP / tolerance) : Infinity;
  const allowed: Allowed = (_, after, out) => {
    for (let i = 0; i < n; i++) {
      out[i] = weight[i] * Math.max(tolerance * Math.exp(after[n + i]), rounding(after[i]));
      out[n + i] = 10 * tolerance * weight[i] * (support ? Math.max(1, Math.exp(after[n + i])) : 1);
    }
  };
  const end = support ? (options.endAngle ?? 0) : 0;
  let at = start.theta;
  let evaluations = 0;
  let value: Float64Array = state;
  for (const clock of clocks(start.theta, end)) {
    const solved = solveOde(
      dormandPrince853,
      (s, y, out) => {
        const theta = clock.theta(s);
        field.at(theta).evaluate(y, n, { velocity: out.subarray(0, n), jacobian: out.subarray(n) });
        const rate = clock.rate(theta);
        if (rate !== 1) for (let i = 0; i < out.length; i++) out[i] *= rate;
        for (let i = 0; i < n; i++) if (y[n + i] > steep) out[i] = out[n + i] = 0;
      },
      value,
      {
        from: clock.from,
        to: clock.to,
        stops: field.corners.map(clock.inverse),
        allowed,
        norm: "max",
        mostSteps,
        onStep: ({ after, error }) => {
          for (let i = 0; i < n; i++) {
            const e = Math.abs(error[i]);
            if (e > rounding(after[i])) shifts[i] += e / Math.exp(after[n + i]);
          }
        },
      },
    );
    evaluations += solved.evaluations;
    value = solved.value;
    at = clock.theta(solved.at);
    if (solved.status !== "done") return { status: solved.status, theta: at, shift: Infinity, evaluations, value, logSlope: value };
  }
  const [x, logSlope] = [value.slice(0, n), value.slice(n)];
  keepOrder(noise, x);
  if (end > 0) lastStretch(field, end, x, logSlope, shifts, rounding);
  let shift = 0;
  // A coordinate is known to a few units in its last place; an edge stands where it stands.
  const blur = (i: number): number => (support ? 0 : (1e-14 * Math.abs(x[i])) / Math.exp(logSlope[i]));
  for (let i = 0; i < n; i++) shift = Math.max(shift, Math.min(1, normalDensity(noise[i]) * (shifts[i] + blur(i))));
  return { status: "done", theta: 0, value: x, logSlope, shift, evaluations };
}

/**
 * Between parts of a support the map tears: where it is this much steeper than one over the tolerance, with a compact target, a path is left where it is, since all of its
 * neighbourhood has less probability than the tolerance and the equation is as stiff as 1/noise².
 */
const STEEP = 10;

/** Paths that were left where they were may lie a little out of order: Ψ is increasing. */
function keepOrder(noise: Float64Array, x: Float64Array): void {
  const order = Array.from(noise.keys()).sort((i, j) => noise[i] - noise[j]);
  for (let k = 1; k < order.length; k++) x[order[k]] = Math.max(x[order[k]], x[order[k - 1]]);
}

/** From the last angle to 0 by one Euler step; its whole length counts as error. */
function lastStretch(
  field: GuidedField,
  theta: number,
  x: Float64Array,
  logSlope: Float64Array,
  shifts: Float64Array,
  rounding: (x: number) => number,
): void {
  const velocity = new Float64Array(x.length);
  field.at(theta).evaluate(x, x.length, { velocity });
  for (let i = 0; i < x.length; i++) {
    const move = theta * velocity[i];
    x[i] -= move;
    if (Math.abs(move) > 10 * rounding(x[i])) shifts[i] += Math.abs(move) / Math.exp(logSlope[i]);
  }
}

/** A variable of integration s with θ = θ(s): θ itself, then ln tan θ where the end is above 0. */
interface Clock {
  readonly from: number;
  readonly to: number;
  readonly theta: (s: number) => number;
  readonly inverse: (theta: number) => number;
  /** dθ/ds. */
  readonly rate: (theta: number) => number;
}

function clocks(start: number, end: number): Clock[] {
  const turn = end > 0 ? Math.min(start, 0.5) : 0;
  const out: Clock[] = [];
  if (start > turn) out.push({ from: start, to: turn, theta: (s) => s, inverse: (theta) => theta, rate: () => 1 });
  if (end > 0) {
    const inverse = (theta: number): number => Math.log(Math.tan(theta));
    out.push({
      from: inverse(turn),
      to: inverse(end),
      theta: (s) => Math.atan(Math.exp(s)),
      inverse,
      rate: (theta) => Math.sin(theta) * Math.cos(theta),
    });
  }
  return out;
}
