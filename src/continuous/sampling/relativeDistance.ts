/** Root of E|x − y|² over that of E|y − E y|²; ∞ where that is no number. */
export function relativeDistance(x: Float64Array, y: Float64Array, d: number): number {
  const n = y.length / d;
  const mean = new Float64Array(d);
  for (let i = 0; i < y.length; i++) mean[i % d] += y[i] / n;
  let apart = 0;
  let spread = 0;
  for (let i = 0; i < y.length; i++) {
    apart += (x[i] - y[i]) ** 2;
    spread += (y[i] - mean[i % d]) ** 2;
  }
  const ratio = Math.sqrt(apart / spread);
  return Number.isNaN(ratio) ? Infinity : ratio;
}
