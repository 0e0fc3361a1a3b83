import type { ButcherTableau } from "./butcher.ts";
import { addSlopes, l1 } from "./explicitStepper.ts";
import { solveDominant } from "./solveDominant.ts";
import type { Stepper } from "./stepper.ts";

/**
 * Steps of a diagonally implicit tableau (a_jj = γ) for the master equation y′ = M(x) y of a Markov process: per stage
 *   (I − hγ M(x_j)) Y_j = y + h Σ_{l<j} a_jl k_l =: r_j,   k_j = (Y_j − r_j)/(hγ),
 * solved without cancellation, so that rates of any size lose no digits and the total stays. Estimate ‖h Σ_j (b_j − b̂_j) k_j‖₁. Complexity per step: one elimination per stage, n³/3.
 *
 * @param matrixAt writes M(x), entry [to, from] at to·n + from, into its second argument: off-diagonal entries ≥ 0; the diagonal, minus the total rate out, is
 *   not read
 */
export function linearImplicitStepper(tableau: ButcherTableau, matrixAt: (x: number, out: Float64Array) => void, n: number): Stepper {
  const { nodes, matrix, weights, errorWeights, embeddedOrder } = tableau;
  const slopes = nodes.map(() => new Float64Array(n));
  const system = new Float64Array(n * n);
  const stage = new Float64Array(n);
  const known = new Float64Array(n);
  const sums = new Float64Array(n);
  const next = new Float64Array(n);
  return {
    embeddedOrder,
    next,
    arrive: () => {},
    take: (x, y, h) => {
      for (let j = 0; j < nodes.length; j++) {
        const own = h * matrix[j][j];
        known.set(y);
        addSlopes(known, slopes, matrix[j].slice(0, j), h);
        matrixAt(x + nodes[j] * h, system);
        for (let e = 0; e < system.length; e++) system[e] *= -own;
        stage.set(known);
        solveDominant(system, sums.fill(1), stage);
        for (let i = 0; i < n; i++) slopes[j][i] = (stage[i] - known[i]) / own;
      }
      next.set(y);
      addSlopes(next, slopes, weights, h);
      known.fill(0);
      addSlopes(known, slopes, errorWeights, h);
      return l1(known);
    },
  };
}
