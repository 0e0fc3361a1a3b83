/** @file A component's covariance as what is drawn and dragged: the half-axes of its ellipse on two coordinates. */
import type { Covariance } from "../described.ts";

/** Entry of the covariance matrix. */
export function entry(covariance: Covariance, i: number, j: number): number {
  if (typeof covariance === "number") return i === j ? covariance : 0;
  const row = covariance[i];
  if (typeof row === "number") return i === j ? row : 0;
  return row?.[j] ?? 0;
}

export type Form = "round" | "upright" | "turned";

/** How a covariance is written: one variance, one a coordinate, or a matrix. */
export function formOf(covariance: Covariance): Form {
  if (typeof covariance === "number") return "round";
  return typeof covariance[0] === "number" ? "upright" : "turned";
}

/** The covariance in another form: what the form cannot hold is left out, a round one has the mean variance. */
export function inForm(covariance: Covariance, form: Form, dimension: number): Covariance {
  const variances = Array.from({ length: dimension }, (_, i) => entry(covariance, i, i));
  if (form === "upright") return variances;
  if (form === "turned") return variances.map((_, i) => variances.map((__, j) => entry(covariance, i, j)));
  return variances.reduce((total, value) => total + value, 0) / dimension;
}

/** Half-axes of the one-standard-deviation ellipse on coordinates i and j: two vectors at right angles, as long as the standard deviations. */
export function halfAxes(covariance: Covariance, i: number, j: number): readonly [readonly [number, number], readonly [number, number]] {
  const [a, b, c] = [entry(covariance, i, i), entry(covariance, i, j), entry(covariance, j, j)];
  const angle = b === 0 ? (a >= c || formOf(covariance) !== "turned" ? 0 : Math.PI / 2) : 0.5 * Math.atan2(2 * b, a - c);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = Math.sqrt(Math.max(0, a * cos * cos + 2 * b * cos * sin + c * sin * sin));
  const across = Math.sqrt(Math.max(0, a * sin * sin - 2 * b * cos * sin + c * cos * cos));
  return [
    [along * cos, along * sin],
    [-across * sin, across * cos],
  ];
}

/** Least standard deviation that dragging gives. */
export const LEAST_SD = 1e-3;

/**
 * The covariance, of one or two coordinates, with the tip of a half-axis dragged to a vector from the mean: a round one grows, an upright one changes along its
 * coordinate, a turned one turns and stretches while the other half-axis keeps its length.
 *
 * @param which 0 or 1, in the order of `halfAxes`
 */
export function dragged(covariance: Covariance, which: 0 | 1, tip: readonly [number, number]): Covariance {
  const length = Math.max(LEAST_SD, Math.hypot(...tip));
  const form = formOf(covariance);
  if (form === "round") return length ** 2;
  if (form === "upright") {
    const own = Math.max(LEAST_SD, Math.abs(tip[which] ?? 0)) ** 2;
    return (covariance as readonly number[]).map((variance, i) => (i === which ? own : variance));
  }
  if ((covariance as readonly number[][]).length === 1) return [[length ** 2]];
  const other = Math.hypot(...halfAxes(covariance, 0, 1)[(1 - which) as 0 | 1]) ** 2;
  const size = Math.hypot(...tip);
  const [cos, sin] = size === 0 ? [1, 0] : [tip[0] / size, tip[1] / size];
  const own = length ** 2;
  const cross = (own - other) * cos * sin;
  return [
    [own * cos * cos + other * sin * sin, cross],
    [cross, own * sin * sin + other * cos * cos],
  ];
}
