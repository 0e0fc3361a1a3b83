import { gaussLegendre } from "../../numerics/gaussLegendre.ts";

/** Points on a panel; polynomials have degree 15. */
export const POINTS = 16;

/** A density on the line as polynomials on contiguous panels, given at Gauss and Legendre's points. */
export interface PanelDensity {
  /** Ends of the panels, ascending; shape [panels + 1]. */
  readonly ends: readonly number[];
  /** Shape [panels, 16]. */
  readonly values: readonly Float64Array[];
  /** Estimated mass that the polynomials miss, and the mass of panels that were not resolved. */
  readonly missed: number;
}

/** Density at the first n points. */
export type DensityAt = (points: Float64Array, n: number, out: Float64Array) => void;

const { nodes, weights } = gaussLegendre(POINTS);

/** Coefficient k of the Legendre series of values v is Σ_j PROJECTION[k·16 + j] v_j: (k + ½) w_j P_k(z_j). */
const PROJECTION = Float64Array.from({ length: POINTS * POINTS }, (_, e) => {
  const [k, j] = [Math.floor(e / POINTS), e % POINTS];
  return (k + 0.5) * weights[j] * legendreValues(nodes[j])[k];
});

/** P_0(z) … P_16(z). */
function legendreValues(z: number): Float64Array {
  const P = new Float64Array(POINTS + 1);
  P[0] = 1;
  P[1] = z;
  for (let k = 2; k <= POINTS; k++) P[k] = ((2 * k - 1) * z * P[k - 1] - (k - 1) * P[k - 2]) / k;
  return P;
}

/** Legendre coefficients of the polynomial through values at the points. */
export function legendreSeries(values: Float64Array): Float64Array {
  const series = new Float64Array(POINTS);
  for (let k = 0; k < POINTS; k++) for (let j = 0; j < POINTS; j++) series[k] += PROJECTION[k * POINTS + j] * values[j];
  return series;
}

/** Σ_k c_k P_k(z), z ∈ [−1, 1]. */
export function legendreSum(series: Float64Array, z: number): number {
  const P = legendreValues(z);
  let total = 0;
  for (let k = 0; k < POINTS; k++) total += series[k] * P[k];
  return total;
}

/** ∫_{−1}^z Σ_k c_k P_k = c_0 (z + 1) + Σ_{k ≥ 1} c_k (P_{k+1} − P_{k−1})/(2k + 1). */
export function legendreIntegral(series: Float64Array, z: number): number {
  const P = legendreValues(z);
  let total = series[0] * (z + 1);
  for (let k = 1; k < POINTS; k++) total += (series[k] * (P[k + 1] - P[k - 1])) / (2 * k + 1);
  return total;
}

/** The last two coefficients: how far the polynomial is from what it stands for. */
export function legendreTail(values: Float64Array): number {
  let [last, before] = [0, 0];
  for (let j = 0; j < POINTS; j++) {
    last += PROJECTION[(POINTS - 1) * POINTS + j] * values[j];
    before += PROJECTION[(POINTS - 2) * POINTS + j] * values[j];
  }
  return Math.abs(last) + Math.abs(before);
}

/** The points of [low, high], written from `offset` on. */
export function pointsOf(low: number, high: number, out: Float64Array, offset: number): void {
  for (let j = 0; j < POINTS; j++) out[offset + j] = 0.5 * (low + high + (high - low) * nodes[j]);
}

/** ∫ of the polynomial through values on a panel of this width. */
export function panelMass(values: Float64Array, width: number): number {
  let total = 0;
  for (let j = 0; j < POINTS; j++) total += weights[j] * values[j];
  return 0.5 * width * total;
}

/** Weight of point j in an integral over a panel of this width. */
export function pointWeight(j: number, width: number): number {
  return 0.5 * width * weights[j];
}

/** Panels of a density on [low, high], first `first` equal ones, halved until the last coefficients times the width are at most `tolerance`, or `most` panels are reached. */
export function resolvedPanels(
  density: DensityAt,
  low: number,
  high: number,
  { first, tolerance, most }: { readonly first: number; readonly tolerance: number; readonly most: number },
): PanelDensity {
  const accepted: { readonly low: number; readonly high: number; readonly values: Float64Array }[] = [];
  let pending = Array.from(
    { length: first },
    (_, i) => [low + ((high - low) * i) / first, low + ((high - low) * (i + 1)) / first] as const,
  );
  let missed = 0;
  while (pending.length > 0) {
    const points = new Float64Array(POINTS * pending.length);
    const found = new Float64Array(points.length);
    for (let p = 0; p < pending.length; p++) pointsOf(pending[p][0], pending[p][1], points, p * POINTS);
    density(points, points.length, found);
    const halves: (readonly [number, number])[] = [];
    for (let p = 0; p < pending.length; p++) {
      const [left, right] = pending[p];
      const values = found.slice(p * POINTS, (p + 1) * POINTS);
      const error = legendreTail(values) * (right - left);
      const middle = 0.5 * (left + right);
      const spent = accepted.length + halves.length + pending.length > most || !(middle > left && middle < right);
      if (error <= tolerance || spent) {
        accepted.push({ low: left, high: right, values });
        missed += error <= tolerance ? error : Math.abs(panelMass(values, right - left));
      } else halves.push([left, middle], [middle, right]);
    }
    pending = halves;
  }
  accepted.sort((a, b) => a.low - b.low);
  return { ends: [...accepted.map((panel) => panel.low), high], values: accepted.map((panel) => panel.values), missed };
}

/** The same density with panel i cut in the middle where `cut(i)`. */
export function halved({ ends, values, missed }: PanelDensity, cut: (i: number) => boolean): PanelDensity {
  const newEnds: number[] = [];
  const newValues: Float64Array[] = [];
  for (let i = 0; i < values.length; i++) {
    newEnds.push(ends[i]);
    if (!cut(i)) {
      newValues.push(values[i]);
      continue;
    }
    newEnds.push(0.5 * (ends[i] + ends[i + 1]));
    const series = legendreSeries(values[i]);
    newValues.push(
      nodes.map((z) => legendreSum(series, 0.5 * (z - 1))),
      nodes.map((z) => legendreSum(series, 0.5 * (z + 1))),
    );
  }
  newEnds.push(ends[ends.length - 1]);
  return { ends: newEnds, values: newValues, missed };
}
