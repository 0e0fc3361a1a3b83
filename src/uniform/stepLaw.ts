import type { Step } from "../masked/steps/grid.ts";
import type { Pair } from "../worlds/masked/pair.ts";
import { stride } from "./axes.ts";
import { checkGuided } from "./guidedWeights.ts";

/** What one step does at one site, given the whole state. */
export interface SiteKernel {
  /** Writes P(site becomes v | state) to out[0 … K − 1]; returns true where a probability left [0, 1] and was clamped. */
  readonly probabilities: (state: number, site: number, out: Float64Array) => boolean;
}

/** A sampler with steps: the kernel of each of its steps. */
export type StepSampler = (pair: Pair, w: number, step: Step) => SiteKernel;

export interface StepLaw {
  /** Shape [K^L], row-major. */
  readonly law: Float64Array;
  /** Expected number of site-steps in which a probability was clamped. */
  readonly clamps: number;
}

/**
 * The exact law of a sampler with N steps, discretisation included: from the uniform law, at each step every site moves independently given the state.
 *
 * Complexity about K^{2L} per step.
 *
 * @param steps from `timeGrid`
 * @throws BadInput for w out of range, and for w > 0 where p = 0 < p_c
 */
export function stepLaw(pair: Pair, w: number, sampler: StepSampler, steps: readonly Step[]): StepLaw {
  checkGuided(pair, w);
  const states = pair.alphabet ** pair.length;
  let law = new Float64Array(states).fill(1 / states);
  let clamps = 0;
  for (const step of steps) {
    const { next, clamped } = pushed(pair, law, sampler(pair, w, step));
    law = next;
    clamps += clamped;
  }
  return { law, clamps };
}

function pushed({ alphabet, length }: Pair, law: Float64Array, kernel: SiteKernel): { next: Float64Array<ArrayBuffer>; clamped: number } {
  const next = new Float64Array(law.length);
  const row = new Float64Array(alphabet);
  let clamped = 0;
  for (let state = 0; state < law.length; state++) {
    if (law[state] === 0) continue;
    let spread = Float64Array.of(law[state]);
    for (let site = 0; site < length; site++) {
      if (kernel.probabilities(state, site, row)) clamped += law[state];
      const wider = new Float64Array(spread.length * alphabet);
      for (let j = 0; j < spread.length; j++) for (let v = 0; v < alphabet; v++) wider[j * alphabet + v] = spread[j] * row[v];
      spread = wider;
    }
    for (let to = 0; to < next.length; to++) next[to] += spread[to];
  }
  return { next, clamped };
}

/** The token of a state at a site, and the index of the state whose token there is 0. */
export function tokenAt(
  pair: Pair,
  state: number,
  site: number,
): { readonly token: number; readonly first: number; readonly apart: number } {
  const apart = stride(pair, site);
  const token = Math.floor(state / apart) % pair.alphabet;
  return { token, first: state - token * apart, apart };
}
