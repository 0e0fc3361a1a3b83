/** @file Means over independent samples with their 95 % intervals. */
import { BadInput } from "../numerics/badInput.ts";
import type { Measured } from "./measured.ts";

export interface Estimate extends Measured {
  readonly n: number;
  /** 95 %: the ends of the interval. */
  readonly interval: readonly [number, number];
}

/** Quantile 0.975 of the standard normal. */
const Z = 1.959963984540054;

/**
 * Mean of a number that any sample has, with the normal interval mean ± 1.96 s/√n. Asymptotic: of a heavy tail (1/p) it says too little, so the
 * largest term's share of the sum is in the method where it is above a tenth. An infinite term makes mean and interval infinite.
 *
 * @param values shape [n], n ≥ 2, not NaN
 */
export function meanEstimate(name: string, values: ArrayLike<number>): Estimate {
  const n = values.length;
  if (!(n >= 2)) throw new BadInput("samples", "at least 2", n, "meanEstimate");
  let mean = 0;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    mean += values[i] / n;
    largest = Math.max(largest, Math.abs(values[i]));
  }
  if (!Number.isFinite(mean)) return estimate(name, mean, n, [mean, mean], ", some samples infinite");
  let squares = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    squares += (values[i] - mean) ** 2;
    total += Math.abs(values[i]);
  }
  const half = Z * Math.sqrt(squares / (n - 1) / n);
  const share = total > 0 ? largest / total : 0;
  const note = n >= 20 && share > 0.1 ? `, one sample is ${Math.round(share * 100)} % of the sum: interval too narrow` : "";
  return estimate(name, mean, n, [mean - half, mean + half], note);
}

/** Share of samples with a property, with Wilson's interval (J. Am. Stat. Assoc. 22 (1927) 209), which is never empty at 0 or 1. */
export function shareEstimate(name: string, count: number, n: number): Estimate {
  if (!(n >= 1)) throw new BadInput("samples", "at least 1", n, "shareEstimate");
  const share = count / n;
  const centre = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n * n));
  return estimate(name, share, n, [Math.min(share, Math.max(0, centre - half)), Math.max(share, Math.min(1, centre + half))], "");
}

function estimate(name: string, value: number, n: number, interval: readonly [number, number], note: string): Estimate {
  const [low, high] = interval.map((end) => Number(end.toPrecision(4)));
  return { name, value, n, interval, method: `Monte Carlo (n = ${n}, 95 % interval ${low} to ${high}${note})` };
}
