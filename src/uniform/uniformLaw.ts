import { BadInput } from "../numerics/badInput.ts";
import { dormandPrince54, sdirk43 } from "../numerics/butcher.ts";
import { explicitStepper } from "../numerics/explicitStepper.ts";
import { type Integrated, integrate } from "../numerics/integrate.ts";
import { linearImplicitStepper } from "../numerics/linearImplicitStepper.ts";
import type { Pair } from "../worlds/masked/pair.ts";
import { checkGuided } from "./guidedWeights.ts";
import { flow, generatorMatrix, masterEquation } from "./masterEquation.ts";

export interface UniformLawOptions {
  /** σ = 1 − α at which the process stops, in (0, 1); 1e-8 when left out. */
  readonly end?: number;
  /** Bound asked for on the total variation error of the integration; 1e-9 (explicit) or 1e-7 (implicit) when left out. */
  readonly tolerance?: number;
  /** Steps tried before it gives up; 100 000 when left out. */
  readonly mostSteps?: number;
  /**
   * `explicit`: Dormand-Prince 5(4), L·K^L operations a stage. `implicit`: SDIRK 4(3), K^{3L}/3 operations a stage, for stiff ends. When left out,
   * `implicit` if w > 0, else `explicit`.
   */
  readonly method?: "explicit" | "implicit";
}

export interface UniformLaw {
  /** Law at the end, shape [K^L], row-major; entries that the error makes negative are returned as 0. */
  readonly law: Float64Array;
  /** `done`, or why not: then the law is the one at `end`, reached before. */
  readonly status: Integrated["status"];
  /** σ reached. */
  readonly end: number;
  /** Bound on TV(law, exact law at `end`): half the summed local error estimates plus 1e-15 for the start. As good as these estimates. */
  readonly error: number;
  /**
   * Probability flow per unit of log-SNR at the end. TV(law, law at σ = 0) is at most the flow from there on, and this estimates it, since the flow falls
   * like σ = e^{−x} near the end.
   */
  readonly remaining: number;
  readonly steps: number;
  readonly method: "explicit" | "implicit";
}

/** α = 2e-16: the start is uniform to rounding. */
const START = -36;

/**
 * The law of guided uniform-state diffusion in continuous time, by its master equation on all K^L states from the uniform law at α = 0.
 *
 * No closed form is known. Integrated in log-SNR, where unguided rates stay bounded to both ends; the flow of a Markov process does not expand L1
 * distances, so local errors add up to a bound. At w = 0 the law is p_c noised to `end`, at w = −1 p noised.
 *
 * Stiff end: where p_c = 0, states off the target's support empty at a rate that grows like σ^{−2w} at worst (from a point of another class, through a
 * point of none), and very small p_c acts like 0 for a while. The explicit method's steps shrink with the rate, the implicit one's do not. At w ≤ 0, and
 * where p_c is nowhere small, nothing is stiff, and `explicit` is the cheaper one.
 *
 * @param w finite, ≥ −1
 * @throws BadInput for w or `end` out of range, and for w > 0 where p = 0 < p_c
 */
export function uniformLaw(pair: Pair, w: number, options: UniformLawOptions = {}): UniformLaw {
  checkGuided(pair, w);
  const { end = 1e-8, mostSteps = 100_000, method = w > 0 ? "implicit" : "explicit" } = options;
  const { tolerance = method === "explicit" ? 1e-9 : 1e-7 } = options;
  if (!(end > 0 && end < 1)) throw new BadInput("end", "a number between 0 and 1", end, "uniformLaw");
  const states = pair.alphabet ** pair.length;
  const stepper =
    method === "explicit"
      ? explicitStepper(dormandPrince54, masterEquation(pair, w), states)
      : linearImplicitStepper(sdirk43, generatorMatrix(pair, w), states);
  const { value, status, at, error, steps } = integrate(stepper, new Float64Array(states).fill(1 / states), {
    from: START,
    to: Math.log1p(-end) - Math.log(end),
    tolerance: 2 * tolerance,
    mostSteps,
  });
  return {
    law: value.map((mass) => Math.max(0, mass)),
    status,
    end: status === "done" ? end : 1 / (1 + Math.exp(at)),
    error: error / 2 + 1e-15,
    remaining: flow(pair, w, at, value),
    steps,
    method,
  };
}
