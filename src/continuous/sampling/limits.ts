/** @file Samples of the continuous-time limit `sde`, by a sampler fine enough for a stated tolerance. */
import { BadInput } from "../../numerics/badInput.ts";
import { normal } from "../../random/normal.ts";
import { stream } from "../../random/stream.ts";
import type { FieldPair } from "../../worlds/continuous/pair.ts";
import type { Process } from "../process.ts";
import { ddimMove } from "./ddimMove.ts";
import type { GuidedSampling } from "./guide.ts";
import { kernelsOf } from "./kernels.ts";
import type { Move } from "./move.ts";
import type { Sampler } from "./protocol.ts";
import { relativeDistance } from "./relativeDistance.ts";
import { samplerOf } from "./samplerOf.ts";

/** A sampler that stands for a limit. */
export interface LimitSampler {
  readonly sampler: Sampler;
  /** How, and how far from the limit. */
  readonly method: string;
}

export interface SdeOptions {
  /** Wanted root of E|x_N − x_2N|² over the spread of the samples; 0.01 when left out. */
  readonly tolerance?: number;
  /** Largest number of steps; 4096 when left out. */
  readonly mostSteps?: number;
  readonly seed: number;
}

/** Pilot paths that choose the number of steps, and the fewest steps. */
const [PILOTS, FEWEST] = [256, 64];

/**
 * The guided reverse SDE by `ddpm` kernels (the denoised mean held over a step, first order) on the grid θ_n = θ_1 (1 − n/N)³ of noise angles, from the start to
 * noise 0. N doubles from 64 until 256 pilot paths, driven by the same Brownian motion at N and 2N steps, agree within the tolerance; then 2N is used.
 * As W1 of the two laws is at most E|x_N − x_2N|, and the error halves with each doubling, that difference estimates the distance of the 2N-step law from the limit.
 *
 * The pilots run on stream (seed, "sde pilot").
 *
 * @throws BadInput naming `tolerance` or `guidance.rule`
 */
export function sdeSampler(
  sampling: GuidedSampling,
  pair: FieldPair,
  { tolerance = 0.01, mostSteps = 4096, seed }: SdeOptions,
): LimitSampler {
  if (!(tolerance > 0 && tolerance < Infinity)) throw new BadInput("tolerance", "a finite number above 0", tolerance, "sdeSampler");
  let steps = FEWEST;
  let difference = pathDifference(sampling, pair, steps, seed);
  while (difference > tolerance && 4 * steps <= mostSteps) {
    steps *= 2;
    difference = pathDifference(sampling, pair, steps, seed);
  }
  const reached = difference <= tolerance ? "" : `; the tolerance ${tolerance} was not reached`;
  return {
    sampler: samplerOf(sdeMoves(sampling.process, 2 * steps), sampling),
    method: `ddpm kernels, ${2 * steps} steps; paths at ${steps} and ${2 * steps} steps differ by ${difference.toPrecision(2)} of the spread${reached}`,
  };
}

/** The moves at N steps. */
export function sdeMoves(process: Process, steps: number): readonly Move[] {
  const start = process.angle(1);
  const times = Float64Array.from({ length: steps + 1 }, (_, n) =>
    n === 0 ? 1 : n === steps ? 0 : process.time(start * (1 - n / steps) ** 3),
  );
  const kind = ddimMove(1);
  return Array.from(times.subarray(1), (to, n) => kind(process, times[n], to));
}

/** Root of the mean of |x_N − x_2N|² over that of |x_2N − mean|², paths driven by one Brownian motion; ∞ where paths diverge. */
function pathDifference(sampling: GuidedSampling, pair: FieldPair, steps: number, seed: number): number {
  const { dimension: d, process } = sampling;
  const coarse = kernelsOf(sdeMoves(process, steps), sampling, pair);
  const moves = sdeMoves(process, 2 * steps);
  const fine = kernelsOf(moves, sampling, pair);
  const rng = stream(seed, "sde pilot");
  const normals = (): Float64Array => Float64Array.from({ length: PILOTS * d }, () => normal(rng));
  const x = normals().map((z) => process.start.sd * z);
  const y = x.slice();
  for (let n = 0; n < steps; n++) {
    // The noise of a double step is that of its first half, carried through the second by the held posterior, and that of its second.
    const [first, second] = [normals(), normals()];
    const [one, two] = [fine[2 * n], fine[2 * n + 1]];
    const carried = carriedBy(process, moves[2 * n + 1]) * one.sd;
    coarse[n].mean(x, PILOTS);
    one.mean(y, PILOTS);
    for (let i = 0; i < y.length; i++) y[i] += one.sd * first[i];
    two.mean(y, PILOTS);
    for (let i = 0; i < y.length; i++) {
      y[i] += two.sd * second[i];
      x[i] += carried * first[i] + two.sd * second[i];
    }
  }
  return relativeDistance(x, y, d);
}

/** Factor of x_t in the posterior mean of x_s given x_t and x₀: (a_t/a_s)(b_s/b_t)². */
function carriedBy(process: Process, { from, to }: Move): number {
  const [before, after] = [process.at(from), process.at(to)];
  return (before.a / after.a) * (after.b / before.b) ** 2;
}
