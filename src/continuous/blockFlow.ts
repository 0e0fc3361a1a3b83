/**
 * @file The guided probability flow for a block of points in any dimension, in common steps of adapted size: the field at an angle is set up
 * once for all of them. Order 8 (DOP853); with it, where wanted, log |det ∂x(to)/∂x(from)| = ∫ div v dθ.
 */
import { BadInput } from "../numerics/badInput.ts";
import { dormandPrince853 } from "../numerics/dormandPrince853.ts";
import type { GuidedField } from "./guidedField.ts";

const { nodes: NODES, matrix: MATRIX, weights: WEIGHTS, errorWeights: ERROR_FIVE, secondErrorWeights: ERROR_THREE = [] } = dormandPrince853;

/** What became of a point. */
export const ARRIVED = 0;
/** It went farther than `farthest`, or below `least`: nothing of the start's law comes from there. */
export const LEFT = 1;
/** The steps did not suffice, or the step that it asks for is lost in rounding, or the field gave no number. */
export const UNRESOLVED = 2;

export interface BlockFlowOptions {
  /** Allowed estimated error of a step: of a coordinate relative to 1 + |x|, of the log-determinant absolute. */
  readonly tolerance: number;
  /** Steps tried, rejected ones included. */
  readonly mostSteps: number;
  /** Largest |coordinate| that is followed. */
  readonly farthest: number;
  /** Lowest ∫ div v dθ − |x|²/(2 scale²) that is followed, where the determinant is integrated; −∞ for all. */
  readonly least?: { readonly scale: number; readonly log: number };
  /** Whether to integrate the divergence. */
  readonly determinant: boolean;
}

/** Points under way; all arrays are overwritten as they move. */
export interface Block {
  readonly n: number;
  /** Shape [n, d]. */
  readonly points: Float64Array;
  /** ∫ div v dθ, added to; shape [n]. */
  readonly logDeterminant: Float64Array;
  /** `ARRIVED`, `LEFT` or `UNRESOLVED`; shape [n]. */
  readonly status: Uint8Array;
}

export interface BlockFlow {
  /**
   * Moves a block from one angle to another, either way.
   *
   * @returns steps tried
   */
  readonly move: (block: Block, from: number, to: number, options: BlockFlowOptions) => number;
}

const SAFETY = 0.9;
const [LEAST_FACTOR, LARGEST_FACTOR] = [1 / 3, 6];
/** A step below this share of the angle it stands at is lost in rounding. */
const LOST = 1e-14;
/** At a corner the field is that of the side on which the block is: evaluated at an angle this much, relative, beside it. */
const BESIDE = 1e-12;

/**
 * @param most largest n of a block
 * @throws BadInput for a tolerance that is not positive, and for a block larger than `most`
 */
export function blockFlow(field: GuidedField, most: number): BlockFlow {
  const d = field.dimension;
  const slopes = NODES.map(() => new Float64Array(most * d));
  const divergences = NODES.map(() => new Float64Array(most));
  const jacobian = new Float64Array(most * d * d);
  const here = new Float64Array(most * d);
  const trial = new Float64Array(most * d);
  const log = new Float64Array(most);
  const origin = new Int32Array(most);
  const error = new Float64Array(most);
  let alive = 0;
  let [lowest, highest] = [0, Math.PI / 2];

  const slope = (stage: number, at: number, points: Float64Array, determinant: boolean): void => {
    const velocity = slopes[stage];
    const angle = field.at(Math.min(highest, Math.max(lowest, at)));
    if (!determinant) {
      angle.evaluate(points, alive, { velocity });
      return;
    }
    angle.evaluate(points, alive, { velocity, jacobian });
    const divergence = divergences[stage];
    for (let i = 0; i < alive; i++) {
      let trace = 0;
      for (let k = 0; k < d; k++) trace += jacobian[(i * d + k) * d + k];
      divergence[i] = trace;
    }
  };

  /** One trial step from θ: positions to `trial`, errors in units of what is allowed to `error`; returns the largest. */
  const take = (theta: number, h: number, { tolerance, determinant }: BlockFlowOptions): number => {
    for (let j = 1; j < NODES.length; j++) {
      combine(trial, here, slopes, MATRIX[j], h, alive * d);
      slope(j, theta + NODES[j] * h, trial, determinant);
    }
    combine(trial, here, slopes, WEIGHTS, h, alive * d);
    let largest = 0;
    for (let i = 0; i < alive; i++) {
      let ratio = 0;
      for (let k = i * d; k < (i + 1) * d; k++) {
        const scale = 1 + Math.max(Math.abs(here[k]), Math.abs(trial[k]));
        ratio = larger(ratio, stepError(slopes, k, h) / scale);
      }
      if (determinant) ratio = larger(ratio, stepError(divergences, i, h));
      error[i] = ratio / tolerance;
      largest = larger(largest, error[i]);
    }
    return largest;
  };

  /** Takes the points for which `gone` out of the block, as they stand, with a status. */
  const remove = (block: Block, status: number, gone: (i: number) => boolean): void => {
    let kept = 0;
    for (let i = 0; i < alive; i++) {
      if (gone(i)) {
        put(block, i);
        block.status[origin[i]] = status;
        continue;
      }
      if (kept < i) {
        here.copyWithin(kept * d, i * d, (i + 1) * d);
        slopes[0].copyWithin(kept * d, i * d, (i + 1) * d);
        divergences[0][kept] = divergences[0][i];
        log[kept] = log[i];
        error[kept] = error[i];
        origin[kept] = origin[i];
      }
      kept++;
    }
    alive = kept;
  };

  const put = (block: Block, i: number): void => {
    for (let k = 0; k < d; k++) block.points[origin[i] * d + k] = here[i * d + k];
    block.logDeterminant[origin[i]] += log[i];
  };

  const stretch = (block: Block, from: number, to: number, options: BlockFlowOptions, budget: number): number => {
    const sign = to > from ? 1 : -1;
    const far = (i: number): boolean => {
      let square = 0;
      for (let k = i * d; k < (i + 1) * d; k++) {
        if (Math.abs(here[k]) > options.farthest) return true;
        square += here[k] * here[k];
      }
      return options.least !== undefined && options.determinant && log[i] - square / (2 * options.least.scale ** 2) < options.least.log;
    };
    let theta = from;
    let h = Math.abs(to - from) / 20;
    let tried = 0;
    let before = 1e-4;
    slope(0, theta, here, options.determinant);
    while (alive > 0 && theta !== to) {
      if (tried >= budget) {
        remove(block, UNRESOLVED, () => true);
        break;
      }
      const rest = Math.abs(to - theta);
      const last = h >= rest * (1 - 1e-12);
      const step = sign * (last ? rest : h);
      const largest = take(theta, step, options);
      tried++;
      if (!(largest <= 1)) {
        h = Math.abs(step) * Math.max(LEAST_FACTOR, SAFETY * Math.min(1, Number.isFinite(largest) ? largest ** (-1 / 8) : 0));
        if (!(h > LOST * Math.max(theta, 1e-3 * Math.abs(to - from)))) {
          remove(block, UNRESOLVED, (i) => !(error[i] <= 1));
          h = rest / 20;
        }
        continue;
      }
      theta = last ? to : theta + step;
      here.set(trial.subarray(0, alive * d));
      if (options.determinant) for (let j = 0; j < WEIGHTS.length; j++) add(log, divergences[j], step * WEIGHTS[j], alive);
      const factor = SAFETY * Math.max(largest, 1e-12) ** (-0.7 / 8) * before ** (0.2 / 8);
      h = Math.abs(step) * Math.min(LARGEST_FACTOR, Math.max(LEAST_FACTOR, factor));
      before = Math.max(largest, 1e-4);
      slope(0, theta, here, options.determinant);
      for (let i = 0; i < alive; i++) {
        if (far(i)) {
          remove(block, LEFT, far);
          break;
        }
      }
    }
    return tried;
  };

  return {
    move: (block, from, to, options) => {
      if (!(options.tolerance > 0)) throw new BadInput("tolerance", "above 0", options.tolerance, "blockFlow");
      if (!(block.n <= most)) throw new BadInput("n", `at most ${most}`, block.n, "blockFlow");
      alive = block.n;
      for (let i = 0; i < alive; i++) origin[i] = i;
      here.set(block.points.subarray(0, alive * d));
      log.fill(0, 0, alive);
      block.status.fill(ARRIVED, 0, alive);
      const inside = field.corners.filter((c) => c > Math.min(from, to) && c < Math.max(from, to));
      inside.sort((a, b) => (to > from ? a - b : b - a));
      let tried = 0;
      let at = from;
      for (const next of [...inside, to]) {
        lowest = Math.min(at, next) * (inside.includes(Math.min(at, next)) ? 1 + BESIDE : 1);
        highest = Math.max(at, next) * (inside.includes(Math.max(at, next)) ? 1 - BESIDE : 1);
        if (next !== at) tried += stretch(block, at, next, options, options.mostSteps - tried);
        at = next;
      }
      remove(block, ARRIVED, () => true);
      return tried;
    },
  };
}

/** The larger one, NaN if one of them is. */
function larger(a: number, b: number): number {
  return b <= a || Number.isNaN(a) ? a : b;
}

/** out[i] = from[i] + h Σ_j coefficients[j] k_j[i]. */
function combine(
  out: Float64Array,
  from: Float64Array,
  slopes: readonly Float64Array[],
  coefficients: readonly number[],
  h: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) out[i] = from[i];
  for (let j = 0; j < coefficients.length; j++) if (coefficients[j] !== 0) add(out, slopes[j], h * coefficients[j], n);
}

function add(out: Float64Array, slope: Float64Array, factor: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] += factor * slope[i];
}

/** |h| e₅²/√(e₅² + 0.01 e₃²) of entry k; 0 where both estimates are. */
function stepError(slopes: readonly Float64Array[], k: number, h: number): number {
  let five = 0;
  let three = 0;
  for (let j = 0; j < slopes.length; j++) {
    const value = slopes[j][k];
    five += ERROR_FIVE[j] * value;
    three += ERROR_THREE[j] * value;
  }
  if (five === 0) return 0;
  return (Math.abs(h) * five * five) / Math.sqrt(five * five + 0.01 * three * three);
}
