import { BadInput } from "../../numerics/badInput.ts";
import { dormandPrince54 } from "../../numerics/butcher.ts";
import { addSlopes } from "../../numerics/explicitStepper.ts";
import type { Process } from "../process.ts";
import { flowSlope } from "./flowSlope.ts";
import type { Guide, Rows } from "./guide.ts";
import type { MoveKind } from "./move.ts";
import type { Asking } from "./protocol.ts";
import { eulerMove } from "./rungeKuttaMove.ts";

export interface AdaptiveOptions {
  /** > 0. */
  readonly rtol: number;
  /** > 0, in data units. */
  readonly atol: number;
  /** Steps tried per sample and move, rejected ones included; 10000 when left out. */
  readonly mostSteps?: number;
}

const SAFETY = 0.9;
const [LEAST_FACTOR, LARGEST_FACTOR] = [0.2, 6];

/**
 * Dormand and Prince's pair on the guided probability flow, in the process's own coordinates and clock. Each sample has steps of its own, so that
 * it does not depend on its batch: a step is accepted if every coordinate's estimated error is at most atol + rtol · max(|x_before|, |x_after|); with ε
 * the largest ratio, the next step is h · 0.9 ε^{−0.14} ε_before^{0.08} (PI control: Hairer, Nørsett, Wanner, Solving ODEs I, II.4).
 *
 * Nothing can be asked at noise 0: a move that ends there integrates to b/a = atol/10 and goes on by one Euler step, over which x moves
 * by about that much.
 *
 * @throws BadInput for tolerances or a number of steps out of range
 */
export function adaptiveMove({ rtol, atol, mostSteps = 10_000 }: AdaptiveOptions): MoveKind {
  for (const [field, value] of Object.entries({ rtol, atol })) {
    if (!(value > 0 && value < 1)) throw new BadInput(`sampler.${field}`, "above 0 and below 1", value);
  }
  if (!(Number.isSafeInteger(mostSteps) && mostSteps >= 1)) throw new BadInput("sampler.mostSteps", "an integer of at least 1", mostSteps);
  return (process, from, to) => {
    const noiseless = process.at(to).b === 0;
    const least = process.time(Math.atan(atol / 10));
    const last = noiseless ? Math.min(from, least) : to;
    const closing = noiseless ? eulerMove(process, last, to) : null;
    return { from, to, sd: 0, mean };

    function* mean(rows: Rows, guide: Guide): Asking<readonly number[]> {
      const d = rows.points.length / rows.members.length;
      const lost: number[] = [];
      for (let k = 0; k < rows.n; k++) {
        const row = { points: rows.points.subarray(k * d, (k + 1) * d), n: 1, members: rows.members.subarray(k, k + 1) };
        const arrived = last < from ? yield* integrated(row, guide, { process, from, to: last, rtol, atol, mostSteps }) : true;
        if (!arrived) lost.push(k);
        else if (closing) yield* closing.mean(row, guide);
      }
      return lost;
    }
  };
}

interface Integration {
  readonly process: Process;
  readonly from: number;
  readonly to: number;
  readonly rtol: number;
  readonly atol: number;
  readonly mostSteps: number;
}

/** Moves one point, in place, as far as it gets; whether that is the end. */
function* integrated(row: Rows, guide: Guide, { process, from, to, rtol, atol, mostSteps }: Integration): Asking<boolean> {
  const { nodes, matrix, weights, errorWeights } = dormandPrince54;
  const { clock } = process;
  const { points } = row;
  const slope = (x: Float64Array, t: number): Asking<Float64Array> => flowSlope(process, guide, { ...row, points: x }, t);
  const [start, end] = [clock.at(from), clock.at(to)];
  let tau = start;
  let h = (start - end) / 100;
  let before = 1;
  // The field may jump at both ends of a move: it is asked no closer than this.
  const [low, high] = [to * (1 + 1e-12), from < 1 ? from * (1 - 1e-12) : from];
  let first = yield* slope(points, high);
  for (let tried = 0; tried < mostSteps; tried++) {
    const last = h >= tau - end;
    const step = last ? tau - end : h;
    if (!(tau - step < tau)) return false;
    const slopes = [first];
    const next = points.slice();
    for (let j = 1; j < nodes.length; j++) {
      next.set(points);
      addSlopes(next, slopes, matrix[j], -step);
      const t = Math.max(low, clock.time(tau - nodes[j] * step));
      slopes.push(yield* slope(next, t));
    }
    // The last stage stands at the end of the step: its row of the matrix is the weights.
    const error = new Float64Array(points.length);
    addSlopes(error, slopes, errorWeights, -step);
    let ratio = 0;
    for (let i = 0; i < error.length; i++) {
      const part = Math.abs(error[i]) / (atol + rtol * Math.max(Math.abs(points[i]), Math.abs(next[i])));
      if (!(part <= ratio)) ratio = part;
    }
    const factor = ratio < Infinity ? SAFETY * Math.max(ratio, 1e-10) ** -0.14 * before ** 0.08 : LEAST_FACTOR;
    h = step * Math.min(ratio <= 1 ? LARGEST_FACTOR : 1, Math.max(LEAST_FACTOR, factor));
    if (!(ratio <= 1)) continue;
    before = Math.max(ratio, 1e-4);
    points.set(next);
    if (last) return true;
    tau -= step;
    first = slopes[weights.length - 1];
  }
  return false;
}
