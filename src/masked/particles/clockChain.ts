import { BadInput } from "../../numerics/badInput.ts";
import type { Rng } from "../../random/stream.ts";
import type { Dynamics } from "../dynamics.ts";
import { jumpsOf } from "../jumps.ts";
import { drawJump } from "./drawJump.ts";
import { maskedStrides } from "./maskedStrides.ts";
import { revealWeights } from "./revealWeights.ts";
import type { WeightedChain } from "./weightedChain.ts";

/**
 * The guided process along the unmask clock, exactly simulated jump by jump; move k goes from u = −ln(1 − k/moves) to −ln(1 − (k+1)/moves), the
 * last one to the end. Weights are exact between jumps:
 *   rates:  d log W = Σ_{i masked} (Z_i − 1) du = (λ − |masked|) du,    tokens: W grows by Z_i at each reveal.
 * E[W · 1{x}] = A[x]/A[all masked], as for `jumpChain`.
 *
 * Caution, `rates`: a wait is Exp(λ), so E[exp 2(λ − |masked|)T] is infinite where λ ≥ 2|masked|. The last move has no end of its clock,
 * so that the weights have infinite variance wherever guidance at least doubles a rate there. `jumpChain` has the same expectation and bounded weights.
 *
 * Two uniforms per reveal, and one for the wait that outlasts the move.
 *
 * @param moves at least 1; resampling is possible after each of them
 * @throws BadInput when moves is no positive integer
 */
export function clockChain(process: Dynamics, moves: number): WeightedChain {
  if (!(Number.isSafeInteger(moves) && moves >= 1)) throw new BadInput("moves", "an integer of at least 1", moves, "clockChain");
  const { space } = process;
  const moved = { state: 0, logWeight: 0 };
  const advance = revealing(process);
  return {
    space,
    moves,
    move: (state, move, rng) => {
      moved.state = state;
      moved.logWeight = 0;
      let left = move + 1 < moves ? Math.log((moves - move) / (moves - move - 1)) : Infinity;
      while (left > 0) left = advance(moved, left, rng);
      return moved;
    },
  };
}

/** One wait, and the reveal after it unless the wait outlasts `left`; returns what is left of the clock, 0 when no site is masked. */
function revealing(process: Dynamics): (moved: { state: number; logWeight: number }, left: number, rng: Rng) => number {
  const { space, pace } = process;
  const jumpsFrom = jumpsOf(process);
  const weights = revealWeights(process);
  const strides = new Int32Array(space.length);
  return (moved, left, rng) => {
    const count = maskedStrides(space, moved.state, strides);
    if (count === 0) return 0;
    const jumps = jumpsFrom(moved.state, strides, count);
    const unit = -Math.log(1 - rng());
    const wait = Math.min(left, unit / jumps.rate);
    // (λ − n)·wait, with λ·wait as drawn so that an infinite λ leaves a finite number.
    if (pace === "rates") moved.logWeight += Math.min(unit, jumps.rate * left) - count * wait;
    if (unit / jumps.rate >= left) return 0;
    const j = drawJump(jumps, rng);
    if (pace === "tokens") moved.logWeight += weights(moved.state, strides, count)[Math.floor(j / space.alphabet)];
    moved.state = jumps.child[j];
    return left - wait;
  };
}
