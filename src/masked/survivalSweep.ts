import { type ContourNode, type ContourSize, contour } from "../numerics/contour.ts";
import { descend } from "./descend.ts";
import type { Dynamics } from "./dynamics.ts";
import { jumpsOf } from "./jumps.ts";

/** Bytes per state that {@link survival} adds. */
export const SURVIVAL_BYTES = 8 + 2 * 4 * 8;

/**
 * Nodes, and the bound on the relative error that they give, where a path has `length` jumps. The worst case has all rates equal: what is
 * inverted is 1/ζ^length, small against the inflow, so that the contour must be better than for {@link lawAtClock}.
 */
export function accuracy(length: number): { nodes: ContourSize; relativeError: number } {
  if (length <= 5) return { nodes: 32, relativeError: 1e-10 };
  if (length <= 8) return { nodes: 40, relativeError: 1e-10 };
  if (length <= 12) return { nodes: 48, relativeError: 1e-10 };
  return { nodes: 64, relativeError: length <= 18 ? 1e-8 : 1 };
}

/** Paths by the slowest state they meet. */
export interface Group {
  /** Smallest rate of the group's states. */
  readonly floor: number;
  /** The group holds rates in [floor, ceiling). */
  readonly ceiling: number;
  readonly u: number;
}

/** Contour nodes swept at once. */
const LANES = 2;

/**
 * e^{floor·u} times the probability, state by state, of being there at u along a path whose slowest state has its rate in [floor, ceiling).
 *
 * A state has a real and an imaginary part per node in each of two channels: inflow along paths that have met no state of the group
 * yet (`before`), and along those that have (`within`).
 *
 * @param rates λ[S] of the reachable states with a mask, NaN elsewhere
 * @returns shape [(K+1)^L]; rounding may leave entries just below 0
 */
export function survival(process: Dynamics, rates: Float64Array, source: Float64Array, group: Group): Float64Array {
  const { states } = process.space;
  const part = new Float64Array(states);
  const before = new Float64Array(states * 2 * LANES);
  const within = new Float64Array(states * 2 * LANES);
  const nodes = contour(accuracy(process.space.length).nodes);
  for (let first = 0; first < nodes.length; first += LANES) {
    within.fill(0);
    before.fill(0);
    for (let s = 0; s < states; s++) for (let lane = 0; lane < LANES; lane++) before[2 * (s * LANES + lane)] = source[s];
    survivalSweep(process, rates, group, nodes.slice(first, first + LANES), before, within, part);
  }
  return part;
}

function survivalSweep(
  process: Dynamics,
  rates: Float64Array,
  group: Group,
  nodes: readonly ContourNode[],
  before: Float64Array,
  within: Float64Array,
  part: Float64Array,
): void {
  const { floor, ceiling, u } = group;
  const width = 2 * LANES;
  const jumpsFrom = jumpsOf(process);
  descend(process.space, (state, strides, count) => {
    const rate = rates[state];
    if (!(rate >= floor)) return;
    const at = state * width;
    if (rate < ceiling) {
      for (let j = at; j < at + width; j++) {
        within[j] += before[j];
        before[j] = 0;
      }
    }
    // U/u = F / (ζ + (λ − floor)u), of which λu is handed on; all divided by max(1, λu), which may be infinite.
    const own = 1 / Math.max(1, u * rate);
    const stay = own > 0 ? (rate - floor) * u * own : 1;
    const out = Math.min(1, u * rate);
    for (let lane = 0; lane < LANES; lane++) {
      const { re, im, weightRe, weightIm } = nodes[lane];
      const j = at + 2 * lane;
      divide(before, j, re * own + stay, im * own);
      divide(within, j, re * own + stay, im * own);
      part[state] += own * (weightRe * within[j] - weightIm * within[j + 1]);
    }
    const { size, child, probability } = jumpsFrom(state, strides, count);
    for (let j = 0; j < size; j++) {
      const share = out * probability[j];
      const to = child[j] * width;
      for (let lane = 0; lane < width; lane++) {
        before[to + lane] += share * before[at + lane];
        within[to + lane] += share * within[at + lane];
      }
    }
  });
}

/** Divides the complex number at values[at], values[at+1] by re + i·im, in place. */
function divide(values: Float64Array, at: number, re: number, im: number): void {
  const norm = 1 / (re * re + im * im);
  const real = (values[at] * re + values[at + 1] * im) * norm;
  values[at + 1] = (values[at + 1] * re - values[at] * im) * norm;
  values[at] = real;
}
