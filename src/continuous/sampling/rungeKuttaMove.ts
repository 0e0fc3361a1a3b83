import { euler, heun, type RungeKutta, rk4 } from "../../numerics/butcher.ts";
import { addSlopes } from "../../numerics/explicitStepper.ts";
import type { Process } from "../process.ts";
import { flowSlope } from "./flowSlope.ts";
import type { Guide, Rows } from "./guide.ts";
import { ALL_ARRIVED, type Move, type MoveKind } from "./move.ts";
import type { Asking } from "./protocol.ts";

/** Order 3 without a stage at the end: Heun, Z. Math. Phys. 45 (1900) 23. */
const heun3: RungeKutta = {
  name: "Heun, order 3",
  order: 3,
  nodes: [0, 1 / 3, 2 / 3],
  matrix: [[], [1 / 3], [0, 2 / 3]],
  weights: [1 / 4, 0, 3 / 4],
};

/**
 * A step of the guided probability flow by an explicit tableau, in the process's own coordinates and clock τ.
 *
 * Nothing can be asked at noise 0: the step that ends there is taken by `closing`, one order lower and without a stage at its end. One
 * step of lower order does not change the order of the whole. For Heun that is Euler, the rule of arXiv:2206.00364, Algorithm 1.
 */
export function rungeKuttaMove(tableau: RungeKutta, closing: RungeKutta): MoveKind {
  return (process, from, to) => {
    const method = process.at(to).b === 0 ? closing : tableau;
    return { from, to, sd: 0, mean: (rows, guide) => step(method, process, { from, to }, { rows, guide }) };
  };
}

export const eulerMove: MoveKind = rungeKuttaMove(euler, euler);
export const heunMove: MoveKind = rungeKuttaMove(heun, euler);
export const rk4Move: MoveKind = rungeKuttaMove(rk4, heun3);

function* step(
  { nodes, matrix, weights }: RungeKutta,
  process: Process,
  { from, to }: Pick<Move, "from" | "to">,
  { rows, guide }: { readonly rows: Rows; readonly guide: Guide },
): Asking<readonly number[]> {
  const { clock } = process;
  const start = clock.at(from);
  const h = clock.at(to) - start;
  const { points, n, members } = rows;
  const slopes: Float64Array[] = [];
  for (let j = 0; j < nodes.length; j++) {
    const t = nodes[j] === 0 ? from : nodes[j] === 1 ? to : clock.time(start + nodes[j] * h);
    const stage = j === 0 ? points : points.slice();
    if (j > 0) addTo(stage, slopes, matrix[j], h);
    slopes.push(yield* flowSlope(process, guide, { points: stage, n, members }, t));
  }
  addTo(points, slopes, weights, h);
  return ALL_ARRIVED;
}

/** Slopes are of the n points under way; the buffer of points may be longer. */
function addTo(points: Float64Array, slopes: readonly Float64Array[], coefficients: readonly number[], h: number): void {
  addSlopes(points.subarray(0, slopes[0].length), slopes, coefficients, h);
}
