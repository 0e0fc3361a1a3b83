/** @file A pair of box mixtures as kernels/assembly/boxes.ts reads it. */

import { gaussLegendre } from "../numerics/gaussLegendre.ts";
import { truncatedNormalWeights } from "../numerics/truncatedNormal.ts";
import { UNIT } from "./logUnit.ts";
import { type Components, listed, type MixturePair } from "./mixturePair.ts";

/** Boxes of a mixture, as `worlds/continuous/boxComponents.ts` has them. */
export interface KernelBoxes {
  readonly dimension: number;
  readonly count: number;
  /** Nats, shape [K]. */
  readonly logWeights: Float64Array;
  /** Corners, shape [K, d] each. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The positive nodes of the quadrature in `truncatedNormal`. */
const NODES = gaussLegendre(12).nodes.slice(6);

export function boxPair(conditional: KernelBoxes, unconditional: KernelBoxes): MixturePair {
  const { dimension } = conditional;
  const { entries, ...lists } = listed(conditional, unconditional, componentsOf);
  return {
    ...lists,
    dimension,
    kind: 2,
    bytes: 16 + 27 * 16 * dimension,
    constants: (component, a, b) => constants(entries[component].of, entries[component].k, a, b),
  };
}

function componentsOf({ count, dimension: d, logWeights, low, high }: KernelBoxes): Components {
  const keys = Array.from({ length: count }, (_, k) => [...low.subarray(k * d, (k + 1) * d), ...high.subarray(k * d, (k + 1) * d)].join());
  return { keys, logWeights };
}

function constants({ logWeights, low, high, dimension: d }: KernelBoxes, k: number, a: number, b: number): number[] {
  const numbers = [UNIT * (logWeights[k] - d * Math.log(b))];
  for (let i = k * d; i < (k + 1) * d; i++) {
    const centre = 0.5 * (low[i] + high[i]);
    const half = 0.5 * (high[i] - low[i]);
    const h = (a * half) / b;
    numbers.push(a * low[i], a * high[i], a * centre, 1 / b, h, half, centre, 1 / (2 * h), 1 / h);
    const table = h <= 1 ? truncatedNormalWeights(h) : new Float64Array(NODES.length);
    for (let j = 0; j < NODES.length; j++) numbers.push(h * NODES[j], table[j], table[j] * NODES[j]);
  }
  return numbers;
}
