import { BadInput } from "../../numerics/badInput.ts";
import { halved, legendreTail, type PanelDensity, POINTS, panelMass, pointsOf, pointWeight, resolvedPanels } from "./kernelPanels.ts";

/** A step of a sampler on the line: x′ = mean(x) + sd · z, z ~ N(0, 1). */
export interface GaussianKernel {
  /** Replaces the first n points by the means from there; need not be monotone. */
  readonly mean: (points: Float64Array, n: number) => void;
  /** ≥ 0; 0 for a step without noise. */
  readonly sd: number;
}

export interface KernelAccuracy {
  /** Mass that each panel may miss. */
  readonly tolerance: number;
  /** How many sd of the kernel the mean may move along a panel: sixteen points hold φ on six to 1e-9. */
  readonly reach: number;
  /** Panels at most. */
  readonly most: number;
}

/** exp(−½ 8.6²) = 9e-17. */
const FAR = 8.6;

/**
 * ρ′(y) = ∫ ρ(x) φ((y − m(x))/s)/s dx, s > 0. Panels of ρ are cut, as polynomials, until the mean is a polynomial on each and moves by at most `reach` sd there; then the integral is a sum over
 * the points, and y only sees those whose means lie within 8.6 sd, in order of their means, so that folds need no care. Panels of ρ′ are halved until it is resolved;
 * that no spike fell between points is seen from the mass: where it differs, the panels to start from are doubled.
 *
 * @throws BadInput where a mean is not finite
 */
export function kernelStep(before: PanelDensity, { mean, sd }: GaussianKernel, accuracy: KernelAccuracy): PanelDensity {
  const { at, mass, low, high, missed } = spread(before, mean, sd, accuracy);
  for (let first = 12; ; first *= 2) {
    const after = resolvedPanels(at, low, high, { first, tolerance: accuracy.tolerance, most: accuracy.most });
    const total = after.values.reduce((sum, values, i) => sum + panelMass(values, after.ends[i + 1] - after.ends[i]), 0);
    const lost = Math.abs(total - mass);
    const fine = (high - low) / first < 4 * sd || 4 * first > accuracy.most;
    if (lost <= 100 * accuracy.tolerance || fine) return { ...after, missed: before.missed + missed + after.missed + lost };
  }
}

interface Spread {
  readonly at: (points: Float64Array, n: number, out: Float64Array) => void;
  readonly mass: number;
  /** Range of the new density. */
  readonly low: number;
  readonly high: number;
  readonly missed: number;
}

function spread(before: PanelDensity, mean: GaussianKernel["mean"], sd: number, accuracy: KernelAccuracy): Spread {
  const { density, means, missed } = resolvedMeans(before, mean, sd, accuracy);
  const count = means.length;
  const masses = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const panel = Math.floor(i / POINTS);
    masses[i] = density.values[panel][i % POINTS] * pointWeight(i % POINTS, density.ends[panel + 1] - density.ends[panel]);
  }
  const order = Array.from({ length: count }, (_, i) => i)
    .filter((i) => Math.abs(masses[i]) > 1e-20)
    .sort((i, j) => means[i] - means[j]);
  const centres = Float64Array.from(order, (i) => means[i]);
  const sources = Float64Array.from(order, (i) => masses[i]);
  const scale = 1 / (sd * Math.sqrt(2 * Math.PI));
  const at = (points: Float64Array, n: number, out: Float64Array): void => {
    for (let p = 0; p < n; p++) {
      const y = points[p];
      let total = 0;
      for (let i = firstAbove(centres, y - FAR * sd); i < centres.length && centres[i] < y + FAR * sd; i++) {
        const z = (y - centres[i]) / sd;
        total += sources[i] * Math.exp(-0.5 * z * z);
      }
      out[p] = total * scale;
    }
  };
  const mass = sources.reduce((sum, source) => sum + source, 0);
  return { at, mass, low: centres[0] - FAR * sd, high: centres[centres.length - 1] + FAR * sd, missed };
}

/** Panels on which the mean is a polynomial and moves by at most `reach` sd, with the means at their points. */
function resolvedMeans(
  before: PanelDensity,
  mean: GaussianKernel["mean"],
  sd: number,
  { tolerance, reach, most }: KernelAccuracy,
): { readonly density: PanelDensity; readonly means: Float64Array; readonly missed: number } {
  let density = before;
  for (;;) {
    const { ends, values } = density;
    const means = new Float64Array(values.length * POINTS);
    for (let i = 0; i < values.length; i++) pointsOf(ends[i], ends[i + 1], means, i * POINTS);
    mean(means, means.length);
    const wrong = means.findIndex((x) => !Number.isFinite(x));
    if (wrong >= 0) throw new BadInput("mean", "finite", means[wrong], "kernelLaw");
    let missed = 0;
    const cut = values.map((own, i) => {
      const part = means.subarray(i * POINTS, (i + 1) * POINTS);
      const mass = Math.abs(panelMass(own, ends[i + 1] - ends[i]));
      let [least, largest] = [Infinity, -Infinity];
      for (let j = 0; j < POINTS; j++) [least, largest] = [Math.min(least, part[j]), Math.max(largest, part[j])];
      const moved = Math.min(1, legendreTail(part) / sd);
      const far = largest - least > reach * sd;
      const narrow = ends[i + 1] - ends[i] <= 1e-14 * (Math.abs(ends[i]) + Math.abs(ends[i + 1]));
      const wanted = !narrow && mass * (far ? 1 : moved) > tolerance;
      if (!wanted) missed += mass * (far ? 1 : moved);
      return wanted;
    });
    const cuts = cut.filter(Boolean).length;
    if (cuts === 0) return { density, means, missed };
    if (values.length + cuts > most) return { density, means, missed: missed + 1 };
    density = halved(density, (i) => cut[i]);
  }
}

/** The first i with values[i] > x, values ascending. */
function firstAbove(values: Float64Array, x: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
