import type { ButcherTableau, RungeKutta } from "./butcher.ts";
import type { Stepper } from "./stepper.ts";

/** y′(x), written to `out`; shapes [n]. */
export type Derivative = (x: number, y: Float64Array, out: Float64Array) => void;

/** What an explicit step leaves behind, overwritten by the next. */
export interface ExplicitStepper extends Stepper {
  /** k, shape [stages][n]. */
  readonly slopes: readonly Float64Array[];
  /** h Σ_j (b_j − b̂_j) k_j, shape [n]: the estimated error of each component. */
  readonly difference: Float64Array;
}

/**
 * Steps of an explicit tableau: k_j = f(x + c_j h, y + h Σ_{l<j} a_jl k_l), y_next = y + h Σ_j b_j k_j, estimate ‖h Σ_j (b_j − b̂_j) k_j‖₁.
 *
 * Where the last slope is the first of the next step (its row of a is b), it is not evaluated twice. A method without an estimate answers ∞ for it.
 */
export function explicitStepper(tableau: RungeKutta | ButcherTableau, derivative: Derivative, n: number): ExplicitStepper {
  const { nodes, matrix, weights } = tableau;
  const errorWeights = "errorWeights" in tableau ? tableau.errorWeights : null;
  const second = "secondErrorWeights" in tableau ? new Float64Array(n) : null;
  const slopes = nodes.map(() => new Float64Array(n));
  const point = new Float64Array(n);
  const next = new Float64Array(n);
  const last = slopes.length - 1;
  const sameAsLast = matrix[last].length === last && nodes[last] === 1 && matrix[last].every((a, j) => a === weights[j]);
  let ready = false;
  return {
    embeddedOrder: "embeddedOrder" in tableau ? tableau.embeddedOrder : 0,
    next,
    slopes,
    difference: point,
    arrive: (x, y) => {
      if (sameAsLast && ready) slopes[0].set(slopes[last]);
      else derivative(x, y, slopes[0]);
      ready = true;
    },
    take: (x, y, h) => {
      for (let j = 1; j < nodes.length; j++) {
        point.set(y);
        addSlopes(point, slopes, matrix[j], h);
        derivative(x + nodes[j] * h, point, slopes[j]);
      }
      next.set(y);
      addSlopes(next, slopes, weights, h);
      if (!errorWeights) return Infinity;
      point.fill(0);
      addSlopes(point, slopes, errorWeights, h);
      if (second) joinEstimates(point, addSlopes(second.fill(0), slopes, (tableau as ButcherTableau).secondErrorWeights ?? [], h));
      return l1(point);
    },
  };
}

/** e becomes e²/√(e² + 0.01 e₃²), per component. */
function joinEstimates(e: Float64Array, e3: Float64Array): void {
  for (let i = 0; i < e.length; i++) if (e[i] !== 0) e[i] *= Math.abs(e[i]) / Math.hypot(e[i], 0.1 * e3[i]);
}

/** out += h Σ_j coefficients[j] k_j. */
export function addSlopes(out: Float64Array, slopes: readonly Float64Array[], coefficients: readonly number[], h: number): Float64Array {
  for (let j = 0; j < coefficients.length; j++) {
    const factor = h * coefficients[j];
    const slope = slopes[j];
    if (factor !== 0) for (let i = 0; i < out.length; i++) out[i] += factor * slope[i];
  }
  return out;
}

/** Σ |values[i]|. */
export function l1(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i]);
  return total;
}
