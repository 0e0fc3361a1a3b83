import type { SpaceWorld } from "../described.ts";

/** What the picture of a continuous world shows. */
export function meaningOf({ kind, dimension, bandwidth }: SpaceWorld): string {
  if (dimension === 1)
    return kind === "box-mixture" ? "densities; hatched where classes overlap" : "densities, of every class everywhere above 0";
  const marginal = dimension > 2 ? "marginals on two coordinates: " : "";
  if (kind === "box-mixture") return `${marginal}boxes; hatched where classes overlap`;
  if (kind === "points") return `${marginal}points${bandwidth > 0 ? `, each widened by ${bandwidth}` : ""}`;
  return `${marginal}ellipses of one and two standard deviations`;
}
