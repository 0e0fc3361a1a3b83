/** @file Distances between a law on the line and samples, which may be weighted. */
import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { BadInput } from "../../numerics/badInput.ts";

/** Samples on the line in ascending order, with the weight below or at each: an empirical distribution function. */
export interface LineCloud {
  readonly points: Float64Array;
  /** Sum of the weights up to each point; the last is 1. */
  readonly cumulated: Float64Array;
}

/**
 * @param points  shape [n], n ≥ 1, any order
 * @param weights shape [n], ≥ 0, summing to 1; even when left out
 * @throws BadInput for no points
 */
export function lineCloud(points: Float64Array, weights?: Float64Array): LineCloud {
  if (points.length === 0) throw new BadInput("samples", "at least 1", 0, "lineCloud");
  const order = Array.from(points.keys()).sort((i, j) => points[i] - points[j]);
  const cumulated = new Float64Array(points.length);
  let sum = 0;
  order.forEach((i, k) => {
    sum += weights ? weights[i] : 1 / points.length;
    cumulated[k] = sum;
  });
  cumulated[points.length - 1] = 1;
  return { points: Float64Array.from(order, (i) => points[i]), cumulated };
}

/** Gauss-Legendre on [0, 1], three points: exact to degree five between two samples. */
const NODES = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)];
const WEIGHTS = [5 / 18, 8 / 18, 5 / 18];

/** W₁ = ∫ |F − F_n| dx of a law and samples. */
export function lineCloudWasserstein1(law: LineLaw, { points, cumulated }: LineCloud): number {
  const low = Math.min(law.range[0], points[0]);
  const high = Math.max(law.range[1], points[points.length - 1]);
  let total = tail(law, low, points[0], 0) + tail(law, points[points.length - 1], high, 1);
  for (let k = 1; k < points.length; k++) total += between(law, points[k - 1], points[k], cumulated[k - 1]);
  return total;
}

/** ∫ |F − level| over a wide interval, in parts. */
function tail(law: LineLaw, from: number, to: number, level: number): number {
  const parts = 200;
  let total = 0;
  for (let i = 0; i < parts; i++) total += between(law, from + ((to - from) * i) / parts, from + ((to - from) * (i + 1)) / parts, level);
  return total;
}

function between(law: LineLaw, from: number, to: number, level: number): number {
  if (!(to > from)) return 0;
  const [below, above] = [law.cdf(from) - level, law.cdf(to) - level];
  if (below < 0 && above > 0) {
    const place = Math.min(to, Math.max(from, law.quantile(level)));
    return smooth(law, from, place, level) + smooth(law, place, to, level);
  }
  return smooth(law, from, to, level);
}

function smooth(law: LineLaw, from: number, to: number, level: number): number {
  let sum = 0;
  for (let i = 0; i < NODES.length; i++) sum += WEIGHTS[i] * Math.abs(law.cdf(from + NODES[i] * (to - from)) - level);
  return sum * (to - from);
}
