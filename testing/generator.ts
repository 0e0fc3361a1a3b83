/** @file The dense generator of a reveal chain, state by state. */
import { exitsFrom, negligibleVisit, type RevealChain } from "./revealChain.ts";
import { digitsOf, rowMajor } from "./rowMajor.ts";

/** A generator of a Markov process in the unmask clock. */
export interface Generator {
  /** Number of states n = (alphabet + 1)^length. */
  readonly size: number;
  /** Shape [n, n], row-major: entry [from, to] is a rate per unit u, the diagonal is minus the total rate out. */
  readonly entries: Float64Array;
}

/**
 * Generator of a reveal chain over all (alphabet + 1)^length states, numbered row-major with the mask as the largest digit.
 *
 * Revealing a site lowers its digit, so the matrix is lower triangular. Only states that the chain, started all masked, visits
 * with probability above 1e-290 have a row; the others, and the complete states, have a zero row (absorbing).
 * Source: THEORY §1 "Rules".
 */
export function generator(chain: RevealChain): Generator {
  const base = chain.alphabet + 1;
  const size = base ** chain.length;
  const entries = new Float64Array(size * size);
  const visit = new Float64Array(size);
  visit[size - 1] = 1;
  for (let from = size - 1; from >= 0; from--) {
    const state = digitsOf(from, chain.length, base);
    if (!(visit[from] > negligibleVisit) || !state.includes(chain.alphabet)) continue;
    const { rates, total } = exitsFrom(chain, state);
    entries[from * size + from] = -total;
    rates.forEach((row, site) => {
      row.forEach((rate, token) => {
        if (rate === 0) return;
        const to = rowMajor(state.with(site, token), base);
        entries[from * size + to] = rate;
        visit[to] += (visit[from] * rate) / total;
      });
    });
  }
  return { size, entries };
}

/** The start law of a reveal chain, shape [size]: all mass on the state with every site masked, the last one. */
export function allMasked(size: number): Float64Array {
  const start = new Float64Array(size);
  start[size - 1] = 1;
  return start;
}
