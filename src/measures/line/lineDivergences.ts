import type { LineLaw } from "../../continuous/line/lineLaw.ts";
import { adaptiveQuadrature } from "../../numerics/adaptiveQuadrature.ts";
import { cutsOf } from "./cuts.ts";
import type { Estimate } from "./estimate.ts";
import { lineExpectation } from "./lineExpectation.ts";

/** Differential entropy −∫ f ln f dx, nats. */
export function lineEntropy(law: LineLaw): Estimate {
  return lineExpectation(law, (x) => -Math.log(law.density(x)));
}

/**
 * KL(p‖q) = ∫ f ln(f/g) dx, nats. ∞ where q has density 0 on more than 1e-12 + `p.error` of p's mass; a density below 1e-308 counts as 0.
 */
export function lineKl(p: LineLaw, q: LineLaw): Estimate {
  if (massWhereZero(p, q) > 1e-12 + p.error) return { value: Infinity, error: 0 };
  const { value, error } = lineExpectation(p, (x) => {
    const g = q.density(x);
    return g === 0 ? 0 : Math.log(p.density(x) / g);
  });
  return { value: Math.max(0, value), error };
}

/** Mass of p where q's density is 0, to a sixteenth of a cut. */
function massWhereZero(p: LineLaw, q: LineLaw): number {
  const cuts = cutsOf([p, q]);
  let mass = 0;
  for (let i = 1; i < cuts.length; i++) {
    const [low, width] = [cuts[i - 1], cuts[i] - cuts[i - 1]];
    for (let k = 0; k < 16; k++) {
      if (q.density(low + (width * (k + 0.5)) / 16) === 0) mass += p.cdf(low + (width * (k + 1)) / 16) - p.cdf(low + (width * k) / 16);
    }
  }
  return mass;
}

/** √(1 − ∫ √(f g) dx), in [0, 1]. */
export function lineHellinger(p: LineLaw, q: LineLaw): Estimate {
  const { value, error } = adaptiveQuadrature((x) => Math.sqrt(p.density(x)) * Math.sqrt(q.density(x)), {
    cuts: cutsOf([p, q]),
    absolute: 1e-10,
  });
  const square = Math.max(0, 1 - value);
  return { value: Math.sqrt(square), error: square > error ? error / Math.sqrt(square) : Math.sqrt(error) };
}
