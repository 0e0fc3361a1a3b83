/** @file Distances and moments of densities in the plane on a common grid, by the trapezoidal rule, with the rule's error. */
import { type GridSum, integrateGrid, type PlaneLaw } from "../../continuous/plane/planeLaw.ts";
import { BadInput } from "../../numerics/badInput.ts";
import type { Measured } from "../measured.ts";

/** TV(p, q) = ½ ∫ |p − q| over the grid's rectangle, plus half the masses outside, of which nothing is known: see `error`. */
export function planeTotalVariation(p: PlaneLaw, q: PlaneLaw): Measured & { readonly error: number } {
  const sum = integrateGrid(sameGrid(p, q), (i) => Math.abs(p.density[i] - q.density[i]) / 2);
  return measured("TV", sum, (densityError(p) + densityError(q)) / 2 + (outside(p) + outside(q)) / 2);
}

/** KL(p‖q) = ∫ p ln(p/q) over the grid's rectangle, nats; +∞ where p > 0 = q. The error is the quadrature's and does not know what lies outside. */
export function planeKullbackLeibler(p: PlaneLaw, q: PlaneLaw): Measured & { readonly error: number } {
  const grid = sameGrid(p, q);
  const sum = integrateGrid(grid, (i) => (p.density[i] > 0 ? p.density[i] * (p.logDensity[i] - q.logDensity[i]) : 0));
  const error = sum.value === Infinity ? 0 : sum.error;
  return measured("KL", { value: sum.value, error }, sum.value === Infinity ? 0 : densityError(p) + densityError(q));
}

/** Differential entropy −∫ p ln p over the grid's rectangle, nats. */
export function planeEntropy(p: PlaneLaw): Measured & { readonly error: number } {
  const sum = integrateGrid(p.grid, (i) => (p.density[i] > 0 ? -p.density[i] * p.logDensity[i] : 0));
  return measured("entropy", sum, densityError(p));
}

/** Mean (shape [2]) and covariance (shape [2, 2]) of the law restricted to the grid's rectangle, and the larger quadrature error. */
export function planeMoments({ grid, density, mass }: PlaneLaw): {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
  readonly error: number;
} {
  const columns = grid.x.length;
  const moment = (of: (x: number, y: number) => number): GridSum =>
    integrateGrid(grid, (i) => (density[i] * of(grid.x[i % columns], grid.y[Math.floor(i / columns)])) / mass.value);
  const [x, y] = [moment((u) => u), moment((_, v) => v)];
  const spread = [moment((u) => (u - x.value) ** 2), moment((u, v) => (u - x.value) * (v - y.value)), moment((_, v) => (v - y.value) ** 2)];
  return {
    mean: Float64Array.of(x.value, y.value),
    covariance: Float64Array.of(spread[0].value, spread[1].value, spread[1].value, spread[2].value),
    error: Math.max(...[x, y, ...spread].map(({ error }) => error)),
  };
}

/** What the law's own error does to an integral of its density: error · maximum · area where it is not small. */
function densityError({ grid, density, error }: PlaneLaw): number {
  const top = density.reduce((a, b) => Math.max(a, b), 0);
  return integrateGrid(grid, (i) => (density[i] > 1e-6 * top ? error * top : 0)).value;
}

/** Mass that is not seen on the grid. */
function outside({ mass }: PlaneLaw): number {
  return Math.max(0, 1 - mass.value);
}

function measured(name: string, { value, error }: GridSum, more: number): Measured & { readonly error: number } {
  const total = error + more;
  return { name, value, error: total, method: `quadrature (error ≤ ${total.toExponential(1)})` };
}

function sameGrid(p: PlaneLaw, q: PlaneLaw): PlaneLaw["grid"] {
  const same = (a: Float64Array, b: Float64Array): boolean => a.length === b.length && a.every((value, k) => value === b[k]);
  if (!same(p.grid.x, q.grid.x) || !same(p.grid.y, q.grid.y)) {
    throw new BadInput(
      "grid",
      `the same for both laws (${p.grid.x.length} x ${p.grid.y.length})`,
      `${q.grid.x.length} x ${q.grid.y.length}`,
    );
  }
  return p.grid;
}
