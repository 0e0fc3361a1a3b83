import type { Dynamics } from "../dynamics.ts";
import { jumpsOf } from "../jumps.ts";
import { drawJump } from "./drawJump.ts";
import { maskedStrides } from "./maskedStrides.ts";
import { revealWeights } from "./revealWeights.ts";
import type { Moved, WeightedChain } from "./weightedChain.ts";

/**
 * The guided process reveal by reveal: move k reveals the (k+1)-th site, with the weight of {@link revealWeights}. One uniform per move.
 *
 * The waiting times are integrated out. So the weights are bounded, which those along the clock are not (see `clockChain`); for `tokens`
 * times do not enter the weights at all.
 */
export function jumpChain(process: Dynamics): WeightedChain {
  const { space } = process;
  const jumpsFrom = jumpsOf(process);
  const weights = revealWeights(process);
  const strides = new Int32Array(space.length);
  const moved: Moved = { state: 0, logWeight: 0 };
  return {
    space,
    moves: space.length,
    move: (state, _, rng) => {
      const count = maskedStrides(space, state, strides);
      const jumps = jumpsFrom(state, strides, count);
      const j = drawJump(jumps, rng);
      moved.state = jumps.child[j];
      moved.logWeight = weights(state, strides, count)[Math.floor(j / space.alphabet)];
      return moved;
    },
  };
}
