import type { Lattice } from "../lattice.ts";
import type { SiteConditionals } from "../siteConditionals.ts";
import { branches } from "./branches.ts";
import type { SiteSet } from "./chosenSites.ts";

/** One state on its way: hands its probability `mass` on to the states with `size` more sites revealed. */
export interface OrderState {
  readonly state: number;
  readonly mass: number;
  readonly strides: Int32Array;
  readonly sites: SiteConditionals;
  /** Sites revealed in this step, ≤ masked sites. */
  readonly size: number;
}

/** Adds a state's successors to the visits, shape [(K+1)^L]. */
export type Reveal = (from: OrderState, visit: Float64Array) => void;

/** One of equally likely sets of sites is revealed, each site from its own conditional. */
export function revealSets(space: Lattice, sets: (from: OrderState) => readonly SiteSet[]): Reveal {
  const { begin, branch, addTo } = branches(space);
  return (from, visit) => {
    const chosen = sets(from);
    for (const set of chosen) {
      begin(from.state, from.mass);
      for (const k of set) branch(from.strides[k], from.sites.token, k * space.alphabet, 0);
      addTo(visit, 1 / chosen.length);
    }
  };
}
