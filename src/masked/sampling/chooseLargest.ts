import type { Rng } from "../../random/stream.ts";
import { ranked } from "../steps/chosenSites.ts";

/**
 * Places of the `size` largest scores, in no order; where scores tie at the threshold, a uniformly random set of those that fit.
 *
 * Consumes one uniform per place that a tie leaves to chance, none without ties.
 */
export function chooseLargest(scores: Float64Array, size: number, ties: "relative" | "absolute", rng: Rng): readonly number[] {
  if (size === 0) return [];
  const { sure, tied } = ranked(scores, scores.length, size, ties);
  return [...sure, ...chooseAny(tied, size - sure.length, rng)];
}

/** A uniformly random subset of a size. Consumes `size` uniforms, none where all are taken. */
export function chooseAny(items: readonly number[], size: number, rng: Rng): readonly number[] {
  if (size === items.length) return items;
  const rest = items.slice();
  return Array.from({ length: size }, () => rest.splice(Math.floor(rng() * rest.length), 1)[0]);
}
