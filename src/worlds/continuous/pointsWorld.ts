import { type ContinuousClasses, classMixture, explicitPair } from "./classes.ts";
import type { ContinuousPair } from "./pair.ts";
import { type PointSpec, pointCloud } from "./points.ts";

type Points = readonly ArrayLike<number>[];

export interface PointsWorldSpec {
  readonly dimension: number;
  /** h ≥ 0, one for all points. */
  readonly bandwidth: number;
  /** Points of a class, each of the same weight, shape [n][d]. */
  readonly classes: Readonly<Record<string, { readonly weight: number; readonly points: Points }>>;
}

export interface PointsPairSpec {
  readonly dimension: number;
  readonly bandwidth: number;
  readonly conditional: { readonly points: Points };
  readonly unconditional: { readonly points: Points };
}

/**
 * Classes that are clouds of points.
 *
 * @throws BadInput naming the field, `world.classes.a.points[12][0]`, `world.bandwidth`
 */
export function pointsWorld({ dimension, bandwidth, classes }: PointsWorldSpec): ContinuousClasses {
  const parts = Object.entries(classes).map(([name, { weight, points }]) => [name, { weight, parts: even(points) }] as const);
  return classMixture(Object.fromEntries(parts), "points", (points, field) => pointCloud(points, dimension, bandwidth, field));
}

/**
 * Two clouds given one by one.
 *
 * @throws BadInput naming the field, `world.conditional.points[12][0]`
 */
export function pointsPair({ dimension, bandwidth, conditional, unconditional }: PointsPairSpec): ContinuousPair {
  return explicitPair(
    pointCloud(even(conditional.points), dimension, bandwidth, "world.conditional.points"),
    pointCloud(even(unconditional.points), dimension, bandwidth, "world.unconditional.points"),
  );
}

function even(points: Points): readonly PointSpec[] {
  return points.map((point) => ({ weight: 1, point }));
}
