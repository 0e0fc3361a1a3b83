import { BadInput } from "../../numerics/badInput.ts";
import { checkedLaw } from "./pair.ts";

/** Rows of numbers: plain lists from JSON, or typed arrays. */
export type Rows = readonly ArrayLike<number>[];

/**
 * A checked matrix whose rows are laws: entry [from, to], shape [rows, columns], row-major; rows renormalised as laws are.
 *
 * @param field its path, for messages; a row's is `field[3]`
 * @throws BadInput for a wrong number of rows, and as `checkedLaw` for a row
 */
export function stochasticMatrix(field: string, rows: Rows, [count, columns]: readonly [number, number]): Float64Array {
  if (rows.length !== count) throw new BadInput(field, `a list of ${count} rows`, rows.length);
  const matrix = new Float64Array(count * columns);
  for (let r = 0; r < count; r++) matrix.set(checkedLaw(`${field}[${r}]`, rows[r], columns), r * columns);
  return matrix;
}

/** Transitions of a chain as written: one matrix for every step, or one per step. */
export interface TransitionSpec {
  /** Entry [from][to]; used at every step. */
  readonly transition?: Rows | undefined;
  /** transitions[i] leads from site i to site i + 1; length − 1 matrices. Given instead of `transition`. */
  readonly transitions?: readonly Rows[] | undefined;
}

/**
 * The L − 1 checked transition matrices of a chain with n states, shape [n, n] each; a homogeneous chain repeats one array.
 *
 * @param field path of the class, `world.classes.a`
 * @throws BadInput unless exactly one of `transition` and `transitions` is given, or for a wrong number of matrices or a bad row
 */
export function checkedTransitions(field: string, spec: TransitionSpec, n: number, length: number): readonly Float64Array[] {
  const { transition, transitions } = spec;
  if (transition && transitions) throw new BadInput(`${field}.transitions`, "left out where transition is given", "both");
  if (transition) {
    const matrix = stochasticMatrix(`${field}.transition`, transition, [n, n]);
    return Array.from({ length: length - 1 }, () => matrix);
  }
  if (!transitions) throw new BadInput(`${field}.transition`, "given, or transitions in its place", undefined);
  if (transitions.length !== length - 1) {
    throw new BadInput(`${field}.transitions`, `a list of length − 1 = ${length - 1} matrices`, transitions.length);
  }
  return transitions.map((rows, i) => stochasticMatrix(`${field}.transitions[${i}]`, rows, [n, n]));
}
