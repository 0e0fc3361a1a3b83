/** @file A law in the plane on a grid, however it was computed: what measures and figures read. */
import { BadInput } from "../../numerics/badInput.ts";

/** Points (x[i], y[j]); ascending, not necessarily even. Arrays on it are row-major, y slowest: entry j · x.length + i. */
export interface PlaneGrid {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Coordinates along x and y at which densities jump, ascending, none when absent: integrals are cut there. */
  readonly breaks?: readonly (readonly number[])[];
}

export interface PlaneLaw {
  readonly grid: PlaneGrid;
  /** Shape [y, x]; 0 outside the support, on an edge the value inside. */
  readonly density: Float64Array;
  /** Same shape, nats, −∞ where the density is 0 (and where a point is unresolved). Keeps what underflows. */
  readonly logDensity: Float64Array;
  /** ∫ density over the grid's rectangle, by the trapezoidal rule, with an estimate of the rule's error. */
  readonly mass: { readonly value: number; readonly error: number };
  /** Bound or estimate, see `method`, of the largest error of the density, relative to its maximum on the grid. ∞ where points are unresolved. */
  readonly error: number;
  /** `exact: …`, `quadrature (error ≤ …)`, … */
  readonly method: string;
  /** Points by what became of them: `outside` have density 0, `unresolved` are set to 0 because no number was found. */
  readonly counts: { readonly resolved: number; readonly outside: number; readonly unresolved: number };
}

/**
 * low, …, high in even steps, ends included.
 *
 * @throws BadInput for fewer than two points and for ends out of order
 */
export function evenGrid(field: string, low: number, high: number, count: number): Float64Array {
  if (!(Number.isSafeInteger(count) && count >= 2)) throw new BadInput(`${field}.count`, "an integer, at least 2", count);
  if (!(low < high && Number.isFinite(high - low))) throw new BadInput(`${field}.high`, `finite and above low (${low})`, high);
  return Float64Array.from({ length: count }, (_, k) => (k === count - 1 ? high : low + ((high - low) * k) / (count - 1)));
}

/** The grid's points, shape [y · x, 2]. */
export function gridPoints({ x, y }: PlaneGrid): Float64Array {
  const points = new Float64Array(2 * x.length * y.length);
  for (let j = 0; j < y.length; j++) {
    for (let i = 0; i < x.length; i++) points.set([x[i], y[j]], 2 * (j * x.length + i));
  }
  return points;
}

/** A quadrature and an estimate of its error: the difference from the same rule on every second line. */
export interface GridSum {
  readonly value: number;
  readonly error: number;
}

/**
 * ∫ over the grid's rectangle by the trapezoidal rule. Spectrally accurate where a smooth integrand vanishes at the rim; of second order in the
 * spacing where the integrand jumps at the grid's `breaks` only.
 */
export function integrateGrid({ x, y, breaks: [alongX, alongY] = [[], []] }: PlaneGrid, value: (index: number) => number): GridSum {
  const [fineX, fineY] = [trapezoid(x, 1, alongX), trapezoid(y, 1, alongY)];
  const [coarseX, coarseY] = [trapezoid(x, 2, alongX), trapezoid(y, 2, alongY)];
  let fine = 0;
  let coarse = 0;
  for (let j = 0; j < y.length; j++) {
    let [row, coarseRow] = [0, 0];
    for (let i = 0; i < x.length; i++) {
      const found = value(j * x.length + i);
      row += fineX[i] * found;
      coarseRow += coarseX[i] * found;
    }
    fine += fineY[j] * row;
    coarse += coarseY[j] * coarseRow;
  }
  return { value: fine, error: Math.abs(fine - coarse) };
}

/**
 * Weights of every `stride`-th node, the last one always; 0 elsewhere. An interval goes to its ends in halves. One that is cut by breaks goes to
 * each end as far as the nearest break; as the value at a node on a break is that of one side only, such an interval goes to its other end.
 */
function trapezoid(nodes: Float64Array, stride: number, breaks: readonly number[]): Float64Array {
  const weights = new Float64Array(nodes.length);
  let before = 0;
  for (let k = 1; k < nodes.length; k++) {
    if (k % stride !== 0 && k !== nodes.length - 1) continue;
    const [low, high] = [nodes[before], nodes[k]];
    const share = shareOfLow(low, high, breaks);
    weights[before] += share * (high - low);
    weights[k] += (1 - share) * (high - low);
    before = k;
  }
  return weights;
}

/** What an interval gives to its lower end. */
function shareOfLow(low: number, high: number, breaks: readonly number[]): number {
  const slack = ON_BREAK * (high - low);
  const cuts = breaks.filter((cut) => cut >= low - slack && cut <= high + slack);
  if (cuts.length === 0) return 0.5;
  const [first, last] = [cuts[0], cuts[cuts.length - 1]];
  const [onLow, onHigh] = [first <= low + slack, last >= high - slack];
  if (onLow !== onHigh) return onLow ? 0 : 1;
  return onLow ? 0.5 : (0.5 * (first + last) - low) / (high - low);
}

/** Part of an interval within which a node is on a break. */
const ON_BREAK = 1e-9;
