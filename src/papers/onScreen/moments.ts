/** @file Hypotheses on places and spreads of laws on R^d, and on noise that is large against them. */
import { finding } from "./finding.ts";
import { fullMatrix } from "./matrices.ts";
import { type Check, onSpace } from "./settings.ts";
import { withParts } from "./space.ts";
import type { SpacePart } from "./spaceParts.ts";

const ROUNDING = 1e-9;

/** Mean of a law, shape [d]. */
function mean({ gaussians, boxes, points }: SpacePart, d: number): number[] {
  const centres = [
    ...gaussians.map(({ weight, mean: at }) => ({ weight, at })),
    ...boxes.map(({ weight, low, high }) => ({ weight, at: low.map((x, i) => (x + high[i]) / 2) })),
    ...points.map((at) => ({ weight: 1, at })),
  ];
  const total = centres.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: d }, (_, i) => centres.reduce((sum, { weight, at }) => sum + weight * at[i], 0) / total);
}

export const axisExists: Check = withParts(({ dimension, target, others, isPair }) => {
  const own = mean(target, dimension);
  const rest = others.map((part) => ({ share: isPair ? 1 : (part.share ?? 0), at: mean(part, dimension) }));
  const share = isPair ? 0 : (target.share ?? 0);
  const met = own.some((x, i) => Math.abs(x - share * x - rest.reduce((sum, { share: s, at }) => sum + s * at[i], 0)) > ROUNDING);
  return finding(met, met ? "the class mean differs from the mean" : "the class mean is the mean");
});

/** One box or one Gaussian whose coordinates are independent and alike. */
export const coordinatesAlike: Check = withParts(({ dimension, target: { gaussians, boxes } }) => {
  const even = (values: readonly number[]): boolean => values.every((x) => Math.abs(x - values[0]) <= ROUNDING);
  const [gaussian, box] = [gaussians[0], boxes[0]];
  if (gaussians.length + boxes.length !== 1) return finding(false, "the class is not one box or one Gaussian");
  const spread = gaussian ? fullMatrix(gaussian.covariance, dimension) : [];
  const diagonal = spread.every((row, i) => row.every((value, j) => Math.abs(value - (i === j ? spread[0][0] : 0)) <= ROUNDING));
  const met = gaussian ? diagonal && even(gaussian.mean) : even(box.low) && even(box.high);
  return finding(met, met ? "coordinates are independent and alike" : "coordinates are not alike");
});

export const finitePoints: Check = withParts(({ target, others, bandwidth }) => {
  const met = bandwidth === 0 && [target, ...others].every(({ points }) => points.length > 0);
  return finding(met, met ? "finitely many points" : "the law is not that of finitely many points without width");
});

/** The largest noise is so many times the standard deviation of all points. */
const FAR = 10;

export const noiseAboveSpread: Check = onSpace(({ experiment: { process }, parts }) => {
  if (process.kind !== "ve") return finding(false, `the process is ${process.kind}, not variance exploding`);
  if (parts === null || parts.target.points.length === 0) return finding(null, "told for points only");
  const points = [parts.target, ...parts.others].flatMap((part) => part.points);
  const centre = mean({ name: "", share: null, gaussians: [], boxes: [], points }, parts.dimension);
  const square = points.reduce((sum, x) => sum + x.reduce((s, value, i) => s + (value - centre[i]) ** 2, 0), 0);
  const spread = Math.sqrt(square / points.length / parts.dimension);
  return finding(process.sigmaMax >= FAR * spread, `σ_max = ${process.sigmaMax}, spread ${spread.toPrecision(2)}`);
});

/** Noise in units of the data reaches so far. */
export const noiseUpTo = (sigma: number): Check =>
  onSpace(({ experiment: { process } }) => {
    if (process.kind === "flow") return finding(true, "the rectified flow starts from pure noise");
    if (process.kind === "ve") return finding(process.sigmaMax >= sigma, `σ_max = ${process.sigmaMax}`);
    if (process.schedule !== "ou") return finding(null, `the schedule is ${process.schedule}`);
    const reached = Math.sqrt(Math.expm1(2 * (process.horizon ?? 10)));
    return finding(reached >= sigma, `noise up to σ = ${reached.toPrecision(2)} times the data's scale`);
  });
