import { BadInput } from "../../numerics/badInput.ts";
import { sum } from "../../numerics/sum.ts";

/** What guidance is given: a conditional and an unconditional law on {0..K-1}^L, row-major with site 0 slowest. */
export interface Pair {
  readonly alphabet: number;
  readonly length: number;
  /** p_c, shape [K^L], sums to 1. */
  readonly conditional: Float64Array;
  /** p, shape [K^L], sums to 1. */
  readonly unconditional: Float64Array;
  /** Prior weight a of the target class when p is a mixture that contains p_c (then p(c|x) = a p_c(x)/p(x)); null for an explicit pair. */
  readonly targetWeight: number | null;
}

/** A law's sum may be off by this much and is then renormalised. */
export const SUM_TOLERANCE = 1e-9;

/**
 * A checked and renormalised law.
 *
 * @param field  its path, for messages: `world.classes.z1.law`
 * @param values shape [size]
 * @throws BadInput for a wrong length, a value that is negative or not finite, or a sum off by more than 1e-9
 */
export function checkedLaw(field: string, values: ArrayLike<number>, size: number): Float64Array {
  if (values.length !== size) throw new BadInput(field, `a list of ${size} numbers`, values.length);
  const law = new Float64Array(size);
  for (let x = 0; x < size; x++) {
    const value = values[x];
    if (!(typeof value === "number" && value >= 0 && value < Infinity)) {
      throw new BadInput(`${field}[${x}]`, "a finite number of at least 0", value);
    }
    law[x] = value;
  }
  const total = sum(law);
  if (!(Math.abs(total - 1) <= SUM_TOLERANCE)) throw new BadInput(field, `a law that sums to 1 within ${SUM_TOLERANCE}`, total);
  if (total !== 1) for (let x = 0; x < size; x++) law[x] /= total;
  return law;
}

/**
 * Refuses w > 0 where it is undefined: p_w needs p > 0 wherever p_c > 0.
 *
 * @throws BadInput naming `world.unconditional` and the first such cell
 */
export function checkSupport({ conditional, unconditional }: Pair): void {
  for (let x = 0; x < conditional.length; x++) {
    if (conditional[x] > 0 && !(unconditional[x] > 0)) {
      throw new BadInput(`world.unconditional[${x}]`, `> 0 where the conditional is (${conditional[x]}), for w > 0`, unconditional[x]);
    }
  }
}
