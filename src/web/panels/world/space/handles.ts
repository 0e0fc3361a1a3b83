/** @file What of a continuous world can be taken hold of on its picture, and what moving it does. */

import type { BoxSpec } from "../../../../worlds/continuous/boxComponents.ts";
import type { GaussianSpec } from "../../../../worlds/continuous/gaussianComponents.ts";
import { LISTS, type SpaceWorld } from "../described.ts";
import { dragged, halfAxes } from "./covariance.ts";
import { itemsOf, type Place, withItem } from "./edit.ts";

/** Where on the picture: the two coordinates on its axes; of a world on the line the second is 0. */
export type Spot = readonly [number, number];

export interface Handle {
  readonly key: string;
  readonly label: string;
  readonly place: Place;
  readonly kind: "whole" | "spread" | "corner";
  readonly at: Spot;
  /** The world with the handle at another spot. */
  readonly moved: (world: SpaceWorld, to: Spot) => SpaceWorld;
}

/** Items above which only the chosen one has handles for its spread or corners, and above which it alone has any. */
export const MOST_SPREADS = 8;
export const MOST_HANDLES = 60;

/** Handles of the items of a world on two of its coordinates. Spreads are held in one and two dimensions only. */
export function handlesOf(world: SpaceWorld, axes: readonly [number, number], chosen: Place | null): readonly Handle[] {
  const all = world.parts.reduce((count, part) => count + part[LISTS[world.kind]].length, 0);
  const handles = world.parts.flatMap((part, p) =>
    itemsOf(world, p).flatMap((_, k) => {
      const own = chosen?.part === p && chosen.item === k;
      return all > MOST_HANDLES && !own ? [] : itemHandles(world, { part: p, item: k }, axes, part.name).map((handle) => ({ handle, own }));
    }),
  );
  return handles.flatMap(({ handle, own }) => (own || handle.kind === "whole" || all <= MOST_SPREADS ? [handle] : []));
}

function itemHandles(world: SpaceWorld, place: Place, axes: readonly [number, number], name: string): readonly Handle[] {
  const on = axesOf(world, axes);
  const number = place.item + 1;
  const key = `${place.part}.${place.item}`;
  const own = itemsOf(world, place.part)[place.item];
  if (world.kind === "points") {
    const moved = (w: SpaceWorld, to: Spot): SpaceWorld => withItem<readonly number[]>(w, place, (point) => put(point, on, to));
    return [{ key, label: `${name} point ${number}`, place, kind: "whole", at: spot(own as readonly number[], on), moved }];
  }
  if (world.kind === "gaussian-mixture")
    return gaussianHandles(own as GaussianSpec, place, on, `${name} component ${number}`, world.dimension);
  return boxHandles(own as BoxSpec, place, on, `${name} box ${number}`);
}

/** Coordinates on the picture's axes: one on the line. */
export function axesOf({ dimension }: SpaceWorld, [first, second]: readonly [number, number]): readonly number[] {
  if (dimension === 1) return [0];
  return first < dimension && second < dimension && first !== second ? [first, second] : [0, 1];
}

function spot(point: readonly number[], on: readonly number[]): Spot {
  return [point[on[0] ?? 0] ?? 0, on.length > 1 ? (point[on[1] ?? 1] ?? 0) : 0];
}

function put(point: readonly number[], on: readonly number[], to: Spot): readonly number[] {
  return point.map((value, i) => (on.includes(i) ? to[on.indexOf(i) === 0 ? 0 : 1] : value));
}

function gaussianHandles(own: GaussianSpec, place: Place, on: readonly number[], label: string, dimension: number): readonly Handle[] {
  const key = `${place.part}.${place.item}`;
  const centre = spot(own.mean, on);
  const whole: Handle = {
    key,
    label: `${label}: mean`,
    place,
    kind: "whole",
    at: centre,
    moved: (world, to) => withItem<GaussianSpec>(world, place, (item) => ({ ...item, mean: put(item.mean, on, to) })),
  };
  if (dimension > 2) return [whole];
  const axes = dimension === 1 ? [halfAxes(own.covariance, 0, 0)[0]] : halfAxes(own.covariance, 0, 1);
  const held = typeof own.covariance === "number" ? axes.slice(0, 1) : axes;
  const spreads = held.map((axis, which): Handle => {
    const direction: Spot = dimension === 1 ? [Math.sqrt(variance(own)), 0] : axis;
    return {
      key: `${key}.sd${which}`,
      label: `${label}: standard deviation${held.length > 1 ? ` ${which + 1}` : ""}`,
      place,
      kind: "spread",
      at: [centre[0] + direction[0], centre[1] + direction[1]],
      moved: (world, to) =>
        withItem<GaussianSpec>(world, place, (item) => {
          const from = spot(item.mean, on);
          const tip: Spot = [to[0] - from[0], dimension === 1 ? 0 : to[1] - from[1]];
          return { ...item, covariance: dragged(item.covariance, which === 0 ? 0 : 1, tip) };
        }),
    };
  });
  return [whole, ...spreads];
}

/** On the line. */
function variance({ covariance }: GaussianSpec): number {
  const first = typeof covariance === "number" ? covariance : covariance[0];
  return typeof first === "number" ? first : (first?.[0] ?? 0);
}

/** Least width that dragging a corner leaves. */
export const LEAST_WIDTH = 1e-3;

function boxHandles(own: BoxSpec, place: Place, on: readonly number[], label: string): readonly Handle[] {
  const key = `${place.part}.${place.item}`;
  const [low, high] = [spot(own.low, on), spot(own.high, on)];
  const middle: Spot = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  const whole: Handle = {
    key,
    label: `${label}: place`,
    place,
    kind: "whole",
    at: middle,
    moved: (world, to) =>
      withItem<BoxSpec>(world, place, (item) => {
        const [from, end] = [spot(item.low, on), spot(item.high, on)];
        const by: Spot = [to[0] - (from[0] + end[0]) / 2, to[1] - (from[1] + end[1]) / 2];
        const shifted = (corner: Spot): Spot => [corner[0] + by[0], corner[1] + by[1]];
        return { ...item, low: put(item.low, on, shifted(from)), high: put(item.high, on, shifted(end)) };
      }),
  };
  const corner = (end: "low" | "high"): Handle => ({
    key: `${key}.${end}`,
    label: `${label}: ${end} ${on.length > 1 ? "corner" : "end"}`,
    place,
    kind: "corner",
    at: end === "low" ? low : high,
    moved: (world, to) =>
      withItem<BoxSpec>(world, place, (item) => {
        const still = spot(end === "low" ? item.high : item.low, on);
        const kept = (value: number, bound: number): number =>
          end === "low" ? Math.min(value, bound - LEAST_WIDTH) : Math.max(value, bound + LEAST_WIDTH);
        return { ...item, [end]: put(item[end], on, [kept(to[0], still[0]), kept(to[1], still[1])]) };
      }),
  });
  return [whole, corner("low"), corner("high")];
}
