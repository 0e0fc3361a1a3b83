import type { Rule } from "../guidance/rule.ts";
import { constantWeight, stretches, type WeightSchedule } from "../guidance/weightSchedule.ts";
import { logErlangTail } from "../numerics/erlang.ts";
import { romberg } from "../numerics/romberg.ts";
import { sum } from "../numerics/sum.ts";
import { dynamics } from "./dynamics.ts";
import { CLOCK_ERROR, checkClock, lawAtClock } from "./lawAtClock.ts";
import { completePart } from "./marginalCube.ts";
import type { Noise } from "./noise.ts";
import type { PairCubes } from "./pairCubes.ts";
import { type Piece, weightPieces } from "./pieces.ts";
import { type SmallProbability, stillMasked } from "./stillMasked.ts";
import { slowestRate, survivors } from "./survivors.ts";
import { visitProbabilities } from "./terminalLaw.ts";

/** A guided masked process with a weight schedule. */
export interface ScheduledProcess {
  readonly cubes: PairCubes;
  readonly rule: Rule;
  readonly schedule: WeightSchedule;
  readonly noise: Noise;
}

export interface LawWithError {
  /** Shape [(K+1)^L] (clock given) or [K^L] (terminal). */
  readonly law: Float64Array;
  /** `lattice`: exact to rounding. `contour`: exact but for the inversion. `refined`: pieces of a smooth schedule, extrapolated. */
  readonly engine: "lattice" | "contour" | "refined";
  /** Bound (lattice, contour) or estimate (refined) of the largest absolute error of an entry. */
  readonly error: number;
  /** Weights' pieces used; 1 for a constant w. */
  readonly pieces: number;
}

/** A smooth schedule's pieces double until the error estimate is below the tolerance. */
const REFINEMENT = { first: 4, most: 256, tolerance: 1e-9 };

/**
 * The exact law of a guided masked process in continuous time.
 *
 * Constant and piecewise-constant weights are exact. A smooth schedule is replaced by n pieces with w at their middle (an exponential
 * midpoint rule, error ∝ n^−2); n doubles, Romberg extrapolation in n^−2 is applied, and the largest difference between the last two
 * extrapolated laws is the error estimate.
 *
 * @param u clock at which to look (then masked states are included), or null for the end of sampling
 */
export function scheduledLaw(process: ScheduledProcess, u: number | null): LawWithError {
  if (u !== null) checkClock(u);
  const smooth = stretches(process.schedule).some((stretch) => !stretch.flat);
  const atPieces = (n: number) => weightPieces(process.schedule, process.noise, n, u ?? Infinity);
  if (smooth) {
    const { value: law, error, steps } = romberg((n) => lawThrough(process, atPieces(n)).law, REFINEMENT);
    for (let x = 0; x < law.length; x++) if (law[x] < 0) law[x] = 0;
    return { law, engine: "refined", error, pieces: atPieces(steps).length };
  }
  const pieces = atPieces(1);
  const { law, inverted } = lawThrough(process, pieces);
  const largest = pieces.reduce((most, { w }) => Math.max(most, Math.abs(w)), 0);
  const error = Math.max(inverted * CLOCK_ERROR, roundingError(largest, widestLogRatio(process.cubes)));
  return { law, engine: inverted > 0 ? "contour" : "lattice", error, pieces: pieces.length };
}

/**
 * A = exp(log Q + w log(Q/P)) is off by |w log(Q/P)| roundings and w times the ratio's own few; a law's entry by twice that.
 *
 * @param widest largest |log(Q/P)|
 */
export function roundingError(w: number, widest: number): number {
  return 1e-14 + 2 * Number.EPSILON * Math.abs(w) * (widest + 3);
}

function widestLogRatio({ logRatio }: PairCubes): number {
  let widest = 0;
  for (const log of logRatio) if (Number.isFinite(log)) widest = Math.max(widest, Math.abs(log));
  return widest;
}

function lawThrough({ cubes, rule }: ScheduledProcess, pieces: readonly Piece[]): { law: Float64Array; inverted: number } {
  let law = allMasked(cubes);
  let from = 0;
  let inverted = 0;
  for (const { w, until } of pieces) {
    const process = dynamics(cubes, rule, w);
    if (until === Infinity) return { law: completePart(cubes.space, visitProbabilities(process, law)), inverted };
    law = lawAtClock(process, until - from, law);
    inverted++;
    from = until;
  }
  return { law, inverted };
}

function allMasked({ space }: PairCubes): Float64Array {
  const law = new Float64Array(space.states);
  law[space.states - 1] = 1;
  return law;
}

/**
 * P(some site is still masked at clock u) under a weight schedule, to relative accuracy.
 *
 * Survivors are carried from piece to piece as a law of their own, so that nothing is lost when few are left. An error made in piece k
 * counts at most as much as what it could leave masked: fewer than L jumps in the rest, each at the slowest rate of its piece or faster,
 *   P(Poisson(Σ_{j>k} σ_j u_j) < L).
 * A smooth schedule is refined as in {@link scheduledLaw}, on the logarithm.
 */
export function scheduledStillMasked(process: ScheduledProcess, u: number): SmallProbability {
  checkClock(u);
  const { schedule, noise } = process;
  const constant = constantWeight(schedule);
  if (constant !== null || process.rule !== "rates") return stillMasked(dynamics(process.cubes, process.rule, constant ?? 0), u);
  const smooth = stretches(schedule).some((stretch) => !stretch.flat);
  if (!smooth) return survivalThrough(process, weightPieces(schedule, noise, 1, u));
  let pieceError = 0;
  const logAt = (n: number): Float64Array => {
    const { log, relativeError } = survivalThrough(process, weightPieces(schedule, noise, n, u));
    pieceError = relativeError;
    return Float64Array.of(log);
  };
  const { value, error } = romberg(logAt, REFINEMENT);
  return { probability: Math.exp(value[0]), log: value[0], relativeError: error + pieceError };
}

function survivalThrough({ cubes, rule }: ScheduledProcess, pieces: readonly Piece[]): SmallProbability {
  const { length } = cubes.space;
  let start = allMasked(cubes);
  let log = 0;
  let from = 0;
  let exposure = 0;
  const errors: { relative: number; log: number; exposure: number }[] = [];
  for (const { w, until } of pieces) {
    const process = dynamics(cubes, rule, w);
    exposure += slowestRate(process, start) * (until - from);
    const left = survivors(process, until - from, start);
    log += left.log;
    // Nobody left, or fewer than a double can tell: then the logarithm is a bound.
    if (log === -Infinity || left.relativeError === Infinity) return { probability: 0, log, relativeError: left.relativeError };
    errors.push({ relative: left.relativeError, log, exposure });
    start = left.law;
    from = until;
  }
  const relativeError = sum(
    errors.map((error) => error.relative * Math.exp(error.log + logErlangTail(length, exposure - error.exposure) - log)),
  );
  return { probability: Math.exp(log), log, relativeError };
}
