/** log(e^a + e^b), nats. */
function logAdd(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/**
 * log P(sum of n waits Exp(σ) > u) = log e^{−x} Σ_{k<n} x^k/k! with x = σu, or ∫ σ du where σ varies: fewer than n jumps of a Poisson
 * process. An upper bound for what n waits, at least as fast, leave.
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
