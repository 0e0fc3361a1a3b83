/** @file A pair of Gaussian mixtures as kernels/assembly/gaussian.ts reads it. */

import { UNIT } from "./logUnit.ts";
import { type Components, listed, type MixturePair } from "./mixturePair.ts";

/** Gaussians of a mixture, as `worlds/continuous/gaussianComponents.ts` has them. */
export interface KernelGaussians {
  readonly dimension: number;
  readonly count: number;
  /** Nats, shape [K]. */
  readonly logWeights: Float64Array;
  /** Shape [K, d]. */
  readonly means: Float64Array;
  /** Along the axes, shape [K, d]. */
  readonly variances: Float64Array;
  /** Per component: coordinate i of axis j at [i, j]; null where the axes are those of x. */
  readonly axes: readonly (Float64Array | null)[];
}

/** @returns the pair as kernels read it */
export function gaussianPair(conditional: KernelGaussians, unconditional: KernelGaussians): MixturePair {
  const { dimension: d } = conditional;
  const { entries, ...lists } = listed(conditional, unconditional, componentsOf);
  const full = d > 1 && !(isRound(conditional) && isRound(unconditional));
  const constantsOf = full ? fullConstants : roundConstants;
  return {
    ...lists,
    dimension: d,
    kind: full ? 1 : 0,
    bytes: 16 * (full ? (d === 2 ? 12 : 1 + 2 * d + 2 * d * d) : 3 + 2 * d),
    constants: (component, a, b) => constantsOf(entries[component].of, entries[component].k, a, b),
  };
}

function componentsOf({ count, dimension: d, logWeights, means, variances, axes }: KernelGaussians): Components {
  const keys = Array.from({ length: count }, (_, k) =>
    [...means.subarray(k * d, (k + 1) * d), ...variances.subarray(k * d, (k + 1) * d), ...(axes[k] ?? [])].join(),
  );
  return { keys, logWeights };
}

function isRound({ axes, variances, dimension: d }: KernelGaussians): boolean {
  return axes.every((basis) => basis === null) && variances.every((value, i) => value === variances[i - (i % d)]);
}

function logHeight({ logWeights, variances, dimension: d }: KernelGaussians, k: number, a: number, b: number): number {
  let log = logWeights[k] - 0.5 * d * Math.log(2 * Math.PI);
  for (let i = k * d; i < (k + 1) * d; i++) log -= 0.5 * Math.log(a * a * variances[i] + b * b);
  return UNIT * log;
}

function roundConstants(of: KernelGaussians, k: number, a: number, b: number): number[] {
  const { dimension: d, means, variances } = of;
  const v = a * a * variances[k * d] + b * b;
  const numbers = [logHeight(of, k, a, b), (0.5 * UNIT) / v, (a * variances[k * d]) / v];
  for (let i = k * d; i < (k + 1) * d; i++) numbers.push(a * means[i], ((b * b) / v) * means[i]);
  return numbers;
}

function fullConstants(of: KernelGaussians, k: number, a: number, b: number): number[] {
  const { dimension: d, means, variances, axes } = of;
  const basis = axes[k];
  /** Coordinate i of axis j. */
  const along = (i: number, j: number): number => (basis ? basis[i * d + j] : i === j ? 1 : 0);
  const each = Array.from({ length: d }, (_, i) => i);
  const mean = each.map((i) => means[k * d + i]);
  const v = each.map((i) => a * a * variances[k * d + i] + b * b);
  const scale = v.map((value) => Math.sqrt((0.5 * UNIT) / value));
  const matrix = (values: readonly number[], i: number, l: number): number =>
    each.reduce((sum, j) => sum + along(i, j) * along(l, j) * values[j], 0);
  const kept = v.map((value) => (b * b) / value);
  const gain = v.map((value, j) => (a * variances[k * d + j]) / value);
  const numbers = [logHeight(of, k, a, b), ...mean.map((m) => a * m)];
  for (const j of each) for (const i of each) numbers.push(along(i, j) * scale[j]);
  for (const i of each) numbers.push(each.reduce((sum, l) => sum + matrix(kept, i, l) * mean[l], 0));
  if (d === 2) return [...numbers, matrix(gain, 0, 0), matrix(gain, 0, 1), matrix(gain, 1, 1)];
  for (const i of each) for (const l of each) numbers.push(matrix(gain, i, l));
  return numbers;
}
