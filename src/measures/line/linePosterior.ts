import { BadInput } from "../../numerics/badInput.ts";
import type { ContinuousPair } from "../../worlds/continuous/pair.ts";

/** The posterior of the target class on the line. */
export interface LinePosterior {
  /** log p(c|x) = log a + log p_c(x) − log p(x), nats; −∞ off the support of p_c. */
  readonly log: (x: number) => number;
}

/** @throws BadInput for a pair without a target weight */
export function linePosterior(pair: ContinuousPair, a = 1, b = 0): LinePosterior {
  if (pair.targetWeight === null)
    throw new BadInput("world", "one with classes: an explicit pair has no p(c|x)", "a pair", "linePosterior");
  const [cond, uncond] = [pair.conditional.at(a, b), pair.unconditional.at(a, b)];
  const logWeight = Math.log(pair.targetWeight);
  const [point, value] = [new Float64Array(1), new Float64Array(1)];
  const at = (level: typeof cond, x: number): number => {
    point[0] = x;
    level.evaluate(point, 1, { logDensity: value });
    return value[0];
  };
  return {
    log: (x) => {
      const c = at(cond, x);
      return c === -Infinity ? c : Math.min(0, logWeight + c - at(uncond, x));
    },
  };
}
