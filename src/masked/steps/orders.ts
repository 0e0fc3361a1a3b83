/** @file Orders: samplers that reveal `perStep` sites at a time, chosen by a rule that looks at the guided conditionals. */
import { BadInput, Raw } from "../../numerics/badInput.ts";

/**
 * Which masked sites of a state are revealed next, c_i = q_i(·|S)/Z_i(S):
 * - `random`: a uniformly random set of perStep sites
 * - `left-to-right`: the first perStep
 * - `confidence`: a token v_j ~ c_j is drawn at every masked site; the sites with the largest c_j(v_j) keep theirs (MaskGIT, arXiv:2202.04200)
 * - `entropy`: the sites of lowest entropy of c_i
 * - `margin`: the sites of largest difference between the two largest probabilities of c_i (1 where K = 1)
 */
export type Order = "random" | "left-to-right" | "confidence" | "entropy" | "margin";

export const ORDERS: readonly Order[] = ["random", "left-to-right", "confidence", "entropy", "margin"];

export interface OrderSpec {
  readonly order: Order;
  /** Sites revealed a step, 1 to L; the last step reveals what is left. */
  readonly perStep: number;
}

/** Joint draws that `confidence` with perStep > 1 may enumerate: about 15 s without ties. */
export const MOST_JOINT_DRAWS = 1e8;

/**
 * Refuses an order that does not exist, or that does not fit the sequence.
 *
 * @throws BadInput naming `sampler.order` (unknown) or `sampler.perStep` (not an integer from 1 to L)
 */
export function checkOrderSpec({ order, perStep }: OrderSpec, length: number): void {
  if (!ORDERS.includes(order)) throw new BadInput("sampler.order", `one of ${ORDERS.join(", ")}`, order);
  if (!(Number.isSafeInteger(perStep) && perStep >= 1 && perStep <= length)) {
    throw new BadInput("sampler.perStep", `an integer from 1 to the number of sites (${length})`, perStep);
  }
}

/**
 * Refuses an order that the lattice cannot run.
 *
 * @throws BadInput naming `sampler.order` (unknown), `sampler.perStep` (not an integer from 1 to L, or `confidence` with more joint draws
 * than {@link MOST_JOINT_DRAWS})
 */
export function checkOrder({ order, perStep }: OrderSpec, alphabet: number, length: number): void {
  checkOrderSpec({ order, perStep }, length);
  const draws = order === "confidence" ? jointDraws(perStep, alphabet, length) : 0;
  if (draws <= MOST_JOINT_DRAWS) return;
  const constraint = `1, or such that at most ${MOST_JOINT_DRAWS} joint draws are enumerated for the exact law of the order confidence`;
  throw new BadInput("sampler.perStep", constraint, new Raw(`${perStep} (${draws} joint draws)`));
}

/**
 * Joint draws that the law of `confidence` enumerates: a state with n masked sites has K^n, and there are C(L,n) K^{L−n} such states,
 * so Σ C(L,n) K^L over n = L, L − perStep, …; 0 for perStep = 1. Ties multiply the work by the number of admissible sets.
 */
export function jointDraws(perStep: number, alphabet: number, length: number): number {
  if (perStep === 1) return 0;
  let draws = 0;
  for (let n = length; n > 0; n -= perStep) draws += binomial(length, n) * alphabet ** length;
  return draws;
}

/** The time of a step of an order, at which a w schedule is read: the masked fraction |masked|/L. */
export function orderTime(masked: number, length: number): number {
  return masked / length;
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let j = 1; j <= k; j++) value = (value * (n - k + j)) / j;
  return Math.round(value);
}
