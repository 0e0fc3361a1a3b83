import type { RungeKutta } from "../../numerics/butcher.ts";
import { addSlopes } from "../../numerics/explicitStepper.ts";
import type { Process } from "../process.ts";
import type { Guide, Rows } from "./guide.ts";
import { ALL_ARRIVED, type Move } from "./move.ts";
import type { Asking } from "./protocol.ts";

/** Where the field jumps it is asked at this much, relative, beside the angle. */
const BESIDE = 1e-12;

/** Angles that a step goes between, falling, and which of them are corners of the schedule. */
export interface CircleStep {
  readonly from: number;
  readonly to: number;
  readonly cornerAt: { readonly from: boolean; readonly to: boolean };
}

/**
 * A step of the guided probability flow on the noise circle by an explicit tableau. At angle 0 the velocity is 0, so a step may end there though nothing
 * can be asked there.
 *
 * @param start whether it is the first step, from t = 1
 */
export function circleFlowMove(tableau: RungeKutta, process: Process, { from, to, cornerAt }: CircleStep, start: boolean): Move {
  const [highest, lowest] = [cornerAt.from ? from * (1 - BESIDE) : from, cornerAt.to ? to * (1 + BESIDE) : to];
  const [before, after] = [start ? 1 : process.time(from), to === 0 ? 0 : process.time(to)];
  return { from: before, to: after, sd: 0, mean };

  function* mean(rows: Rows, guide: Guide): Asking<readonly number[]> {
    const { points, n, members } = rows;
    const size = n * (points.length / members.length);
    const h = to - from;
    const x = points.slice(0, size);
    const here = process.radius(before);
    for (let i = 0; i < size; i++) x[i] /= here;
    const slopes: Float64Array[] = [];
    for (let j = 0; j < tableau.nodes.length; j++) {
      const stage = addSlopes(x.slice(), slopes, tableau.matrix[j], h);
      const angle = Math.min(highest, Math.max(lowest, tableau.nodes[j] === 1 ? to : from + tableau.nodes[j] * h));
      slopes.push(yield* velocity(angle, stage, { n, members }, guide));
    }
    addSlopes(x, slopes, tableau.weights, h);
    const there = process.radius(after);
    for (let i = 0; i < size; i++) points[i] = x[i] * there;
    return ALL_ARRIVED;
  }

  /** v = (a ε̂ − b x̂₀)/r; changes `stage`. */
  function* velocity(angle: number, stage: Float64Array, of: Pick<Rows, "n" | "members">, guide: Guide): Asking<Float64Array> {
    if (angle === 0) return stage.fill(0);
    const t = start && angle === from ? 1 : process.time(angle);
    const r = process.radius(t);
    for (let i = 0; i < stage.length; i++) stage[i] *= r;
    const { denoised, noise } = yield* guide({ ...of, points: stage }, t);
    const { a, b } = process.at(t);
    for (let i = 0; i < noise.length; i++) noise[i] = (a * noise[i] - b * denoised[i]) / r;
    return noise;
  }
}
