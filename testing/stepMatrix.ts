/** @file Dense one-step transition matrices of samplers that move all masked sites at once, entry by entry. */
import type { RevealChain } from "./revealChain.ts";
import { digitsOf } from "./rowMajor.ts";

/**
 * Transition matrix of one step: entry [S, S′] = Π_i P(site i: S_i → S′_i), where an unmasked site stays, and a masked one stays masked
 * with probability stay(Z_i) or becomes v with probability (1 − stay(Z_i)) rate_i(v)/Z_i, Z_i = Σ_v rate_i(v).
 *
 * Rows of states without probability under `law` are left 0: a chain has no rates where it cannot go.
 * (K+1)^{2L} entries of L factors each: meant for (K+1)^L up to about 100.
 *
 * @param stay P(still masked) as a function of Z
 * @param law  shape [n], n = (alphabet + 1)^length: the law that the matrix will be applied to
 * @returns shape [n, n], row-major, rows sum to 1 (or 0)
 */
export function stepMatrix(chain: RevealChain, stay: (total: number) => number, law: Float64Array): Float64Array {
  const { alphabet, length } = chain;
  const base = alphabet + 1;
  const size = base ** length;
  const digits = Array.from({ length: size }, (_, index) => digitsOf(index, length, base));
  const matrix = new Float64Array(size * size);
  digits.forEach((state, from) => {
    if (law[from] === 0) return;
    // Per site, the probability of each digit after the step.
    const outcomes = state.map((digit, site) => {
      if (digit !== alphabet) return Array.from({ length: base }, (_, after) => (after === digit ? 1 : 0));
      const rates = chain.rates(state, site);
      const total = rates.reduce((sum, rate) => sum + rate, 0);
      return [...Array.from(rates, (rate) => ((1 - stay(total)) * rate) / total), stay(total)];
    });
    digits.forEach((target, to) => {
      matrix[from * size + to] = target.reduce((product, digit, site) => product * outcomes[site][digit], 1);
    });
  });
  return matrix;
}

/** law × matrix. @param matrix shape [n, n], n = law.length */
export function timesMatrix(law: Float64Array, matrix: Float64Array): Float64Array {
  const size = law.length;
  if (matrix.length !== size * size) throw new RangeError(`timesMatrix: matrix must have ${size * size} entries, got ${matrix.length}`);
  return law.map((_, to) => law.reduce((sum, mass, from) => sum + mass * matrix[from * size + to], 0));
}
