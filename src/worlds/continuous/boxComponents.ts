import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";
import { checkedPoint, checkedWeight } from "./checked.ts";

/** A uniform law on a box, as written. */
export interface BoxSpec {
  /** > 0; the weights of a mixture need not sum to 1. */
  readonly weight: number;
  /** Shape [d]. */
  readonly low: readonly number[];
  /** Shape [d], above `low` in every coordinate. */
  readonly high: readonly number[];
}

export interface BoxComponents {
  readonly dimension: number;
  readonly count: number;
  /** ω_k, sum to 1, shape [K]. */
  readonly weights: Float64Array;
  /** log ω_k, nats. */
  readonly logWeights: Float64Array;
  /** Corners, shape [K, d] each. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Checked boxes.
 *
 * @param field path of the list, for messages
 * @throws BadInput for an empty list, a weight that is not > 0, a corner of a wrong length, or an edge that is not above 0
 */
export function boxComponents(specs: readonly BoxSpec[], dimension: number, field: string): BoxComponents {
  const count = specs.length;
  if (count === 0) throw new BadInput(field, "a list of at least one box", specs);
  const weights = Float64Array.from(specs, ({ weight }, k) => checkedWeight(`${field}[${k}].weight`, weight));
  const low = new Float64Array(count * dimension);
  const high = new Float64Array(count * dimension);
  specs.forEach((box, k) => {
    low.set(checkedPoint(`${field}[${k}].low`, box.low, dimension), k * dimension);
    high.set(checkedPoint(`${field}[${k}].high`, box.high, dimension), k * dimension);
    for (let i = 0; i < dimension; i++) {
      if (!(box.high[i] > box.low[i])) throw new BadInput(`${field}[${k}].high[${i}]`, `above low[${i}], ${box.low[i]}`, box.high[i]);
    }
  });
  const total = sum(weights);
  const shares = weights.map((weight) => weight / total);
  return { dimension, count, weights: shares, logWeights: shares.map(Math.log), low, high };
}
