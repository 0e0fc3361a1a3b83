import { BadInput } from "../../numerics/badInput.ts";
import { normalCdf, normalDensity } from "../../numerics/normalCdf.ts";
import { agreement } from "./agreement.ts";
import { legendreIntegral, legendreSeries, legendreSum, type PanelDensity, panelMass, resolvedPanels } from "./kernelPanels.ts";
import { type GaussianKernel, type KernelAccuracy, kernelStep } from "./kernelSteps.ts";
import type { LineLaw, UnresolvedLaw } from "./lineLaw.ts";
import { stepMapLaw } from "./stepMapLaw.ts";

export interface KernelLawOptions {
  /** Standard deviation of the start, > 0. */
  readonly sd: number;
}

const FINE: KernelAccuracy = { tolerance: 1e-12, reach: 5, most: 5_000 };
const COARSE: KernelAccuracy = { tolerance: 1e-10, reach: 6, most: 5_000 };

/**
 * The law of a sampler of N steps with Gaussian noise on the line, started from N(0, sd²): its kernels composed one after the other by quadrature, discretisation included.
 * Steps without noise are maps: those before a noisy step are part of its mean, those at the end push the law forward (`stepMapLaw`), folds included.
 *
 * `error` is the largest difference of the cdf between two accuracies, plus the mass that the finer one lost sight of, plus the error of the last map.
 *
 * @throws BadInput for sd ≤ 0, a kernel's sd < 0, or a mean that is not finite
 */
export function kernelLaw(kernels: readonly GaussianKernel[], { sd }: KernelLawOptions): LineLaw {
  if (!(sd > 0 && sd < Infinity)) throw new BadInput("sd", "finite and above 0", sd, "kernelLaw");
  const wrong = kernels.findIndex((kernel) => !(kernel.sd >= 0 && kernel.sd < Infinity));
  if (wrong >= 0) throw new BadInput(`kernels[${wrong}].sd`, "finite and at least 0", kernels[wrong].sd, "kernelLaw");
  const { noisy, last } = grouped(kernels);
  if (noisy.length === 0) return stepMapLaw(last ?? (() => {}), { sd });
  const fine = tableOf(composed(noisy, sd, FINE));
  const coarse = tableOf(composed(noisy, sd, COARSE));
  let difference = 0;
  for (const ends of [fine.ends, coarse.ends])
    for (const x of ends) difference = Math.max(difference, Math.abs(fine.below(x) - coarse.below(x)));
  const error = Math.min(1, difference + fine.missed + Math.abs(fine.total - 1));
  if (last === null) {
    const law = lawOf(fine, error);
    const floor = floorOf(error, law.variance);
    return { ...law, resolve: (low, high) => agreement(law, (x) => coarse.density(x) - floor, low, high) };
  }
  const pushedFrom = (table: Table): LineLaw =>
    stepMapLaw(
      (points, n) => {
        for (let i = 0; i < n; i++) points[i] = table.atNoise(points[i]);
        last(points, n);
      },
      { sd: 1 },
    );
  const pushed = pushedFrom(fine);
  let rough: LineLaw | null = null;
  const resolve: LineLaw["resolve"] = (low, high) => {
    const other = rough ?? pushedFrom(coarse);
    rough = other;
    const floor = floorOf(error, pushed.variance);
    return agreement(pushed, (x) => other.density(x) - floor, low, high);
  };
  return {
    ...pushed,
    resolve,
    error: pushed.error + error,
    method: `quadrature (error ≤ ${(pushed.error + error).toExponential(1)}): ${noisy.length} kernels and a map`,
  };
}

/** Both accuracies begin and end where no more than their tolerance of mass is left, so that they agree on too little in the tails: the density which that mass would have over a standard deviation. */
function floorOf(error: number, variance: number): number {
  return Math.max(COARSE.tolerance, error) / Math.sqrt(variance);
}

/** Kernels with noise, each with the maps before it in its mean, and the maps after the last one. */
function grouped(kernels: readonly GaussianKernel[]): {
  readonly noisy: readonly GaussianKernel[];
  readonly last: GaussianKernel["mean"] | null;
} {
  const noisy: GaussianKernel[] = [];
  let waiting: GaussianKernel["mean"][] = [];
  const together =
    (maps: readonly GaussianKernel["mean"][]): GaussianKernel["mean"] =>
    (points, n) => {
      for (const map of maps) map(points, n);
    };
  for (const { mean, sd } of kernels) {
    waiting.push(mean);
    if (sd === 0) continue;
    noisy.push({ mean: together(waiting), sd });
    waiting = [];
  }
  return { noisy, last: waiting.length > 0 ? together(waiting) : null };
}

function composed(kernels: readonly GaussianKernel[], sd: number, accuracy: KernelAccuracy): PanelDensity {
  let density = resolvedPanels(
    (points, n, out) => {
      for (let i = 0; i < n; i++) out[i] = normalDensity(points[i] / sd) / sd;
    },
    -8.6 * sd,
    8.6 * sd,
    { first: 12, tolerance: accuracy.tolerance, most: accuracy.most },
  );
  for (const kernel of kernels) density = kernelStep(density, kernel, accuracy);
  return density;
}

/** A density on panels with its integrals, divided by its mass. */
interface Table {
  readonly ends: readonly number[];
  readonly total: number;
  readonly missed: number;
  readonly density: (x: number) => number;
  /** Mass below x, and above x: each keeps its digits in its tail. */
  readonly below: (x: number) => number;
  readonly above: (x: number) => number;
  /** The x with mass Φ(ξ) below. */
  readonly atNoise: (xi: number) => number;
  readonly mean: number;
  readonly variance: number;
}

function tableOf({ ends, values, missed }: PanelDensity): Table {
  const n = values.length;
  const width = (i: number): number => ends[i + 1] - ends[i];
  const raw = values.map((own, i) => panelMass(own, width(i)));
  const total = raw.reduce((sum, mass) => sum + mass, 0);
  const series = values.map((own) => legendreSeries(own).map((c) => c / total));
  const [lower, upper] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let i = 0; i < n; i++) lower[i + 1] = lower[i] + raw[i] / total;
  for (let i = n - 1; i >= 0; i--) upper[i] = upper[i + 1] + raw[i] / total;
  const panelOf = (x: number): number => {
    let [a, b] = [0, n];
    while (b - a > 1) {
      const middle = (a + b) >> 1;
      if (ends[middle] <= x) a = middle;
      else b = middle;
    }
    return a;
  };
  const share = (i: number, x: number): number => 0.5 * width(i) * legendreIntegral(series[i], (2 * (x - ends[i])) / width(i) - 1);
  const inside = (x: number, outside: readonly [number, number], read: (i: number) => number): number =>
    x <= ends[0] ? outside[0] : x >= ends[n] ? outside[1] : read(panelOf(x));
  const below = (x: number): number => inside(x, [0, 1], (i) => clamp(lower[i] + share(i, x)));
  const above = (x: number): number => inside(x, [1, 0], (i) => clamp(upper[i + 1] + (raw[i] / total - share(i, x))));
  const density = (x: number): number => inside(x, [0, 0], (i) => Math.max(0, legendreSum(series[i], (2 * (x - ends[i])) / width(i) - 1)));
  const atNoise = (xi: number): number => {
    const tail = normalCdf(-Math.abs(xi));
    const read = xi < 0 ? below : above;
    let [a, b] = [ends[0], ends[n]];
    for (let k = 0; k < 200 && b - a > 1e-15 * Math.max(Math.abs(a), Math.abs(b)); k++) {
      const x = 0.5 * (a + b);
      if (read(x) < tail === xi < 0) a = x;
      else b = x;
    }
    return 0.5 * (a + b);
  };
  return { ends, total, missed, density, below, above, atNoise, ...moments(ends, series) };
}

/** ∫ x ρ and ∫ (x − mean)² ρ, from the first three coefficients: ∫ P_0 = 2, ∫ z P_1 = 2/3, ∫ z² P_2 = 4/15. */
function moments(ends: readonly number[], series: readonly Float64Array[]): { readonly mean: number; readonly variance: number } {
  let mean = 0;
  series.forEach((c, i) => {
    const [centre, half] = [0.5 * (ends[i] + ends[i + 1]), 0.5 * (ends[i + 1] - ends[i])];
    mean += half * (2 * centre * c[0] + (2 / 3) * half * c[1]);
  });
  let variance = 0;
  series.forEach((c, i) => {
    const [centre, half] = [0.5 * (ends[i] + ends[i + 1]) - mean, 0.5 * (ends[i + 1] - ends[i])];
    variance += half * (2 * centre * centre * c[0] + (4 / 3) * centre * half * c[1] + half * half * ((2 / 3) * c[0] + (4 / 15) * c[2]));
  });
  return { mean, variance };
}

function lawOf(table: Table, error: number): UnresolvedLaw {
  const { ends, density, below, mean, variance } = table;
  const quantile = (probability: number): number => {
    let [a, b] = [ends[0], ends[ends.length - 1]];
    for (let k = 0; k < 200 && b - a > 1e-15 * Math.max(Math.abs(a), Math.abs(b)); k++) {
      const x = 0.5 * (a + b);
      if (below(x) < probability) a = x;
      else b = x;
    }
    return 0.5 * (a + b);
  };
  return {
    range: [ends[0], ends[ends.length - 1]],
    breaks: [],
    density,
    cdf: below,
    quantile,
    mean,
    variance,
    error,
    method: `quadrature (error ≤ ${error.toExponential(1)}): composed kernels`,
  };
}

function clamp(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
