/** @file What a classifier that knows the world says of a law: expectations of p(c|x) = a p_c(x)/p(x), a the target's prior weight. */
import { BadInput } from "../numerics/badInput.ts";
import type { Pair } from "../worlds/masked/pair.ts";

interface Posterior extends Pair {
  readonly targetWeight: number;
}

/**
 * Mass of a law where neither law of the pair has any: p(c|x) = 0/0 there, so that its expectations are undefined where this is not 0. Sites that a sampler
 * reveals together may make such states.
 */
export function unclassifiedMass(
  law: ArrayLike<number>,
  { conditional, unconditional }: Pick<Pair, "conditional" | "unconditional">,
): number {
  let mass = 0;
  for (let x = 0; x < law.length; x++) if (conditional[x] === 0 && unconditional[x] === 0) mass += law[x];
  return mass;
}

/**
 * E[p(c|X)] under a law, in [0, 1].
 *
 * @throws BadInput naming `law`, as the others do, where it has mass where no class has any
 */
export function classConfidence(law: ArrayLike<number>, pair: Posterior): number {
  return expectation(law, pair, (posterior) => posterior);
}

/** E[1/p(c|X)] under a law, ≥ 1; +∞ where the law has mass off the target's support (arXiv:2505.01382). */
export function reciprocalConfidence(law: ArrayLike<number>, pair: Posterior): number {
  return expectation(law, pair, (posterior) => 1 / posterior);
}

/** E[log p(c|X)] under a law, nats, ≤ 0. */
export function logConfidence(law: ArrayLike<number>, pair: Posterior): number {
  return expectation(law, pair, Math.log);
}

function expectation(
  law: ArrayLike<number>,
  { conditional, unconditional, targetWeight }: Posterior,
  of: (posterior: number) => number,
): number {
  let sum = 0;
  for (let x = 0; x < law.length; x++) {
    if (!(law[x] > 0)) continue;
    if (conditional[x] === 0 && unconditional[x] === 0)
      throw new BadInput("law", "0 where no class has mass (p(c|x) is undefined there)", law[x]);
    sum += law[x] * of(Math.min(1, (targetWeight * conditional[x]) / unconditional[x]));
  }
  return sum;
}
