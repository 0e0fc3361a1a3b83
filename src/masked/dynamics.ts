import type { Rule } from "../guidance/rule.ts";
import { checkWeight } from "../guidance/tilt.ts";
import { BadInput, Raw } from "../numerics/badInput.ts";
import { logSumExp } from "../numerics/logSumExp.ts";
import { type Lattice, stateText } from "./lattice.ts";
import { completePart, marginalCube } from "./marginalCube.ts";
import type { PairCubes } from "./pairCubes.ts";

/**
 * One guided masked process at one w, as the sweeps read it: a weight A[S] per state, from which site i of S is revealed as v at rate
 * A[S+iv]/A[S] (`rates`) or A[S+iv]/Σ_v A[S+iv] (`tokens`) in the unmask clock u. A common factor of A changes nothing.
 */
export interface Dynamics {
  readonly space: Lattice;
  /** A or log A, shape [(K+1)^L]. */
  readonly weights: Float64Array;
  /**
   * `linear`: A, scaled to a largest entry of 1; used where every positive entry is above e^−600, so that no product under- or overflows.
   * `log`: log A; used where the range is wider (tiny laws, large w). Same sweeps, each state normalised on its own.
   */
  readonly form: "linear" | "log";
  /** What one site is revealed at in total: its Z, or 1. */
  readonly pace: "rates" | "tokens";
}

/** Bytes per state of a Dynamics. */
export const DYNAMICS_BYTES = 8;

const WIDEST_LINEAR = 600;

/**
 * The guided process of a pair under a rule, at a constant w.
 *
 * @param w finite, ≥ −1; for w > 0 the pair's unconditional law must cover the conditional one
 */
export function dynamics(cubes: PairCubes, rule: Rule, w: number): Dynamics {
  checkWeight("guidance.w", w);
  const { space } = cubes;
  if (rule === "oracle") return { space, ...scaled(logOf(oracleCube(cubes, w))), pace: "tokens" };
  const logA = w === -1 ? logOf(cubes.uncond.slice()) : new Float64Array(space.states);
  if (w > -1) for (let s = 0; s < logA.length; s++) logA[s] = logWeight(cubes.logCond[s], cubes.logRatio[s], w);
  return { space, ...scaled(logA), pace: rule };
}

/** log A = (1+w) log Q − w log P. −∞ where Q = 0, and where P = 0 < Q with w < 0. */
function logWeight(logCond: number, logRatio: number, w: number): number {
  return w === 0 || logCond === -Infinity ? logCond : logCond + w * logRatio;
}

/** Marginal cube of the tilted law, from the ratios of the pair themselves: the oracle's A. */
function oracleCube({ space, uncond, logCond, logRatio }: PairCubes, w: number): Float64Array {
  if (w === -1) return uncond.slice();
  const tilted = completePart(space, logCond);
  const ratios = completePart(space, logRatio);
  for (let x = 0; x < tilted.length; x++) tilted[x] = logWeight(tilted[x], ratios[x], w);
  const logTotal = logSumExp(tilted);
  if (logTotal === -Infinity) throw deadEnd(space, space.states - 1);
  for (let x = 0; x < tilted.length; x++) tilted[x] = Math.exp(tilted[x] - logTotal);
  return marginalCube(space, tilted);
}

function logOf(cube: Float64Array): Float64Array {
  for (let s = 0; s < cube.length; s++) cube[s] = Math.log(cube[s]);
  return cube;
}

function scaled(logA: Float64Array): { weights: Float64Array; form: "linear" | "log" } {
  let least = Infinity;
  let largest = -Infinity;
  for (let s = 0; s < logA.length; s++) {
    const value = logA[s];
    if (value === -Infinity) continue;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  if (!(largest - least <= WIDEST_LINEAR)) return { weights: logA, form: "log" };
  for (let s = 0; s < logA.length; s++) logA[s] = Math.exp(logA[s] - largest);
  return { weights: logA, form: "linear" };
}

/** A reachable state with masked sites and no way on: the process has no law. */
export function deadEnd(space: Lattice, state: number): BadInput {
  return deadEndAt(stateText(space, state));
}

/** The same for a state given as text, `[2, M, 0]`. */
export function deadEndAt(state: string): BadInput {
  return new BadInput(
    "world",
    "a world without dead ends (reachable states with masked sites and no way on)",
    new Raw(`one at ${state} (M: masked)`),
  );
}
