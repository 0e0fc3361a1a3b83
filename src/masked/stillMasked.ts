import { type ContourNode, type ContourSize, contour } from "../numerics/contour.ts";
import { sum } from "../numerics/sum.ts";
import { descend } from "./descend.ts";
import type { Dynamics } from "./dynamics.ts";
import { jumpsOf } from "./jumps.ts";
import { checkClock } from "./lawAtClock.ts";

/** Bytes per state that {@link stillMasked} adds at its peak. */
export const STILL_MASKED_BYTES = 4 * 8 + 1 + 8 * 8;

/** A probability known to relative accuracy, however small. */
export interface SmallProbability {
  readonly probability: number;
  /** nats; meaningful where the probability itself underflows. */
  readonly log: number;
  /** Bound on the relative error of the probability. */
  readonly relativeError: number;
}

/** The part of a law that is still masked. */
export interface Survivors {
  /** log of its mass, nats. */
  readonly log: number;
  /** The law given that some site is masked, shape [(K+1)^L], sums to 1 (all 0 where the mass is 0); 0 on complete states. */
  readonly law: Float64Array;
  /** Bound on the error of the mass, relative to it, and of the law's entries in total. */
  readonly relativeError: number;
}

/**
 * P(some site is still masked at clock u) from the fully masked state, to relative accuracy down to the smallest double. It equals
 * TV(law_u, law_∞), because complete states only gain mass.
 *
 * For `tokens` every site waits Exp(1) on its own: 1 − (1 − e^{−u})^L. For `rates`: {@link survivors}.
 *
 * @param u 0 ≤ u ≤ 1e100
 */
export function stillMasked(process: Dynamics, u: number): SmallProbability {
  checkClock(u);
  const { states, length } = process.space;
  if (process.pace === "tokens") {
    // From u = 40 on, 1 − (1 − e^{−u})^L is L e^{−u} to the last bit.
    const log = u === 0 ? 0 : u > 40 ? Math.log(length) - u : logOneMinus(length * logOneMinus(-u));
    return { probability: Math.exp(log), log, relativeError: 1e-13 };
  }
  const start = new Float64Array(states);
  start[states - 1] = 1;
  const { log, relativeError } = survivors(process, u, start);
  return { probability: Math.exp(log), log, relativeError };
}

/**
 * The masked part of the law at clock u, to relative accuracy.
 *
 * It is a sum of e^{−λu} over the rates λ of the states on a path. Shifting the contour by the smallest rate keeps relative accuracy
 * only while the slowest state is not visited too rarely: e^{−2u} + 1e-100·e^{−u} at u = 50 is out of reach of any single shift. So
 * paths are grouped by the slowest state they meet. A group is swept with the contour shifted by its own slowest rate, where nothing
 * cancels; groups are added, slowest first, until those left cannot matter: all their rates are ≥ σ, so that they contribute at most
 * P(Erlang(L, σ) > u).
 *
 * @param u     0 ≤ u ≤ 1e100
 * @param start shape [(K+1)^L], total at most 1, complete states ignored
 */
export function survivors(process: Dynamics, u: number, start: Float64Array): Survivors {
  checkClock(u);
  const { states, length } = process.space;
  const rates = exitRates(process, start);
  const slowestRate = slowest(rates, 0);
  const law = new Float64Array(states);
  if (slowestRate === Infinity) return { log: -Infinity, law, relativeError: 0 };
  if (u === 0) return normalised(law, (s) => (rates[s] >= 0 ? start[s] : 0), 0);
  let log = -Infinity;
  for (let floor = slowestRate; floor < Infinity; ) {
    const ceiling = Math.max(floor + GROUP_WIDTH / u, floor * (1 + 2 ** -50));
    const mass = survival(process, rates, start, { floor, ceiling, u }, law, Math.exp((slowestRate - floor) * u));
    log = logAdd(log, Math.log(mass) - floor * u);
    floor = slowest(rates, ceiling);
    if (floor < Infinity && logErlangTail(length, floor * u) < log + Math.log(ENOUGH)) break;
  }
  const { law: shape } = normalised(law, (s) => Math.max(0, law[s]), 0);
  return { log, law: shape, relativeError: accuracy(length).relativeError };
}

/** Scales the values to a sum of 1 and gives the log of what they summed to. */
function normalised(out: Float64Array, value: (s: number) => number, relativeError: number): Survivors {
  for (let s = 0; s < out.length; s++) out[s] = value(s);
  const total = sum(out);
  if (total > 0) for (let s = 0; s < out.length; s++) out[s] /= total;
  return { log: Math.log(total), law: out, relativeError };
}

/** A group spans rates that differ by at most this over u: within it terms differ by at most e^4, and an error by that factor. */
const GROUP_WIDTH = 4;
const ENOUGH = 1e-14;

/**
 * Nodes, and the bound on the relative error that they give, where a path has `length` jumps. The worst case has all rates equal: what is
 * inverted is 1/ζ^length, small against the inflow, so that the contour must be better than for {@link lawAtClock}.
 */
function accuracy(length: number): { nodes: ContourSize; relativeError: number } {
  if (length <= 5) return { nodes: 32, relativeError: 1e-10 };
  if (length <= 8) return { nodes: 40, relativeError: 1e-10 };
  if (length <= 12) return { nodes: 48, relativeError: 1e-10 };
  return { nodes: 64, relativeError: length <= 18 ? 1e-8 : 1 };
}

/** The smallest total rate, per unit clock, of the states with a mask that a start law leads to; ∞ where there is none. */
export function slowestRate(process: Dynamics, start: Float64Array): number {
  return slowest(exitRates(process, start), 0);
}

/** log(1 − e^x) for x ≤ 0. */
function logOneMinus(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
}

function logAdd(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/**
 * log P(sum of n waits Exp(σ) > u) = log e^{−x} Σ_{k<n} x^k/k! with x = σu, or ∫ σ du where σ varies: fewer than n jumps of a Poisson
 * process. An upper bound for what n waits, at least as fast, leave masked.
 */
export function logErlangTail(n: number, x: number): number {
  let term = 0;
  let total = 0;
  for (let k = 1; k < n; k++) {
    term += Math.log(x / k);
    total = logAdd(total, term);
  }
  return Math.min(0, total - x);
}

/** λ[S], per unit clock (may be infinite), of every reachable state with a masked site; NaN elsewhere. Shape [(K+1)^L]. */
function exitRates(process: Dynamics, source: Float64Array): Float64Array {
  const { states } = process.space;
  const reachable = new Uint8Array(states);
  for (let s = 0; s < states; s++) if (source[s] !== 0) reachable[s] = 1;
  const rates = new Float64Array(states).fill(Number.NaN);
  const jumpsFrom = jumpsOf(process);
  descend(process.space, (state, strides, count) => {
    if (reachable[state] === 0) return;
    const { rate, size, child, probability } = jumpsFrom(state, strides, count);
    rates[state] = rate;
    for (let j = 0; j < size; j++) if (probability[j] > 0) reachable[child[j]] = 1;
  });
  return rates;
}

/** The smallest rate that is at least `from`, or ∞. */
function slowest(rates: Float64Array, from: number): number {
  let least = Infinity;
  for (let s = 0; s < rates.length; s++) if (rates[s] >= from && rates[s] < least) least = rates[s];
  return least;
}

interface Group {
  /** Smallest rate of the group's states. */
  readonly floor: number;
  /** The group holds rates in [floor, ceiling). */
  readonly ceiling: number;
  readonly u: number;
}

/** Contour nodes swept at once. */
const LANES = 2;

/**
 * e^{floor·u} times the probability of being masked still at u along a path whose slowest state has its rate in [floor, ceiling).
 *
 * A state has a real and an imaginary part per node in each of two channels: inflow along paths that have met no state of the group
 * yet (`before`), and along those that have (`within`).
 *
 * @param law  grows, by `unit` times the part per state
 */
function survival(process: Dynamics, rates: Float64Array, source: Float64Array, group: Group, law: Float64Array, unit: number): number {
  const { states } = process.space;
  const part = new Float64Array(states);
  const before = new Float64Array(states * 2 * LANES);
  const within = new Float64Array(states * 2 * LANES);
  const nodes = contour(accuracy(process.space.length).nodes);
  for (let first = 0; first < nodes.length; first += LANES) {
    within.fill(0);
    before.fill(0);
    for (let s = 0; s < states; s++) for (let lane = 0; lane < LANES; lane++) before[2 * (s * LANES + lane)] = source[s];
    survivalSweep(process, rates, group, nodes.slice(first, first + LANES), before, within, part);
  }
  let total = 0;
  for (let s = 0; s < states; s++) {
    total += part[s];
    law[s] += unit * part[s];
  }
  return Math.max(0, total);
}

function survivalSweep(
  process: Dynamics,
  rates: Float64Array,
  group: Group,
  nodes: readonly ContourNode[],
  before: Float64Array,
  within: Float64Array,
  part: Float64Array,
): void {
  const { floor, ceiling, u } = group;
  const width = 2 * LANES;
  const jumpsFrom = jumpsOf(process);
  descend(process.space, (state, strides, count) => {
    const rate = rates[state];
    if (!(rate >= floor)) return;
    const at = state * width;
    if (rate < ceiling) {
      for (let j = at; j < at + width; j++) {
        within[j] += before[j];
        before[j] = 0;
      }
    }
    // U/u = F / (ζ + (λ − floor)u), of which λu is handed on; all divided by max(1, λu), which may be infinite.
    const own = 1 / Math.max(1, u * rate);
    const stay = own > 0 ? (rate - floor) * u * own : 1;
    const out = Math.min(1, u * rate);
    for (let lane = 0; lane < LANES; lane++) {
      const { re, im, weightRe, weightIm } = nodes[lane];
      const j = at + 2 * lane;
      divide(before, j, re * own + stay, im * own);
      divide(within, j, re * own + stay, im * own);
      part[state] += own * (weightRe * within[j] - weightIm * within[j + 1]);
    }
    const { size, child, probability } = jumpsFrom(state, strides, count);
    for (let j = 0; j < size; j++) {
      const share = out * probability[j];
      const to = child[j] * width;
      for (let lane = 0; lane < width; lane++) {
        before[to + lane] += share * before[at + lane];
        within[to + lane] += share * within[at + lane];
      }
    }
  });
}

/** Divides the complex number at values[at], values[at+1] by re + i·im, in place. */
function divide(values: Float64Array, at: number, re: number, im: number): void {
  const norm = 1 / (re * re + im * im);
  const real = (values[at] * re + values[at + 1] * im) * norm;
  values[at + 1] = (values[at + 1] * re - values[at] * im) * norm;
  values[at] = real;
}
