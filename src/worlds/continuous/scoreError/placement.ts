/**
 * @file Where a score error sits, and the factor that gives it its L² size. On the noise circle the error is ε g(x) u(x)/c with a unit field u,
 * a placement g in (0, 1] and c² = E_{p_θ}[g² ‖u‖²]: then E_{p_θ}‖δ‖² = ε² at every angle.
 *
 * `uniform`: g = 1. `rare`: g = 1/(1 + e^{(log p_θ(x) − τ)/h}), h = ¼ nat, four h below the 1 % of least density: next to nothing where data are, about
 * 1/c ≤ e^4 times ε where they are rare.
 */
import { normal } from "../../../random/normal.ts";
import { stream } from "../../../random/stream.ts";
import type { NoisyLaw } from "../noisyLaw.ts";
import { type LineNodes, lineNodes } from "./lineNodes.ts";
import { splineTable } from "./splineTable.ts";
import type { UnitField } from "./unitField.ts";

/** h, nats. */
export const RARE_WIDTH = 0.25;
const RARE_SHARE = 0.01;
const RARE_MARGIN = 4;

/** The constants of a placement at one angle. */
export interface PlacedAt {
  /** τ: log density on the circle below which data count as rare, nats; +∞ for `uniform`. */
  readonly level: number;
  /** 1/c. */
  readonly scale: number;
}

/** Draws of x₀ and of the noise: ends of the first cells of a quadrature in one dimension, a sample in more. */
const CELLS = 256;
const SAMPLES = 16384;

/** Knots in ln tan θ: the constants are tabulated, and interpolated between; beyond the ends they no longer change. */
const KNOTS = { low: -16, high: 8, step: 0.25 };

/**
 * The constants of a placement at every angle, computed where they are first asked for.
 *
 * For d = 1, c by quadrature (relative error 1e-3, of the interpolation); for d > 1 as a mean over 16384 draws (relative standard error
 * 1 % for `uniform`, 5 % for `rare`). Streams (seed, "score error size", name).
 */
export function placement(law: NoisyLaw, unit: UnitField, { placed, seed, name }: Placement): (theta: number) => PlacedAt {
  if (placed === "uniform" && !unit.differentiable) return () => ({ level: Infinity, scale: 1 });
  const cloud = noisedCloud(law, seed, name);
  const table = splineTable(KNOTS, 2, (x) => {
    const theta = Math.atan(Math.exp(x));
    const { points, logDensity, weights } = cloud(theta);
    const squared = unit.squared(theta, points, weights.length);
    const level = placed === "uniform" ? Infinity : rareLevel(logDensity, weights);
    let total = 0;
    for (let k = 0; k < weights.length; k++)
      total += weights[k] * squared[k] * (placed === "uniform" ? 1 : placedAt(logDensity[k], level) ** 2);
    return [placed === "uniform" ? 0 : level, -Math.log(total) / 2];
  });
  return (theta) => {
    const [level, logScale] = table(Math.log(Math.tan(theta)));
    return { level: placed === "uniform" ? Infinity : level, scale: Math.exp(logScale) };
  };
}

export interface Placement {
  readonly placed: "uniform" | "rare";
  readonly seed: number;
  readonly name: string;
}

/** g at a log density. */
export function placedAt(logDensity: number, level: number): number {
  return 1 / (1 + Math.exp((logDensity - level) / RARE_WIDTH));
}

/** Points on the circle with their share of the noised law there. */
function noisedCloud(law: NoisyLaw, seed: number, name: string): (theta: number) => LineNodes {
  const { dimension } = law;
  const n = dimension === 1 ? CELLS : SAMPLES;
  const rng = stream(seed, "score error size", name);
  const clean = new Float64Array(n * dimension);
  const noise = new Float64Array(n * dimension);
  for (let k = 0; k < n; k++) {
    law.draw(rng, clean, k * dimension);
    for (let i = 0; i < dimension; i++) noise[k * dimension + i] = normal(rng);
  }
  return (theta) => {
    const [a, b] = [Math.cos(theta), Math.sin(theta)];
    const level = law.at(a, b);
    const logDensityAt = (points: Float64Array): Float64Array => {
      const logDensity = new Float64Array(points.length / dimension);
      level.evaluate(points, logDensity.length, { logDensity });
      return logDensity;
    };
    const drawn = clean.map((x, i) => a * x + b * noise[i]);
    if (dimension > 1) return { points: drawn, logDensity: logDensityAt(drawn), weights: new Float64Array(n).fill(1 / n) };
    const [low, high] = [a * law.extent.low[0] - 9 * b, a * law.extent.high[0] + 9 * b];
    return lineNodes(logDensityAt, Float64Array.of(low, ...drawn, high).sort());
  };
}

/** τ: the density that 1 % of the data fall short of, less the margin. */
function rareLevel(logDensity: Float64Array, weights: Float64Array): number {
  const order = Array.from(logDensity.keys()).sort((k, l) => logDensity[k] - logDensity[l]);
  let mass = 0;
  let level = logDensity[order[0]];
  for (const k of order) {
    mass += weights[k];
    if (mass > RARE_SHARE) break;
    level = logDensity[k];
  }
  return level - RARE_MARGIN * RARE_WIDTH;
}
