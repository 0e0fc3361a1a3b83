/** @file Checks that the worlds of continuous diffusion share. */
import { BadInput } from "../../numerics/badInput.ts";

/** @throws BadInput unless the weight is finite and > 0 */
export function checkedWeight(field: string, weight: number): number {
  if (!(typeof weight === "number" && weight > 0 && weight < Infinity)) throw new BadInput(field, "a finite number above 0", weight);
  return weight;
}

/** @throws BadInput unless the point is a list of d finite numbers */
export function checkedPoint(field: string, point: ArrayLike<number>, d: number): ArrayLike<number> {
  if (point?.length !== d) throw new BadInput(field, `a list of ${d} numbers`, point?.length);
  for (let i = 0; i < d; i++) if (!Number.isFinite(point[i])) throw new BadInput(`${field}[${i}]`, "a finite number", point[i]);
  return point;
}

/** @throws BadInput unless the dimension is a positive integer */
export function checkedDimension(field: string, dimension: number): number {
  if (!(Number.isSafeInteger(dimension) && dimension >= 1)) throw new BadInput(field, "an integer of at least 1", dimension);
  return dimension;
}
