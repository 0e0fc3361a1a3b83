import { BadInput } from "../../numerics/badInput.ts";
import type { Rng } from "../../random/stream.ts";
import { substreams } from "../../random/substreams.ts";
import type { Dynamics } from "../dynamics.ts";
import { type SiteWeights, siteWeightsOf } from "../siteWeights.ts";

/** Exact trajectories of a guided process. */
export interface Trajectories {
  /** Complete state that each trajectory ends in, row-major in alphabet^length; shape [count]. */
  readonly terminal: Int32Array;
  /** Clock u at which each site was revealed, shape [count, L]; null where not asked for. */
  readonly clocks: Float64Array | null;
}

/** Which trajectories to draw. */
export interface TrajectoryDraws {
  readonly seed: number;
  readonly count: number;
  /** Index of the first trajectory, 0 when left out. */
  readonly first?: number;
  /** Whether to keep the clocks, false when left out. */
  readonly clocks?: boolean;
}

/**
 * Draws trajectories straight from a table's weights, without generators or questions: the fast path where the cube is at hand. The law is
 * that of `gillespie` at the one w of the process. Trajectory i depends on the process, the seed and i only (`substreams`); it is not the
 * generators' sample i.
 *
 * Consumes L uniforms, each for a site and its token together; L more for the waits where clocks are kept, so that keeping them changes no
 * state. Complexity: L jumps of at most L·K weights each.
 *
 * @throws BadInput naming `count` or `first`, or at a dead end
 */
export function trajectories(process: Dynamics, { seed, count, first = 0, clocks = false }: TrajectoryDraws): Trajectories {
  for (const [field, value] of [
    ["count", count],
    ["first", first],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new BadInput(field, "an integer of at least 0", value, "trajectories");
  }
  const { length } = process.space;
  const terminal = new Int32Array(count);
  const kept = clocks ? new Float64Array(count * length) : null;
  const walk = walker(process);
  const streams = substreams(seed, "trajectory");
  for (let k = 0; k < count; k++) {
    streams.open(first + k);
    terminal[k] = walk(streams.next, kept, k * length);
  }
  return { terminal, clocks: kept };
}

/** One trajectory: returns its complete state and writes its clocks, from an offset on. */
function walker(process: Dynamics): (next: Rng, clocks: Float64Array | null, offset: number) => number {
  const { alphabet, length, states, strides } = process.space;
  const children = siteWeightsOf(process);
  const jump = process.pace === "tokens" ? tokensJump(alphabet) : ratesJump(process);
  const places = strides.map((_, site) => alphabet ** (length - 1 - site));
  const left = new Int32Array(length);
  const masked = Int32Array.from(strides);
  // Every trajectory starts with the same, largest, look-up: keep a copy of it.
  const root = copied(children(states - 1, masked, length));
  const rates = new Float64Array(length);
  const order = new Int32Array(length);
  return (next, clocks, offset) => {
    let state = states - 1;
    let complete = 0;
    for (let site = 0; site < length; site++) {
      left[site] = site;
      masked[site] = strides[site];
    }
    for (let count = length; count > 0; count--) {
      const sites = count === length ? root : children(state, masked, count);
      if (clocks) rates[length - count] = jump.rate(sites, count, state);
      const j = jump.child(sites, count, next());
      const k = Math.floor(j / alphabet);
      state = sites.child[j];
      complete += (j - k * alphabet) * places[left[k]];
      order[length - count] = left[k];
      left.copyWithin(k, k + 1, count);
      masked.copyWithin(k, k + 1, count);
    }
    if (clocks) for (let j = 0, u = 0; j < length; j++) clocks[offset + order[j]] = u -= Math.log1p(-next()) / rates[j];
    return complete;
  };
}

function copied({ size, child, weight, sum, logUnit }: SiteWeights): SiteWeights {
  return { size, child: child.slice(), weight: weight.slice(), sum: sum.slice(), logUnit: logUnit.slice() };
}

/** What a state's jump needs to know. */
interface Jump {
  /** λ[S]. */
  readonly rate: (sites: SiteWeights, count: number, state: number) => number;
  /** Number of the child that r, uniform on [0, 1), selects: the k-th masked site's token v is child k·K + v. */
  readonly child: (sites: SiteWeights, count: number, r: number) => number;
}

/** Any masked site alike, then a token ∝ A[S+iv]; λ = |masked|. */
function tokensJump(alphabet: number): Jump {
  return {
    rate: (_sites, count) => count,
    child: ({ weight, sum }, count, r) => {
      const k = Math.floor(r * count);
      return pick(weight, k * alphabet, (k + 1) * alphabet, (r * count - k) * sum[k]);
    },
  };
}

/** A site ∝ Σ_v A[S+iv], then a token ∝ A[S+iv]; λ = Σ_i Σ_v A[S+iv] / A[S]. */
function ratesJump({ space: { alphabet, length }, form, weights }: Dynamics): Jump {
  const mass = new Float64Array(length);
  let top = 0;
  /** Fills `mass` in units of e^{top} and returns its sum. */
  const total = ({ sum, logUnit }: SiteWeights, count: number): number => {
    top = form === "log" ? -Infinity : 0;
    if (form === "log") for (let k = 0; k < count; k++) top = Math.max(top, logUnit[k]);
    let all = 0;
    for (let k = 0; k < count; k++) all += mass[k] = form === "log" ? sum[k] * Math.exp(logUnit[k] - top) : sum[k];
    return all;
  };
  return {
    rate: (sites, count, state) => {
      const all = total(sites, count);
      return form === "log" ? all * Math.exp(top - weights[state]) : all / weights[state];
    },
    child: (sites, count, r) => {
      let share = r * total(sites, count);
      let k = 0;
      while (k < count - 1 && share >= mass[k]) share -= mass[k++];
      return pick(sites.weight, k * alphabet, (k + 1) * alphabet, (share / mass[k]) * sites.sum[k]);
    },
  };
}

/** The first entry in [from, to) at which the cumulated weight exceeds `share`; entries of weight 0 never. */
function pick(weight: Float64Array, from: number, to: number, share: number): number {
  let left = share;
  let last = from;
  for (let j = from; j < to; j++) {
    if (weight[j] === 0) continue;
    left -= weight[j];
    if (left < 0) return j;
    last = j;
  }
  return last;
}
