/**
 * @file Density of the guided probability flow's law: density(y) = φ_start(Ψ^{-1}(y)) |det ∂Ψ^{-1}|, every point followed backwards from the
 * data to the start with its log-determinant. Points are taken in tiles of neighbours; a tile's tolerance follows its share of the largest density.
 */

import { ARRIVED, type BlockFlow, blockFlow, LEFT, UNRESOLVED } from "../blockFlow.ts";
import type { GuidedField, Start } from "../guidedField.ts";

export interface FlowDensityOptions {
  /**
   * Angle at which following starts, ≥ 0: 0 where law and guidance are smooth at noise 0, a tiny angle (`STOP_COMPACT`) for compact supports.
   * The effect of stopping there is estimated and in `error`.
   */
  readonly stop: number;
  /** Wanted error relative to the largest density; default 2e-6. */
  readonly tolerance?: number;
  /** Steps tried per tile; default 1500. */
  readonly mostSteps?: number;
  /** A log density that is reached at other points: the largest density is at least that. Default −∞. */
  readonly reached?: number;
}

/** Angle to stop at for laws whose score is singular at noise 0. */
export const STOP_COMPACT = 1e-7;

export interface FlowDensity {
  /** Nats, shape [n]; −∞ for points outside or unresolved. */
  readonly logDensity: Float64Array;
  /** `ARRIVED`, `LEFT` (density 0) or `UNRESOLVED`; shape [n]. */
  readonly status: Uint8Array;
  /**
   * Estimate of the largest error of the density relative to the largest density among the points: three times what changes in a sample of
   * every tile's points when its tolerance falls to a hundredth, plus what changes when `stop` is doubled. ∞ where points are unresolved.
   */
  readonly error: number;
  /** Steps tried over all tiles. */
  readonly steps: number;
}

/** Local tolerance of a step for a wanted error of the density: steps are few and errors partly cancel. */
const PER_STEP = 0.2;
/** Loosest step tolerance, for tiles where there is next to nothing. */
const LOOSEST = 1e-2;
/** Below this, steps drown in rounding. */
const TIGHTEST = 1e-11;
const [SEARCH, SEARCH_STEPS] = [1e-2, 300];
/** Points are followed to this many times the largest coordinate among a block's points, at least 1. */
const FARTHEST = 1e3;
/** Points that their tile left unresolved. */
const [ALONE, ALONE_STEPS] = [1e-4, 500];
/**
 * And as long as log-determinant − |x|²/(2 S²) is above this, S that largest coordinate: below it the density underflows unless the rest of
 * the path gains hundreds of nats. Such points have density 0.
 */
const LEAST = -700;
/** Tiles whose sampled log densities are all this far below the largest are left at the highest sampled value. */
const EMPTY = 200;
const UNKNOWN = 40;
/** A tile is not followed again for a tolerance this many times tighter than the one it had. */
const SLACK = 8;
const [CHECK, CHECK_SAFETY] = [1e-2, 3];
const MOST_ROUNDS = 4;
/** log density below the largest at which a tile is no longer checked: its whole density is below 1e-13 of the largest. */
const NEGLIGIBLE = 30;

/**
 * @param points shape [n, d]
 * @param tiles  indices of points, each in one tile; neighbours together make it fast
 */
export function flowDensity(
  field: GuidedField,
  start: Start,
  points: Float64Array,
  tiles: readonly Int32Array[],
  { stop, tolerance = 2e-6, mostSteps = 1500, reached = -Infinity }: FlowDensityOptions,
): FlowDensity {
  const follow = follower(field, start, points, stop);
  const samples = tiles.map(sampleOf);
  const logDensity = new Float64Array(points.length / field.dimension).fill(-Infinity);
  const status = new Uint8Array(logDensity.length);
  const sampled = follow.gathered(samples, SEARCH, stop, SEARCH_STEPS);
  let top = sampled.reduce((most, values) => values.reduce(larger, most), reached);
  // Where the search gave up, a tile's height is unknown: it is followed, loosely at first.
  let heights = sampled.map((values) => (values.some(Number.isNaN) ? top - UNKNOWN : values.reduce(larger, -Infinity)));
  const empty = heights.map((height) => height < top - EMPTY);
  empty.forEach((is, k) => {
    if (is) for (const i of tiles[k]) [logDensity[i], status[i]] = [heights[k], heights[k] === -Infinity ? LEFT : ARRIVED];
  });
  const used = new Float64Array(tiles.length).fill(Infinity);
  let wanted = Math.max(TIGHTEST, tolerance * PER_STEP);
  let error = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // A tile is followed again until its tolerance fits the heights found.
    for (let changed = true; changed; ) {
      changed = false;
      tiles.forEach((tile, k) => {
        const allowed = stepTolerance(wanted, top === -Infinity ? 0 : top - heights[k]);
        if (empty[k] || used[k] <= allowed * SLACK) return;
        follow.tile(tile, allowed, mostSteps, logDensity, status);
        used[k] = allowed;
        changed = true;
      });
      heights = tiles.map((tile) => tile.reduce((most, i) => larger(most, logDensity[i]), -Infinity));
      top = heights.reduce(larger, reached);
    }
    error = top === -Infinity ? 0 : CHECK_SAFETY * checked();
    if (error <= tolerance || wanted <= TIGHTEST) break;
    wanted = Math.max(TIGHTEST, wanted * Math.max(1e-3, (tolerance / error) * 0.3));
  }
  if (stop > 0 && top > -Infinity) error += stopped();
  return { logDensity, status, error: status.includes(UNRESOLVED) ? Infinity : error, steps: follow.steps() };

  /** Largest change of the density at samples, relative to the largest density, under a tolerance of a hundredth. */
  function checked(): number {
    let largest = 0;
    eachCheck(stop, (i, value) => {
      largest = Math.max(largest, difference(logDensity[i], value));
    });
    return largest;
  }

  /** The same, at equal tolerance, from twice the angle. */
  function stopped(): number {
    const near = new Map<number, number>();
    eachCheck(stop, (i, value) => near.set(i, value));
    let largest = 0;
    eachCheck(2 * stop, (i, value) => {
      largest = Math.max(largest, difference(near.get(i) ?? -Infinity, value));
    });
    return largest;
  }

  function eachCheck(from: number, visit: (i: number, value: number) => void): void {
    const due = tiles.map((_, k) => k).filter((k) => !empty[k] && heights[k] > top - NEGLIGIBLE);
    // Tiles of like tolerance are checked together.
    due.sort((a, b) => used[a] - used[b] || a - b);
    const lists = due.map((k) => withHighest(samples[k], tiles[k], logDensity));
    const limits = due.map((k) => Math.max(used[k] * CHECK, TIGHTEST / 10));
    const found = follow.gathered(lists, limits, from, 2 * mostSteps);
    lists.forEach((list, at) => {
      list.forEach((i, j) => {
        if (status[i] !== UNRESOLVED) visit(i, found[at][j]);
      });
    });
  }

  function difference(a: number, b: number): number {
    const change = Math.abs(Math.exp(a - top) - Math.exp(b - top));
    return change < Infinity ? change : Infinity;
  }
}

/** The larger one; a NaN is passed over. */
function larger(a: number, b: number): number {
  return b > a ? b : a;
}

/** What a step may err by in a tile whose largest log density is `below` under the largest of all. */
function stepTolerance(wanted: number, below: number): number {
  return Math.min(LOOSEST, wanted * Math.exp(Math.min(below, 50)));
}

interface Follower {
  /** Writes log density and status of a tile's points. */
  readonly tile: (tile: Int32Array, tolerance: number, mostSteps: number, logDensity: Float64Array, status: Uint8Array) => void;
  /** Log densities of lists of points, followed together in blocks at the tightest tolerance of a block; NaN where unresolved. */
  readonly gathered: (
    lists: readonly Int32Array[],
    tolerance: number | readonly number[],
    from: number,
    mostSteps: number,
  ) => readonly Float64Array[];
  readonly steps: () => number;
}

const MOST = 64;

function follower(field: GuidedField, start: Start, points: Float64Array, stop: number): Follower {
  const d = field.dimension;
  const flow: BlockFlow = blockFlow(field, MOST);
  const block = { n: 0, points: new Float64Array(MOST * d), logDeterminant: new Float64Array(MOST), status: new Uint8Array(MOST) };
  let steps = 0;
  const run = (list: ArrayLike<number>, begin: number, n: number, tolerance: number, from: number, mostSteps: number): void => {
    block.n = n;
    let scale = 1;
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < d; k++) {
        const value = points[list[begin + i] * d + k];
        block.points[i * d + k] = value;
        scale = Math.max(scale, Math.abs(value));
      }
    }
    block.logDeterminant.fill(0, 0, n);
    steps += flow.move(block, from, start.theta, {
      tolerance,
      mostSteps,
      farthest: FARTHEST * scale,
      least: { scale, log: LEAST },
      determinant: true,
    });
  };
  const valueAt = (i: number): number => {
    if (block.status[i] !== ARRIVED) return block.status[i] === LEFT ? -Infinity : Number.NaN;
    let square = 0;
    for (let k = 0; k < d; k++) square += (block.points[i * d + k] / start.sd) ** 2;
    return block.logDeterminant[i] - square / 2 - d * Math.log(start.sd * Math.sqrt(2 * Math.PI));
  };
  return {
    steps: () => steps,
    tile: (tile, tolerance, mostSteps, logDensity, status) => {
      for (let begin = 0; begin < tile.length; begin += MOST) {
        const n = Math.min(MOST, tile.length - begin);
        run(tile, begin, n, tolerance, stop, mostSteps);
        for (let i = 0; i < n; i++) {
          logDensity[tile[begin + i]] = block.status[i] === UNRESOLVED ? -Infinity : valueAt(i);
          status[tile[begin + i]] = block.status[i];
        }
      }
      // One point's trouble can use up the steps of its whole tile: what is left is tried alone.
      for (const i of tile.filter((index) => status[index] === UNRESOLVED)) {
        run([i], 0, 1, Math.min(tolerance, ALONE), stop, Math.min(mostSteps, ALONE_STEPS));
        status[i] = block.status[0];
        if (status[i] !== UNRESOLVED) logDensity[i] = valueAt(0);
      }
    },
    gathered: (lists, tolerance, from, mostSteps) => {
      const all = lists.flatMap((list) => [...list]);
      const limits = lists.flatMap((list, k) => Array.from(list, () => (typeof tolerance === "number" ? tolerance : tolerance[k])));
      const values = new Float64Array(all.length);
      for (let begin = 0; begin < all.length; begin += MOST) {
        const n = Math.min(MOST, all.length - begin);
        run(
          all,
          begin,
          n,
          limits.slice(begin, begin + n).reduce((a, b) => Math.min(a, b)),
          from,
          mostSteps,
        );
        for (let i = 0; i < n; i++) values[begin + i] = valueAt(i);
      }
      let at = 0;
      return lists.map((list) => {
        at += list.length;
        return values.subarray(at - list.length, at);
      });
    },
  };
}

/** About one in twenty of a tile's points, spread over it. */
function sampleOf(tile: Int32Array): Int32Array {
  return tile.filter((_, k) => k % 21 === 0);
}

function withHighest(sample: Int32Array, tile: Int32Array, logDensity: Float64Array): Int32Array {
  const highest = tile.reduce((best, i) => (logDensity[i] > logDensity[best] ? i : best), tile[0]);
  return sample.includes(highest) ? sample : Int32Array.of(...sample, highest);
}
