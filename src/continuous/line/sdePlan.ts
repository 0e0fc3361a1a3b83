import { solveBirthDeath } from "../../numerics/solveBirthDeath.ts";
import type { GuidedField, Start } from "../guidedField.ts";
import { type CellLaw, meshFor, serves } from "./sdeMesh.ts";
import { moved } from "./sdeMove.ts";
import { diffusionAt, type SdeRates, sdeRates } from "./sdeRates.ts";

/** One stretch of the clock τ = −ln tan θ and its mesh; the same object while the mesh stays. */
export interface Segment {
  readonly until: number;
  readonly edges: Float64Array;
}

/** Meshes that follow the law from the start to (almost) no noise, few of them. */
export interface SdePlan {
  readonly from: number;
  readonly edges: Float64Array;
  readonly segments: readonly Segment[];
  /** `stuck`: the drift was not finite, or the law moved faster than the shortest stretch can follow; the plan ends there. */
  readonly status: "done" | "stuck";
  /** Bound of the change of the cdf from starting later than asked, where the field is still that of pure noise. */
  readonly startError: number;
}

export interface PlanOptions {
  readonly cells: number;
  /** Where the laws of the pair, without noise, jump. */
  readonly breaks: readonly number[];
}

/** Longest and shortest stretch of τ. */
const [LONGEST, SHORTEST] = [0.4, 1e-7];
/** Largest shift of a quantile in one stretch, in local standard deviations. */
const SHIFT = 0.25;
/** The noise b, in units of the smallest local standard deviation of a smooth law and of the range of one with breaks, at which the plan ends. */
const [END_SMOOTH, END_BREAKS] = [2e-4, 1e-7];
const LEVELS = [1e-3, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1 - 1e-3];

/**
 * Follows the law roughly, by implicit Euler steps on coarse meshes, to place the meshes of the accurate runs. Each stretch: a step on the mesh as it stands
 * tells where the law goes; where the mesh does not serve that law any more, the law is moved to a new one and the step is taken again. (Edges that move with the law would need no such moves, but
 * every movement of an edge relative to the law is upwinded, at first order.) All masses stay positive, and the tails come out too heavy rather than too light. A stretch is halved while a quantile moves by more than a quarter of a local standard deviation.
 */
export function sdePlan(field: GuidedField, start: Start, { cells, breaks }: PlanOptions): SdePlan {
  const [from, startError] = startOf(field, start);
  const rates = sdeRates(field, cells);
  const pivots = new Float64Array(cells);
  const edges = Float64Array.from({ length: cells + 1 }, (_, j) => 9 * start.sd * ((2 * j) / cells - 1));
  let law: CellLaw = { edges, masses: normalMasses(edges, start.sd) };
  const segments: Segment[] = [];
  const corners = field.corners.map((theta) => -Math.log(Math.tan(theta)));
  let tau = from;
  let length = LONGEST;
  const ended = (status: SdePlan["status"]): SdePlan => ({ from, edges, segments, status, startError });
  while (!isOver(law, tau, breaks)) {
    const corner = corners.find((c) => c > tau + 1e-12) ?? Infinity;
    const until = Math.min(tau + length, corner);
    const guess = stepped(rates, law, until - tau, until, pivots);
    if (guess === null || segments.length > 20_000) return ended("stuck");
    const shift = largestShift(law, guess);
    if (shift > SHIFT && length > SHORTEST) {
      length = Math.max(SHORTEST, Math.min(length, until - tau) * Math.max(0.2, (0.8 * SHIFT) / shift));
      continue;
    }
    const signal = Math.sqrt(1 - diffusionAt(until));
    const fresh = meshFor(guess, { cells, breaks: breaks.map((e) => e * signal), blur: Math.sqrt(diffusionAt(until)) });
    law = serves(guess, fresh) ? guess : stepped(rates, moved(law, fresh), until - tau, until, pivots)!;
    tau = until;
    segments.push({ until, edges: law.edges });
    length = Math.min(LONGEST, length * Math.min(1.6, (0.8 * SHIFT) / Math.max(shift, 1e-3)));
  }
  return ended("done");
}

/** One implicit Euler step to `until`; null where a rate is not finite. */
function stepped(rates: SdeRates, law: CellLaw, h: number, until: number, pivots: Float64Array): CellLaw | null {
  if (!rates.write(until - 1e-12, law.edges)) return null;
  const masses = law.masses.slice();
  solveBirthDeath(rates.up, rates.down, h, masses, pivots);
  return { edges: law.edges, masses };
}

/**
 * The clock to start from. Where the start is N(0, 1) and the drift differs from that of noise alone, −x, by less than 1e-9, nothing happens yet: N(0, 1) stays as it is
 * and the cdf changes by less than the largest difference, times ½ φ(0) · 2. Rectified flow starts at τ = −37; its plan starts where that is over.
 */
function startOf(field: GuidedField, { theta, sd }: Start): readonly [number, number] {
  const points = Float64Array.from({ length: 65 }, (_, j) => j / 4 - 8);
  const score = new Float64Array(65);
  let [tau, error] = [-Math.log(Math.tan(theta)), 0];
  if (sd !== 1) return [tau, error];
  // A law that is pure noise itself stays so for ever: it is followed from where signal and noise are even.
  while (tau < 0) {
    const later = tau + 0.5;
    field.at(Math.atan(Math.exp(-later))).evaluate(points, 65, { score });
    const difference = points.reduce((most, x, j) => Math.max(most, Math.abs(2 * (x + score[j])) * Math.exp((-x * x) / 4)), 0);
    if (!(difference < 1e-9)) return [tau, error];
    [tau, error] = [later, difference];
  }
  return [tau, error];
}

/** Mass of N(0, sd²) between edges closer than sd: the Gauss-Legendre rule of five points, exact to rounding. Sums to 1. */
export function normalMasses(edges: Float64Array, sd: number): Float64Array {
  const nodes = [0, 0.538469310105683, -0.538469310105683, 0.906179845938664, -0.906179845938664];
  const weights = [0.568888888888889, 0.478628670499366, 0.478628670499366, 0.236926885056189, 0.236926885056189];
  const masses = new Float64Array(edges.length - 1);
  let total = 0;
  for (let i = 0; i < masses.length; i++) {
    const [middle, half] = [(edges[i] + edges[i + 1]) / 2, (edges[i + 1] - edges[i]) / 2];
    for (let k = 0; k < 5; k++) masses[i] += half * weights[k] * Math.exp(-0.5 * ((middle + half * nodes[k]) / sd) ** 2);
    total += masses[i];
  }
  return masses.map((mass) => mass / total);
}

/** Whether what noise is left changes nothing more. */
function isOver({ edges, masses }: CellLaw, tau: number, breaks: readonly number[]): boolean {
  const noise = Math.exp(-tau);
  if (breaks.length > 0) return noise < END_BREAKS * (edges[edges.length - 1] - edges[0]);
  return noise < END_SMOOTH * Math.min(...quantiles({ edges, masses }).map(({ width }) => width)) || noise < 1e-9;
}

/** Quantiles at `LEVELS`, with the local standard deviation φ(Φ⁻¹(q))/ρ there, roughly. */
function quantiles({ edges, masses }: CellLaw): readonly { readonly x: number; readonly width: number }[] {
  const result = [];
  let [cell, below] = [0, 0];
  for (const level of LEVELS) {
    while (cell < masses.length - 1 && below + masses[cell] < level) below += masses[cell++];
    const size = edges[cell + 1] - edges[cell];
    const tail = Math.min(level, 1 - level);
    result.push({
      x: edges[cell] + (size * (level - below)) / masses[cell],
      width: (size / masses[cell]) * tail * Math.sqrt(2 * Math.log(1 / tail)),
    });
  }
  return result;
}

function largestShift(before: CellLaw, after: CellLaw): number {
  const now = quantiles(after);
  return quantiles(before).reduce((most, { x, width }, k) => Math.max(most, Math.abs(now[k].x - x) / Math.min(width, now[k].width)), 0);
}
