export interface NormalisedWeights {
  /** Shape [n], ≥ 0, sums to 1; all 0 where every weight is 0. */
  readonly weights: Float64Array;
  /** log of the mean of W, nats. */
  readonly log: number;
  /** (Σ W)²/Σ W², 1 … n; 0 where every weight is 0. */
  readonly effective: number;
}

/** Weights over their sum. @param logWeights nats, −∞ allowed, shape [n] */
export function normalisedWeights(logWeights: Float64Array): NormalisedWeights {
  let largest = -Infinity;
  for (const value of logWeights) if (value > largest) largest = value;
  if (largest === -Infinity) return { weights: new Float64Array(logWeights.length), log: largest, effective: 0 };
  const weights = logWeights.map((value) => Math.exp(value - largest));
  let total = 0;
  let squares = 0;
  for (const value of weights) {
    total += value;
    squares += value * value;
  }
  for (let k = 0; k < weights.length; k++) weights[k] /= total;
  return { weights, log: largest + Math.log(total / weights.length), effective: (total * total) / squares };
}
