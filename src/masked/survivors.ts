import { logErlangTail } from "../numerics/erlang.ts";
import { sum } from "../numerics/sum.ts";
import { descend } from "./descend.ts";
import type { Dynamics } from "./dynamics.ts";
import { jumpsOf } from "./jumps.ts";
import { checkClock } from "./lawAtClock.ts";
import { accuracy, type Group, SURVIVAL_BYTES, survival } from "./survivalSweep.ts";

/** Bytes per state that {@link survivors} adds at its peak. */
export const SURVIVORS_BYTES = 4 * 8 + SURVIVAL_BYTES;

/** The part of a law that is still masked. */
export interface Survivors {
  /** log of its mass, nats. */
  readonly log: number;
  /** The law given that some site is masked, shape [(K+1)^L], sums to 1 (all 0 where the mass is 0); 0 on complete states. */
  readonly law: Float64Array;
  /** Bound on the error of the mass, relative to it, and of the law's entries in total. */
  readonly relativeError: number;
}

/** e^−1e6 is 0 in doubles by far: past this a bound stands for the mass. */
const VANISHED = 1e6;

/**
 * The masked part of the law at clock u, to relative accuracy.
 *
 * It is a sum of e^{−λu} over the rates λ of the states on a path. Shifting the contour by the smallest rate keeps relative accuracy
 * only while the slowest state is not visited too rarely: e^{−2u} + 1e-100·e^{−u} at u = 50 is out of reach of any single shift. So
 * paths are grouped by the slowest state they meet, and a group is swept with the contour shifted by its own slowest rate σ. Nothing of
 * weight cancels there, as long as (mass of the paths) e^{−σu} is not much larger than the result; that decides how wide a group may be.
 * A group contributes at most (mass of the paths) · P(Erlang(L, σ) > u); those that cannot matter are left out.
 *
 * @param u     0 ≤ u ≤ 1e100
 * @param start shape [(K+1)^L], total at most 1, complete states ignored
 */
export function survivors(process: Dynamics, u: number, start: Float64Array): Survivors {
  checkClock(u);
  const { states, length } = process.space;
  const passage = passages(process, start);
  const slowest = passage.slowest;
  const nobody = new Float64Array(states);
  if (slowest === Infinity) return { log: -Infinity, law: nobody, relativeError: 0 };
  if (u === 0)
    return normalised(
      start.map((p, s) => (passage.rates[s] >= 0 ? p : 0)),
      0,
      0,
    );
  if (slowest * u > VANISHED) return { log: logErlangTail(length, slowest * u), law: nobody, relativeError: Infinity };
  const sweep = (group: Group): Float64Array => survival(process, passage.rates, start, group);
  const groups = groupsThatMatter(passage, u, length, sweep);
  const law = nobody;
  for (const group of groups) {
    const part = sweep(group);
    const unit = Math.exp((groups[0].floor - group.floor) * u);
    for (let s = 0; s < states; s++) law[s] += unit * Math.max(0, part[s]);
  }
  const found = normalised(law, -groups[0].floor * u, accuracy(length).relativeError);
  return passage.lost === 0 ? found : { ...found, relativeError: found.relativeError + lostShare(passage, u, length, found.log) };
}

/**
 * What paths whose probability is below the smallest double may add, relative to the mass found: each has less than 2.3e-308, and leaves its slowest state, if
 * that was never seen, at a rate of at least 1 (Z ≥ 1 for w ≥ 0).
 */
function lostShare({ lost, slowest }: Passages, u: number, length: number, log: number): number {
  return Math.exp(Math.log(lost) + Math.log(2.3e-308) + logErlangTail(length, Math.min(slowest, 1) * u) - log);
}

/** Scales a law to a sum of 1; its mass is what it summed to times e^logUnit. A logarithm loses digits as it grows. */
function normalised(law: Float64Array, logUnit: number, relativeError: number): Survivors {
  const total = sum(law);
  if (total > 0) for (let s = 0; s < law.length; s++) law[s] /= total;
  const log = Math.log(total) + logUnit;
  return { log, law, relativeError: Math.max(relativeError, 4 * Number.EPSILON * Math.abs(log)) };
}

const SMALLEST_NORMAL = 2 ** -1022;

/** Where paths lead and how fast they leave: what grouping needs. */
interface Passages {
  /** λ[S], per unit clock (may be infinite), of every reachable state with a masked site; NaN elsewhere. Shape [(K+1)^L]. */
  readonly rates: Float64Array;
  /** Probability that a path ever is there, shape [(K+1)^L]. */
  readonly visits: Float64Array;
  /** Smallest rate, or ∞ where nothing is masked. */
  readonly slowest: number;
  /** Jumps and visits that are possible, but whose probability is below the smallest normal double. */
  readonly lost: number;
}

function passages(process: Dynamics, source: Float64Array): Passages {
  const { states } = process.space;
  const visits = source.slice();
  const reachable = Uint8Array.from(source, (p) => (p === 0 ? 0 : 1));
  const rates = new Float64Array(states).fill(Number.NaN);
  const jumpsFrom = jumpsOf(process);
  const possible = (state: number): boolean => process.form === "log" && process.weights[state] > -Infinity;
  let slowest = Infinity;
  let lost = 0;
  descend(process.space, (state, strides, count) => {
    if (reachable[state] === 0) return;
    if (visits[state] < SMALLEST_NORMAL) lost++;
    const { rate, size, child, probability } = jumpsFrom(state, strides, count);
    rates[state] = rate;
    if (rate < slowest) slowest = rate;
    for (let j = 0; j < size; j++) {
      if (probability[j] > 0) reachable[child[j]] = 1;
      else if (possible(child[j])) lost++;
      visits[child[j]] += visits[state] * probability[j];
    }
  });
  return { rates, visits, slowest, lost };
}

/** The smallest total rate, per unit clock, of the states with a mask that a start law leads to; ∞ where there is none. */
export function slowestRate(process: Dynamics, start: Float64Array): number {
  return passages(process, start).slowest;
}

/** States whose rates differ by at most {@link BIN_WIDTH}/u. */
interface Bin {
  floor: number;
  /** Sum of their visit probabilities: a bound for the mass of the paths whose slowest state is here. */
  visits: number;
}

/** Within a bin e^{−λu} varies by at most e^4. */
const BIN_WIDTH = 4;
/** A group may spend this factor of its contour's accuracy on mass that is not in the result. */
const SPENT = Math.log(50);
/** What is left out is at most this share of the result. */
const LEFT_OUT = Math.log(1e-13);

/**
 * The groups of paths that matter, slowest first. One bin, the one that may contribute most, is computed first: the result is at least that.
 */
function groupsThatMatter(passage: Passages, u: number, length: number, sweep: (group: Group) => Float64Array): readonly Group[] {
  const bins = rateBins(passage, u);
  const bound = ({ floor, visits }: Bin): number => Math.log(visits) + logErlangTail(length, floor * u);
  const best = bins.reduce((a, b) => (bound(b) > bound(a) ? b : a));
  const alone = bins.length === 1 ? 1 : Math.max(0, sum(sweep(groupOf(best.floor, best.floor + BIN_WIDTH / u, u))));
  const atLeast = Math.log(alone) - best.floor * u;
  const matter = bins.filter((bin) => bound(bin) >= atLeast + LEFT_OUT - Math.log(bins.length));
  const groups: Group[] = [];
  let floor = matter[0].floor;
  let visits = 0;
  for (const bin of matter) {
    if (visits > 0 && Math.log(visits + bin.visits) - floor * u > atLeast + SPENT) {
      groups.push(groupOf(floor, bin.floor, u));
      floor = bin.floor;
      visits = 0;
    }
    visits += bin.visits;
  }
  groups.push(groupOf(floor, Infinity, u));
  return groups;
}

function groupOf(floor: number, ceiling: number, u: number): Group {
  return { floor, ceiling: Math.max(ceiling, floor * (1 + 2 ** -50)), u };
}

/** Reachable states with a mask by their rate, slowest first; those that leave at once, or are never met, are left out. */
function rateBins({ rates, visits, slowest }: Passages, u: number): readonly Bin[] {
  const bins = new Map<number, Bin>();
  for (let s = 0; s < rates.length; s++) {
    const rate = rates[s];
    if (!(rate < Infinity && visits[s] > 0)) continue;
    const place = Math.floor(((rate - slowest) * u) / BIN_WIDTH);
    const bin = bins.get(place);
    if (bin === undefined) bins.set(place, { floor: rate, visits: visits[s] });
    else {
      bin.floor = Math.min(bin.floor, rate);
      bin.visits += visits[s];
    }
  }
  return [...bins.values()].sort((a, b) => a.floor - b.floor);
}
