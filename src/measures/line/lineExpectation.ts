import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { adaptiveQuadrature } from "../../numerics/adaptiveQuadrature.ts";
import { cutsOf } from "./cuts.ts";
import type { Estimate } from "./estimate.ts";

export interface ExpectationOptions {
  /** Where h jumps or bends, in any order. */
  readonly cuts?: readonly number[];
}

/**
 * E[h(X)] under a law, ∫ h f dx over its range; h is not asked where f = 0. `error` is that of the quadrature; the law's own error of cdf changes the value by at most
 * that times the total variation of h over the range. ∞ where h is infinite on a piece with mass.
 */
export function lineExpectation(law: LineLaw, h: (x: number) => number, absolute = 1e-9, options: ExpectationOptions = {}): Estimate {
  const { cuts = [] } = options;
  const [low, high] = law.range;
  const all = [...new Set([...cutsOf([law]), ...cuts.filter((x) => x > low && x < high)])].sort((a, b) => a - b);
  let infinite = false;
  const { value, error } = adaptiveQuadrature(
    (x) => {
      const f = law.density(x);
      if (f === 0) return 0;
      const value = h(x);
      if (Math.abs(value) === Infinity) infinite = true;
      return value * f;
    },
    { cuts: all, absolute, relative: 1e-10 },
  );
  return infinite ? { value: Infinity, error: 0 } : { value, error };
}
