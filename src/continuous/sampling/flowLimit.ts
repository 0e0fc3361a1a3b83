/** @file Samples of the guided probability flow itself, by steps fine enough for a stated tolerance. */
import { BadInput } from "../../numerics/badInput.ts";
import { dormandPrince853 } from "../../numerics/dormandPrince853.ts";
import { stream } from "../../random/stream.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
import { answerFrom } from "./answer.ts";
import { circleFlowMove } from "./circleFlowMove.ts";
import type { GuidedSampling } from "./guide.ts";
import type { LimitSampler } from "./limits.ts";
import type { Move } from "./move.ts";
import { relativeDistance } from "./relativeDistance.ts";
import { movesOf } from "./sampler.ts";
import { samplerOf } from "./samplerOf.ts";

export interface FlowSamplerOptions {
  /** Wanted root of the mean square of |x_N − x_2N| over the spread of the samples; 1e-6 when left out. */
  readonly tolerance?: number;
  /** Largest number of steps of the sampler; 512 when left out. */
  readonly mostSteps?: number;
  readonly seed: number;
}

/** Pilot paths that choose the number of steps, and the fewest steps. */
const [PILOTS, FEWEST] = [256, 8];

/**
 * Dormand and Prince's method of order 8 on the grid θ_n = θ_1 (1 − n/N)³ of noise angles, dense near the data, with the corners of the schedule put in. N
 * doubles from 8 until 256 pilot paths agree with themselves in 2N steps within the tolerance. Every sample takes the same steps, whatever its batch.
 *
 * The pilots start from streams (seed, "flow pilot", i).
 *
 * @throws BadInput naming `tolerance`; as `movesOf` for rules that exist in steps only
 */
export function flowSampler(
  sampling: GuidedSampling,
  pair: FieldPair,
  { tolerance = 1e-6, mostSteps = 512, seed }: FlowSamplerOptions,
): LimitSampler {
  if (!(tolerance > 0 && tolerance < Infinity)) throw new BadInput("tolerance", "a finite number above 0", tolerance, "flowSampler");
  // Refuses the rules that an integrator of the flow refuses.
  movesOf({ kind: "dopri5" }, sampling);
  const ends = (steps: number): Float64Array => pilotEnds(sampling, pair, flowMoves(sampling, steps), seed);
  let steps = FEWEST;
  let coarse = ends(steps);
  let fine = ends(2 * steps);
  while (relativeDistance(coarse, fine, sampling.dimension) > tolerance && 2 * steps <= mostSteps) {
    steps *= 2;
    coarse = fine;
    fine = ends(2 * steps);
  }
  const difference = relativeDistance(coarse, fine, sampling.dimension);
  const missed = difference <= tolerance ? "" : `; the tolerance ${tolerance} was not reached`;
  return {
    sampler: samplerOf(flowMoves(sampling, steps), sampling),
    method: `Dormand-Prince of order 8, ${steps} steps; paths at ${steps} and ${2 * steps} steps differ by ${difference.toPrecision(2)} of the spread${missed}`,
  };
}

/** The moves at N steps, and one more for each corner. */
export function flowMoves({ process, weight, rule }: GuidedSampling, steps: number): readonly Move[] {
  const first = process.angle(1);
  const zeroAbove = rule && rule.zeroAbove < 1 ? [process.angle(rule.zeroAbove)] : [];
  const corners = new Set([...weight.corners, ...zeroAbove].filter((angle) => angle > 0 && angle < first));
  const even = Array.from({ length: steps + 1 }, (_, n) => (n === steps ? 0 : first * (1 - n / steps) ** 3));
  const angles = [...new Set([...even, ...corners])].sort((a, b) => b - a);
  return angles.slice(1).map((to, n) => {
    const from = angles[n];
    return circleFlowMove(dormandPrince853, process, { from, to, cornerAt: { from: corners.has(from), to: corners.has(to) } }, n === 0);
  });
}

function pilotEnds(sampling: GuidedSampling, pair: FieldPair, moves: readonly Move[], seed: number): Float64Array {
  const streams = Array.from({ length: PILOTS }, (_, i) => stream(seed, "flow pilot", i));
  const run = samplerOf(moves, sampling).run(streams, false);
  const answer = answerFrom(pair);
  let step = run.next();
  while (step.done !== true) step = run.next(answer(step.value));
  return step.value.points;
}
