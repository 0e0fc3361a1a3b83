/**
 * Radius r with P(Σ|p̂ − p| ≥ r) ≤ risk for the frequencies p̂ of n draws on K cells, whatever p: √(2 (K ln 2 − ln risk)/n).
 *
 * Source: Bretagnolle and Huber, Séminaire de probabilités 13 (1979); Weissman et al., HPL-2003-97. Half of it bounds the error of a TV.
 *
 * @param n    draws, ≥ 1
 * @param K    cells, ≥ 1
 * @param risk in (0, 1)
 */
export function l1Radius(n: number, K: number, risk: number): number {
  return Math.sqrt((2 * (K * Math.LN2 - Math.log(risk))) / n);
}
