import { sdirk43 } from "../../numerics/butcher.ts";
import { addSlopes, l1 } from "../../numerics/explicitStepper.ts";
import { solveBirthDeath } from "../../numerics/solveBirthDeath.ts";
import type { GuidedField } from "../guidedField.ts";
import { bisected, type CellLaw } from "./sdeMesh.ts";
import { moved } from "./sdeMove.ts";
import { normalMasses, type SdePlan } from "./sdePlan.ts";
import { type SdeRates, sdeRates } from "./sdeRates.ts";

export interface SdeRun {
  readonly law: CellLaw;
  /** Estimate of the largest error of the cdf from steps in time: half the L1 errors of the steps, added up, as a Markov process does not expand L1 distances. */
  readonly timeError: number;
  readonly status: "done" | "stuck";
}

/** Stages look this much earlier, so that one at the end of a stretch is on the side of its corner where the weight still is the old one. */
const BEFORE = 1e-12;
/** Steps tried before a run gives up. */
const MOST_STEPS = 200_000;

/** What a run shows on its way. */
export interface SdeVisit {
  /** The start and the law at the end of each stretch, with ∫ rate dτ so far; the arrays are the run's own. */
  readonly arrive: (tau: number, law: CellLaw, gained: number) => void;
  /** A number to integrate over τ along the law. */
  readonly rate: (tau: number, edges: Float64Array, masses: Float64Array) => number;
}

/**
 * The law along a plan whose cells are cut in two `halvings` times, by steps of the L-stable SDIRK 4(3). A step of h is accepted if its estimated error is at most
 * `tolerance` · max(h/span, 1/1000): the first adds up to the tolerance, the second passes over the short transients after a change of mesh.
 * A number that is integrated along the law is part of the system, by the same stages.
 */
export function sdeRun(
  field: GuidedField,
  plan: SdePlan,
  sd: number,
  options: { readonly halvings: number; readonly tolerance: number },
  visit?: SdeVisit,
): SdeRun {
  let mesh = plan.edges;
  let edges = refined(mesh, options.halvings);
  let masses = normalMasses(edges, sd);
  const step = implicitStep(sdeRates(field, masses.length), masses.length, visit?.rate);
  const span = (plan.segments.at(-1)?.until ?? plan.from) - plan.from;
  let [tau, h, timeError, steps, gained] = [plan.from, 0.05, 0, 0, 0];
  visit?.arrive(tau, { edges, masses }, 0);
  for (const { until, edges: coarse } of plan.segments) {
    if (coarse !== mesh) {
      mesh = coarse;
      ({ edges, masses } = moved({ edges, masses }, refined(mesh, options.halvings)));
    }
    while (tau < until) {
      const parts = Math.ceil((until - tau) / h);
      const taken = parts > 1 ? (until - tau) / parts : until - tau;
      const next = step(tau, taken, edges, masses);
      if (next === null || steps++ > MOST_STEPS) return { law: { edges, masses }, timeError, status: "stuck" };
      const ratio = next.estimate / (options.tolerance * Math.max(taken / span, 1e-3));
      h = taken * Math.min(3, Math.max(0.2, 0.9 * Math.max(ratio, 1e-6) ** -0.25));
      if (!(ratio <= 1)) continue;
      masses = next.masses;
      timeError += next.estimate / 2;
      gained += next.gain;
      tau = parts > 1 ? tau + taken : until;
    }
    visit?.arrive(tau, { edges, masses }, gained);
  }
  return { law: { edges, masses }, timeError, status: plan.status };
}

function refined(edges: Float64Array, halvings: number): Float64Array {
  let result = edges;
  for (let k = 0; k < halvings; k++) result = bisected(result);
  return result;
}

interface Step {
  readonly masses: Float64Array;
  /** Estimated error, L1. */
  readonly estimate: number;
  /** h Σ_j b_j rate(τ_j, Y_j). */
  readonly gain: number;
}

/**
 * A step of SDIRK 4(3) for masses′ = A(τ) masses: stage j solves (I − hγA_j) Y_j = y + h Σ_{l<j} a_jl k_l. The last stage is the step; null where a rate is not finite.
 * The estimate is ‖(I − hγA)⁻¹ h Σ_j (b_j − b̂_j) k_j‖₁: without the inverse it would be large, and wrong, for modes that decay within the step (Hairer and Wanner, Solving ODEs II, IV.8).
 */
function implicitStep(
  rates: SdeRates,
  cells: number,
  rate?: SdeVisit["rate"],
): (tau: number, h: number, edges: Float64Array, masses: Float64Array) => Step | null {
  const { nodes, matrix, weights, errorWeights } = sdirk43;
  const slopes = nodes.map(() => new Float64Array(cells));
  const earlier = matrix.map((row, j) => row.slice(0, j));
  const known = new Float64Array(cells);
  const pivots = new Float64Array(cells);
  return (tau, h, edges, masses) => {
    const stage = new Float64Array(cells);
    let gain = 0;
    for (let j = 0; j < nodes.length; j++) {
      const at = tau + nodes[j] * h - BEFORE;
      if (!rates.write(at, edges)) return null;
      known.set(masses);
      addSlopes(known, slopes, earlier[j], h);
      stage.set(known);
      const own = h * matrix[j][j];
      solveBirthDeath(rates.up, rates.down, own, stage, pivots);
      for (let i = 0; i < cells; i++) slopes[j][i] = (stage[i] - known[i]) / own;
      if (rate) gain += h * weights[j] * rate(at, edges, stage);
    }
    known.fill(0);
    addSlopes(known, slopes, errorWeights, h);
    solveBirthDeath(rates.up, rates.down, h * matrix[0][0], known, pivots);
    return { masses: stage, estimate: l1(known), gain };
  };
}
