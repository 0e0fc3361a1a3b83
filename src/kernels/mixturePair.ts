/** Two mixtures as kernels/assembly/mixtureMove.ts reads them. */
export interface MixturePair {
  readonly dimension: number;
  /** Of components: 0 round Gaussians, 1 others, 2 boxes. */
  readonly kind: 0 | 1 | 2;
  /** Whether the unconditional mixture contains the conditional one: then one list serves both. */
  readonly shared: boolean;
  /** Conditional components come first. */
  readonly conditionals: number;
  /** Components of all lists. */
  readonly count: number;
  /** Bytes of a component at one level. */
  readonly bytes: number;
  /** A component's constants at the level (a, b), bytes/16 numbers. */
  readonly constants: (component: number, a: number, b: number) => readonly number[];
}

/** A mixture's components: a text that tells those apart that differ in more than weight, and their weights. */
export interface Components {
  readonly keys: readonly string[];
  /** Nats. */
  readonly logWeights: ArrayLike<number>;
}

/**
 * The order of the unconditional components in which those of the conditional mixture are first, and in its order; null where they are not all there in
 * its proportions.
 */
export function sharedOrder(conditional: Components, unconditional: Components): readonly number[] | null {
  const places = new Map<string, number[]>();
  unconditional.keys.forEach((key, k) => {
    places.set(key, [...(places.get(key) ?? []), k]);
  });
  const first: number[] = [];
  let apart = 0;
  for (let k = 0; k < conditional.keys.length; k++) {
    const candidates = places.get(conditional.keys[k]) ?? [];
    const heavier = (j: number): number => unconditional.logWeights[j] - conditional.logWeights[k];
    const at = candidates.findIndex((j) => k === 0 || Math.abs(heavier(j) - apart) < SAME_PROPORTION);
    if (at < 0) return null;
    const [j] = candidates.splice(at, 1);
    if (k === 0) apart = heavier(j);
    first.push(j);
  }
  const taken = new Set(first);
  return [...first, ...Array.from(unconditional.keys.keys()).filter((k) => !taken.has(k))];
}

/** Rounding of logarithms of weights. */
const SAME_PROPORTION = 1e-13;

/** The lists of a pair: which mixture, and which of its components, each entry of the list is. */
export function listed<M>(
  conditional: M,
  unconditional: M,
  componentsOf: (mixture: M) => Components,
): Pick<MixturePair, "shared" | "conditionals" | "count"> & { readonly entries: readonly { readonly of: M; readonly k: number }[] } {
  const [c, u] = [componentsOf(conditional), componentsOf(unconditional)];
  const order = sharedOrder(c, u);
  const entry = (of: M) => (k: number) => ({ of, k });
  const entries = order
    ? order.map(entry(unconditional))
    : [...Array.from(c.keys.keys(), entry(conditional)), ...Array.from(u.keys.keys(), entry(unconditional))];
  return { entries, shared: order !== null, conditionals: c.keys.length, count: entries.length };
}
