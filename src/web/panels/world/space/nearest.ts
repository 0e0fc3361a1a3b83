import type { BoxSpec } from "../../../../worlds/continuous/boxComponents.ts";
import type { GaussianSpec } from "../../../../worlds/continuous/gaussianComponents.ts";
import type { SpaceWorld } from "../described.ts";
import { type Item, itemsOf, type Place } from "./edit.ts";
import type { Spot } from "./handles.ts";

/** Where an item is: a mean, the middle of a box, the point; the origin without an item. */
export function placeOf(item: Item | undefined, dimension: number): readonly number[] {
  if (item === undefined) return Array.from({ length: dimension }, () => 0);
  if (Array.isArray(item)) return item as readonly number[];
  if ("mean" in item) return (item as GaussianSpec).mean;
  const { low, high } = item as BoxSpec;
  return low.map((from, i) => (from + (high[i] ?? from)) / 2);
}

/** The item of a class nearest to a spot of the picture; null without items. */
export function nearestItem(world: SpaceWorld, part: number, on: readonly number[], [x, y]: Spot): Place | null {
  let best: Place | null = null;
  let least = Infinity;
  itemsOf(world, part).forEach((item, k) => {
    const place = placeOf(item, world.dimension);
    const away = Math.hypot((place[on[0] ?? 0] ?? 0) - x, on.length > 1 ? (place[on[1] ?? 1] ?? 0) - y : 0);
    if (away < least) [best, least] = [{ part, item: k }, away];
  });
  return best;
}
