import type { Measured } from "../../../measures/measured.ts";

/** Means, variances and covariances by coordinate; covariance shape [L, L]. */
export function momentMeasures(
  name: string,
  { mean, covariance }: { readonly mean: ArrayLike<number>; readonly covariance: ArrayLike<number> },
  length: number,
  tag: (name: string, value: number) => Measured,
): readonly Measured[] {
  const sites = Array.from({ length }, (_, i) => i);
  return sites.flatMap((i) => [
    tag(`mean x${i} (${name})`, mean[i] ?? Number.NaN),
    tag(`variance x${i} (${name})`, covariance[i * length + i] ?? Number.NaN),
    ...sites.slice(i + 1).map((j) => tag(`covariance x${i},x${j} (${name})`, covariance[i * length + j] ?? Number.NaN)),
  ]);
}
