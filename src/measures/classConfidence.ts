/** @file What a classifier that knows the world says of a law: expectations of p(c|x) = a p_c(x)/p(x), a the target's prior weight. */
import type { Pair } from "../worlds/masked/pair.ts";

interface Posterior extends Pair {
  readonly targetWeight: number;
}

/** E[p(c|X)] under a law, in [0, 1]. */
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
    if (law[x] > 0) sum += law[x] * of(Math.min(1, (targetWeight * conditional[x]) / unconditional[x]));
  }
  return sum;
}
