import { type NoiseSpec, noise } from "../../masked/noise.ts";
import { timeGrid } from "../../masked/steps/grid.ts";
import { BadInput, Raw } from "../../numerics/badInput.ts";
import { eulerSteps } from "../../uniform/eulerSteps.ts";
import { posteriorSteps } from "../../uniform/posteriorSteps.ts";
import { stepLaw } from "../../uniform/stepLaw.ts";
import { uniformLaw } from "../../uniform/uniformLaw.ts";
import type { Pair } from "../../worlds/masked/pair.ts";
import type { SamplerLaw } from "./samplerLaw.ts";
import type { MaskedExperiment } from "./schema.ts";
import { uniformSettings } from "./uniformSettings.ts";

/** Largest K^L of a uniform process: its exact law solves linear systems of that size, its steps are K^{2L} transitions. */
const MOST_STATES = { exact: 256, steps: 4096 };

/**
 * The exact law of a guided uniform-state process: by the master equation for `exact`, with its discretisation for `euler` and
 * `posterior-cfg` with steps.
 *
 * @throws BadInput for another rule than `rates`, another sampler, a w that changes, or too many states
 */
export function uniformSamplerLaw(experiment: MaskedExperiment, pair: Pair, constant: number | null): SamplerLaw {
  const { sampler, w } = uniformSettings(experiment, constant);
  const most = sampler.kind === "exact" ? MOST_STATES.exact : MOST_STATES.steps;
  if (pair.alphabet ** pair.length > most) {
    throw new BadInput("states", `at most ${most} for process.kind uniform`, new Raw(`${pair.alphabet}^${pair.length}`), "world");
  }
  const base = { masked: false, incomplete: 0 };
  if (sampler.kind === "exact") {
    const { law, status, end, error, remaining, method } = uniformLaw(pair, w);
    const bound = error + remaining;
    const stopped = status === "done" ? "" : `; ${status}: stopped at noise ${end.toExponential(1)}`;
    return {
      ...base,
      law,
      method: `quadrature: master equation, ${method} (error ≤ ${bound.toExponential(1)}, estimated)${stopped}`,
      error: bound,
      repairs: null,
    };
  }
  const steps = timeGrid(sampler, noise(experiment.process as NoiseSpec));
  const { law, clamps } = stepLaw(pair, w, sampler.kind === "euler" ? eulerSteps : posteriorSteps, steps);
  return { ...base, law, method: `exact: all states, ${steps.length} steps`, error: 1e-13, repairs: { clamps, rejections: 0 } };
}
