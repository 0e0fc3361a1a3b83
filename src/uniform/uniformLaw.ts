import { BadInput } from "../numerics/badInput.ts";
import { dormandPrince54 } from "../numerics/butcher.ts";
import { type Integrated, integrate } from "../numerics/integrate.ts";
import type { Pair } from "../worlds/masked/pair.ts";
import { checkGuided } from "./guidedWeights.ts";
import { exitRates, masterEquation } from "./masterEquation.ts";

export interface UniformLawOptions {
  /** σ = 1 − α at which the process stops, in (0, 1); 1e-8 when left out. */
  readonly end?: number;
  /** Bound asked for on the total variation error of the integration; 1e-9 when left out. */
  readonly tolerance?: number;
  /** Steps tried before it gives up; 100 000 when left out. */
  readonly mostSteps?: number;
}

export interface UniformLaw {
  /** Law at the end, shape [K^L], row-major; entries that rounding makes negative are returned as 0. */
  readonly law: Float64Array;
  /** `done`, or why not: then the law is the one at `end`, reached before. */
  readonly status: Integrated["status"];
  /** σ reached. */
  readonly end: number;
  /** Bound on TV(law, exact law at `end`): half the summed local error estimates plus 1e-15 for the start. As good as these estimates. */
  readonly error: number;
  /** Probability flow per unit of log-SNR at the end: estimates TV(law, law at σ = 0), as the flow falls like σ once states off the support are empty. */
  readonly remaining: number;
  readonly steps: number;
}

/** α = 2e-16: the start is uniform to rounding. */
const START = -36;

/**
 * The law of guided uniform-state diffusion in continuous time, by its master equation on all K^L states from the uniform law at α = 0.
 *
 * No closed form is known. Dormand-Prince in log-SNR, where unguided rates stay bounded to both ends; the flow of a Markov process does not expand L1
 * distances, so local errors add up to a bound. At w = 0 the law is p_c noised to `end`, at w = −1 p noised.
 *
 * Stiff end: where p_c = 0 < p, states off the target's support empty at a rate that grows like σ^{−w}, and steps shrink with it. Then `end` must stay
 * away from 0 (1e-3 at w = 2); `status` tells when it did not. Where p_c > 0 everywhere nothing is stiff.
 *
 * @param w finite, ≥ −1
 * @throws BadInput for w or `end` out of range, and for w > 0 where p = 0 < p_c
 */
export function uniformLaw(pair: Pair, w: number, options: UniformLawOptions = {}): UniformLaw {
  const { end = 1e-8, tolerance = 1e-9, mostSteps = 100_000 } = options;
  checkGuided(pair, w);
  if (!(end > 0 && end < 1)) throw new BadInput("end", "a number between 0 and 1", end, "uniformLaw");
  const states = pair.alphabet ** pair.length;
  const to = Math.log1p(-end) - Math.log(end);
  const { value, status, at, error, steps } = integrate(masterEquation(pair, w), new Float64Array(states).fill(1 / states), {
    tableau: dormandPrince54,
    from: START,
    to,
    tolerance: 2 * tolerance,
    mostSteps,
  });
  const law = value.map((mass) => Math.max(0, mass));
  let remaining = 0;
  exitRates(pair, w, at).forEach((rate, s) => {
    if (law[s] > 0) remaining += law[s] * rate;
  });
  return { law, status, end: status === "done" ? end : 1 / (1 + Math.exp(at)), error: error / 2 + 1e-15, remaining, steps };
}
