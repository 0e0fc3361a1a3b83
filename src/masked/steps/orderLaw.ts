import { descend } from "../descend.ts";
import { DYNAMICS_BYTES, dynamics } from "../dynamics.ts";
import type { Lattice } from "../lattice.ts";
import { completePart } from "../marginalCube.ts";
import type { PairCubes } from "../pairCubes.ts";
import type { ScheduledProcess } from "../scheduledLaw.ts";
import { type SiteConditionalsFrom, siteConditionalsOf } from "../siteConditionals.ts";
import { BRANCHES_BYTES } from "./branches.ts";
import { certainties, largestScores, margins, type SiteSet, subsets } from "./chosenSites.ts";
import { mostConfident } from "./confidence.ts";
import { jointConfidence } from "./jointConfidence.ts";
import { checkOrder, type Order, type OrderSpec, orderTime } from "./orders.ts";
import { type OrderState, type Reveal, revealSets } from "./reveal.ts";
import { weightAt } from "./weightAt.ts";

/** Bytes per state that {@link orderLaw} adds at its peak with a constant w; a schedule adds {@link DYNAMICS_BYTES} for each further weight. */
export const ORDER_BYTES = DYNAMICS_BYTES + 8 + BRANCHES_BYTES;

/**
 * The exact law of an order: a chain that reveals perStep sites a step, their tokens drawn independently given the state from q/Z.
 *
 *   visit[S′] += visit[S] π(S → S′), one descending sweep as for the terminal law.
 * The guidance rule has no effect. A w schedule is read at t = |masked|/L. Cost a step: K per site (perStep = 1), C(n,r) K^r per state
 * with n masked at most (r = perStep), K^n per state for `confidence` with perStep > 1.
 *
 * @returns shape [K^L]
 * @throws BadInput naming `sampler.order` or `sampler.perStep`, or at a dead end
 */
export function orderLaw({ cubes, schedule, noise }: Omit<ScheduledProcess, "rule">, spec: OrderSpec): Float64Array {
  const { space } = cubes;
  const { alphabet, length } = space;
  checkOrder(spec, alphabet, length);
  const reveal = revealBy(space, spec);
  const sitesAt = sitesByCount((masked) => weightAt(schedule, noise, orderTime(masked, length)), cubes);
  const visit = new Float64Array(space.states);
  visit[space.states - 1] = 1;
  descend(space, (state, strides, count) => {
    const mass = visit[state];
    if (mass === 0) return;
    const sites = sitesAt(count)(state, strides, count);
    reveal({ state, mass, strides, sites, size: Math.min(spec.perStep, count) }, visit);
  });
  return completePart(space, visit);
}

/** The conditionals of a state with so many masked sites, of the process that has the weight of that number. */
function sitesByCount(weightOf: (masked: number) => number, cubes: PairCubes): (masked: number) => SiteConditionalsFrom {
  const byCount: SiteConditionalsFrom[] = [];
  const byWeight = new Map<number, SiteConditionalsFrom>();
  return (masked) => {
    if (byCount[masked]) return byCount[masked];
    const w = weightOf(masked);
    const sites = byWeight.get(w) ?? siteConditionalsOf(dynamics(cubes, "tokens", w));
    byWeight.set(w, sites);
    byCount[masked] = sites;
    return sites;
  };
}

function revealBy(space: Lattice, { order, perStep }: OrderSpec): Reveal {
  if (order !== "confidence") return revealSets(space, setsOf(order, space));
  return perStep === 1 ? mostConfident(space) : jointConfidence(space);
}

/** The equally likely sets of sites that an order may reveal, for the orders that choose sites without looking at drawn tokens. */
function setsOf(order: Exclude<Order, "confidence">, { alphabet, length }: Lattice): (from: OrderState) => readonly SiteSet[] {
  const places = Array.from({ length }, (_, k) => k);
  const scores = new Float64Array(length);
  switch (order) {
    case "random": {
      const byCount = new Map<number, readonly SiteSet[]>();
      return ({ sites: { count }, size }) => {
        const known = byCount.get(count) ?? subsets(places.slice(0, count), size);
        byCount.set(count, known);
        return known;
      };
    }
    case "left-to-right":
      return ({ size }) => [places.slice(0, size)];
    default: {
      const score = order === "entropy" ? certainties : margins;
      return ({ sites, size }) => {
        score(sites, alphabet, scores);
        return largestScores(scores, sites.count, size, "absolute");
      };
    }
  }
}
