import type { ButcherTableau } from "./butcher.ts";
import type { Stepper } from "./stepper.ts";

/** y′(x), written to `out`; shapes [n]. */
export type Derivative = (x: number, y: Float64Array, out: Float64Array) => void;

/**
 * Steps of an explicit tableau: k_j = f(x + c_j h, y + h Σ_{l<j} a_jl k_l), y_next = y + h Σ_j b_j k_j, estimate ‖h Σ_j (b_j − b̂_j) k_j‖₁.
 *
 * Where the last slope is the first of the next step (its row of a is b), it is not evaluated twice.
 */
export function explicitStepper(tableau: ButcherTableau, derivative: Derivative, n: number): Stepper {
  const { nodes, matrix, weights, errorWeights, embeddedOrder } = tableau;
  const slopes = nodes.map(() => new Float64Array(n));
  const point = new Float64Array(n);
  const next = new Float64Array(n);
  const last = slopes.length - 1;
  const sameAsLast = matrix[last].length === last && nodes[last] === 1 && matrix[last].every((a, j) => a === weights[j]);
  let ready = false;
  return {
    embeddedOrder,
    next,
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
      point.fill(0);
      addSlopes(point, slopes, errorWeights, h);
      return l1(point);
    },
  };
}

/** out += h Σ_j coefficients[j] k_j. */
export function addSlopes(out: Float64Array, slopes: readonly Float64Array[], coefficients: readonly number[], h: number): void {
  for (let j = 0; j < coefficients.length; j++) {
    const factor = h * coefficients[j];
    const slope = slopes[j];
    if (factor !== 0) for (let i = 0; i < out.length; i++) out[i] += factor * slope[i];
  }
}

/** Σ |values[i]|. */
export function l1(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += Math.abs(values[i]);
  return total;
}
