import type { UnresolvedLaw } from "./lineLaw.ts";
import type { CellLaw } from "./sdeMesh.ts";
import { cellParts } from "./sdeMove.ts";

/** Distance from a break, in units of the noise that is left, from which on the density is read. */
const CLEAR = 60;

/** What is known of a law of cells besides its masses. */
export interface CellReading {
  /** Largest error of the cdf. */
  readonly error: number;
  /** Noise that is left, b. */
  readonly noise: number;
  /** Where the density jumps. */
  readonly breaks: readonly number[];
  /** Interval that holds the law, where it is bounded. */
  readonly support: readonly [number, number] | null;
}

/** A law of cells as a law on the line: Hermite's increasing cubic in each cell. Nearer than six cells or 60 b to a break, b the noise that is left, the density is that at this distance. */
export function lineLawOfCells(law: CellLaw, { error, noise, breaks, support }: CellReading): UnresolvedLaw {
  const { edges, masses } = law;
  const n = masses.length;
  const part = cellParts(law);
  const below = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) below[i + 1] = below[i] + masses[i];
  const [low, high] = support ?? [edges[0], edges[n]];
  const cdf = (x: number): number => {
    if (x <= low || x >= high) return x <= low ? 0 : 1;
    const i = cellOf(edges, x);
    return Math.min(1, below[i] + part(i, (x - edges[i]) / (edges[i + 1] - edges[i])));
  };
  const inside = (x: number): number => {
    const i = cellOf(edges, x);
    const [width, step] = [edges[i + 1] - edges[i], 1e-4];
    const z = Math.min(1 - step, Math.max(step, (x - edges[i]) / width));
    return Math.max(0, part(i, z + step) - part(i, z - step)) / (2 * step * width);
  };
  const blurred = breaks.map((e) => {
    const i = cellOf(edges, e);
    return { e, from: Math.min(e - CLEAR * noise, edges[Math.max(0, i - 6)]), to: Math.max(e + CLEAR * noise, edges[Math.min(n, i + 7)]) };
  });
  const density = (x: number): number => {
    if (!(x >= low && x <= high)) return 0;
    const near = blurred.find(({ from, to }) => x > from && x < to);
    if (near === undefined) return inside(x);
    const sides = [near.from, near.to].map((y) => (y > low && y < high ? inside(y) : 0));
    return x === near.e ? Math.max(...sides) : sides[x < near.e ? 0 : 1];
  };
  const quantile = (probability: number): number => {
    const i = Math.max(0, Math.min(n - 1, cellOf(below, probability)));
    let [a, b] = [0, 1];
    for (let k = 0; k < 52; k++) {
      const z = (a + b) / 2;
      if (below[i] + part(i, z) < probability) a = z;
      else b = z;
    }
    return Math.min(high, Math.max(low, edges[i] + b * (edges[i + 1] - edges[i])));
  };
  return {
    range: [Math.max(low, edges[0]), Math.min(high, edges[n])],
    breaks: breaks.filter((e) => e >= low && e <= high),
    density,
    cdf,
    quantile,
    ...moments(law, part),
    error,
    method: `quadrature (error ≤ ${error.toExponential(1)}): Fokker-Planck`,
  };
}

/** The i with values[i] ≤ x < values[i + 1], ascending values; the first or last interval beyond the ends. */
function cellOf(values: Float64Array, x: number): number {
  let [a, b] = [0, values.length - 1];
  while (b - a > 1) {
    const middle = (a + b) >> 1;
    if (values[middle] <= x) a = middle;
    else b = middle;
  }
  return a;
}

/** Mean and variance by parts: E[x] in a cell is its right edge times its mass less ∫ F, by the rule of Simpson, exact for the cubic. */
function moments({ edges, masses }: CellLaw, part: (i: number, z: number) => number): { mean: number; variance: number } {
  let mean = 0;
  const first = Float64Array.from(masses, (mass, i) => mass - (part(i, 0) + 4 * part(i, 0.5) + part(i, 1)) / 6);
  for (let i = 0; i < masses.length; i++) mean += masses[i] * edges[i] + first[i] * (edges[i + 1] - edges[i]);
  let variance = 0;
  for (let i = 0; i < masses.length; i++) {
    const [offset, width] = [edges[i] - mean, edges[i + 1] - edges[i]];
    const second = masses[i] - 2 * ((2 * part(i, 0.5)) / 6 + part(i, 1) / 6);
    variance += masses[i] * offset * offset + 2 * offset * width * first[i] + width * width * second;
  }
  return { mean, variance };
}
