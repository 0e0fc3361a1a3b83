/** @file The law of a chain by following every branch: for samplers with memory, or that mask again. */

/** One way on. */
export interface Branch<S> {
  readonly probability: number;
  readonly next: S;
}

/**
 * Law after some steps of a chain: P_{n+1}(s′) = Σ_s P_n(s) P(s → s′), states that print alike being one.
 *
 * @param branches the ways on from a state in step 0, 1, …; their probabilities sum to 1 (checked to 1e-9), zeros are not followed
 * @param key      what tells states apart, memory included
 * @returns the states of positive probability
 * @throws RangeError if the branches of a state do not sum to 1
 */
export function chainLaw<S>(
  start: S,
  steps: number,
  branches: (state: S, step: number) => readonly Branch<S>[],
  key: (state: S) => string,
): readonly Branch<S>[] {
  let law: readonly Branch<S>[] = [{ probability: 1, next: start }];
  for (let step = 0; step < steps; step++) {
    const merged = new Map<string, { probability: number; next: S }>();
    for (const { probability, next: state } of law) {
      let total = 0;
      for (const branch of branches(state, step)) {
        total += branch.probability;
        if (branch.probability === 0) continue;
        const name = key(branch.next);
        const known = merged.get(name);
        if (known) known.probability += probability * branch.probability;
        else merged.set(name, { probability: probability * branch.probability, next: branch.next });
      }
      if (!(Math.abs(total - 1) <= 1e-9)) throw new RangeError(`chainLaw: branches must sum to 1, got ${total} at ${key(state)}`);
    }
    law = [...merged.values()];
  }
  return law;
}

/**
 * Every joint outcome of independent draws with its probability: the product of the rows.
 *
 * @param rows one law each, over outcomes 0 … row.length − 1; outcomes of probability 0 are left out
 */
export function jointOutcomes(rows: readonly ArrayLike<number>[]): readonly Branch<readonly number[]>[] {
  let out: readonly Branch<readonly number[]>[] = [{ probability: 1, next: [] }];
  for (const row of rows) {
    out = out.flatMap(({ probability, next }) =>
      Array.from(row).flatMap((chance, outcome) => (chance === 0 ? [] : [{ probability: probability * chance, next: [...next, outcome] }])),
    );
  }
  return out;
}
