/** @file Hypotheses on worlds on R^d, told from their components, boxes and points. */

import type { GaussianSpec } from "../../worlds/continuous/gaussianComponents.ts";
import { type Finding, finding } from "./finding.ts";
import { commute, fullMatrix, isPositive } from "./matrices.ts";
import { type Check, onSpace } from "./settings.ts";
import type { SpacePart, SpaceParts } from "./spaceParts.ts";

/** Numbers that differ by less are taken as one. */
const ROUNDING = 1e-9;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= ROUNDING;

export const withParts = (check: (parts: SpaceParts) => Finding): Check =>
  onSpace(({ parts }) => (parts === null ? finding(null, "the world is behind a file, or faulty") : check(parts)));

const all = ({ target, others }: SpaceParts): readonly SpacePart[] => [target, ...others];
const gaussiansOf = (parts: SpaceParts): readonly GaussianSpec[] => all(parts).flatMap(({ gaussians }) => gaussians);
const onlyGaussian = (parts: SpaceParts): boolean => all(parts).every(({ gaussians }) => gaussians.length > 0);

export const dimension = (d: number): Check => withParts((parts) => finding(parts.dimension === d, `d = ${parts.dimension}`));

export const halves: Check = withParts(({ target, others, isPair }) => {
  if (isPair) return finding(false, "an explicit pair has no classes");
  const met = others.length === 1 && target.share !== null && near(target.share, 0.5);
  const shares = [target, ...others].map(({ share }) => (share ?? 0).toPrecision(2)).join(", ");
  return finding(met, `${others.length + 1} classes of weight ${shares}`);
});

/** The other class is the target's image under x → −x. */
export const mirrored: Check = withParts(({ target, others }) => {
  const met = others.length === 1 && JSON.stringify(signature(target, -1)) === JSON.stringify(signature(others[0], 1));
  return finding(met, met ? "one class is the other's image under x → −x" : "no class is the other's image under x → −x");
});

/** A law's parts in an order of their own, in the units given; rounded. */
function signature({ gaussians, boxes, points }: SpacePart, sign: 1 | -1): readonly string[] {
  const rounded = (values: readonly number[]): string => values.map((x) => (Math.round(x / ROUNDING) * ROUNDING + 0).toFixed(9)).join(" ");
  const turned = (values: readonly number[]): number[] => values.map((x) => sign * x);
  const weightOf = (list: readonly { readonly weight: number }[], weight: number): number =>
    weight / list.reduce((sum, one) => sum + one.weight, 0);
  return [
    ...gaussians.map((g) => rounded([weightOf(gaussians, g.weight), ...turned(g.mean), ...fullMatrix(g.covariance, g.mean.length).flat()])),
    ...boxes.map((b) =>
      rounded([weightOf(boxes, b.weight), ...(sign === 1 ? [...b.low, ...b.high] : [...turned(b.high), ...turned(b.low)])]),
    ),
    ...points.map((x) => rounded(turned(x))),
  ]
    .map((text) => text.replace(/-(0\.0+)(?=\s|$)/g, "$1"))
    .sort();
}

/** Of the target class: boxes, or points without width. */
export const compact: Check = withParts(({ target, bandwidth }) => {
  const met = target.boxes.length > 0 || (target.points.length > 0 && bandwidth === 0);
  return finding(met, met ? "the class has compact support" : "the class has mass everywhere");
});

export const boxesOnly: Check = withParts((parts) => {
  const met = all(parts).every(({ boxes }) => boxes.length === 1);
  return finding(met, met ? "each class is uniform on a box" : "a class is not uniform on a box");
});

/** No box of the target meets one of another class. */
export const apart: Check = withParts(({ target, others }) => {
  const rest = others.flatMap(({ boxes }) => boxes);
  if (target.boxes.length === 0 || rest.length === 0) return finding(false, "the classes are not both of boxes");
  const meet = target.boxes.some((a) => rest.some((b) => a.low.every((low, i) => low < b.high[i] && b.low[i] < a.high[i])));
  return finding(!meet, meet ? "the supports meet" : "the supports do not meet");
});

export const gaussianMixtures: Check = withParts((parts) => {
  const met = onlyGaussian(parts) || (parts.bandwidth > 0 && all(parts).every(({ points }) => points.length > 0));
  return finding(met, met ? "all laws are mixtures of Gaussians" : "a law is no mixture of Gaussians");
});

/** N(±1, 1), weights ½, the target to the right. */
export const paperGaussians: Check = withParts(({ dimension: d, target, others }) => {
  const is = (part: SpacePart | undefined, mean: number): boolean => {
    const [one, ...more] = part?.gaussians ?? [];
    return one !== undefined && more.length === 0 && near(one.mean[0], mean) && near(fullMatrix(one.covariance, 1)[0][0], 1);
  };
  const halved = target.share !== null && near(target.share, 0.5);
  const met = d === 1 && halved && others.length === 1 && is(target, 1) && is(others[0], -1);
  return finding(met, met ? "N(±1, 1), the class to the right" : "the world is another one");
});

export const oneCovariance: Check = withParts((parts) => {
  if (!onlyGaussian(parts)) return finding(false, "a law is no mixture of Gaussians");
  const [first, ...rest] = gaussiansOf(parts).map(({ covariance }) => fullMatrix(covariance, parts.dimension).flat());
  const met = rest.every((other) => other.every((value, i) => near(value, first[i])));
  return finding(met, met ? "one covariance" : "several covariances");
});

/** Every component has the covariance λ I. */
export const isotropic: Check = withParts((parts) => {
  if (!onlyGaussian(parts)) return finding(false, "a law is no mixture of Gaussians");
  const lambda = fullMatrix(gaussiansOf(parts)[0].covariance, parts.dimension)[0][0];
  const met = gaussiansOf(parts).every(({ covariance }) =>
    fullMatrix(covariance, parts.dimension).every((row, i) => row.every((value, j) => near(value, i === j ? lambda : 0))),
  );
  return finding(met, met ? `every component has covariance ${lambda} I` : "components are not of one covariance λ I");
});

export const middleOfThree: Check = withParts((parts) => {
  const [mine, theirs] = [parts.target.gaussians, parts.others.flatMap(({ gaussians }) => gaussians)];
  const x = mine[0]?.mean[0] ?? Number.NaN;
  const met = parts.dimension === 1 && mine.length === 1 && theirs.length === 2 && theirs.filter(({ mean }) => mean[0] < x).length === 1;
  return finding(met, met ? "the class lies between the two others" : "it is not three components on a line with the class in the middle");
});

/** The class's law and the data's, each a single Gaussian. */
function single(parts: SpaceParts): readonly [GaussianSpec, GaussianSpec] | null {
  const [conditional] = parts.target.gaussians;
  const [unconditional] = parts.others[0]?.gaussians ?? [];
  const met = parts.isPair && all(parts).every(({ gaussians }) => gaussians.length === 1);
  return met ? [conditional, unconditional] : null;
}

export const singleGaussians: Check = withParts((parts) =>
  finding(single(parts) !== null, single(parts) ? "p_c and p are each one Gaussian" : "p_c and p are not each one Gaussian"),
);

export const commonAxes: Check = withParts((parts) => {
  const pair = single(parts);
  if (pair === null) return finding(false, "p_c and p are not each one Gaussian");
  const [c, u] = pair.map(({ covariance }) => fullMatrix(covariance, parts.dimension));
  const met = commute(c, u, ROUNDING);
  return finding(met, met ? "the covariances have common axes" : "the covariances have no common axes");
});

/** The data's covariance less the class's is positive definite. */
export const narrower: Check = withParts((parts) => {
  const pair = single(parts);
  if (pair === null) return finding(false, "p_c and p are not each one Gaussian");
  const [c, u] = pair.map(({ covariance }) => fullMatrix(covariance, parts.dimension));
  const met = isPositive(u.map((row, i) => row.map((value, j) => value - c[i][j])));
  return finding(met, met ? "the class is narrower in every direction" : "the class is not narrower in every direction");
});

/** Largest variance of the class along a coordinate at least as large as of any other component: of Gaussians on the line. */
export const classNotNarrower: Check = withParts((parts) => {
  const variance = ({ covariance }: GaussianSpec): number => fullMatrix(covariance, parts.dimension)[0][0];
  const [mine, theirs] = [parts.target.gaussians.map(variance), parts.others.flatMap(({ gaussians }) => gaussians.map(variance))];
  if (parts.dimension !== 1 || mine.length === 0 || theirs.length === 0) return finding(null, "told for Gaussians on the line only");
  const met = mine.every((value) => theirs.every((other) => value >= other - ROUNDING));
  return finding(met, met ? "the class is no narrower than the others" : "the class is narrower than another");
});
