import { type Experiment, isContinuous } from "../../../studies/experiment.ts";
import type { MaskedExperiment } from "../../../studies/masked/schema.ts";
import { breaksTable } from "../../../studies/masked/scoreError.ts";

/** Why an experiment has no law on the way that could be shown, as a sentence; null where it has one. */
export function whyNot(experiment: Experiment): string | null {
  return isContinuous(experiment) ? null : whyNotMasked(experiment);
}

function whyNotMasked(experiment: MaskedExperiment): string | null {
  const { process, sampler } = experiment;
  if (process.kind === "uniform") return "A uniform process masks nothing: it has no unmask clock to look at it by.";
  if (breaksTable(experiment)) return "With this score error the law on the way is not computed; without it there is one.";
  if (sampler.precision !== "f64") return "Draws in lower precision can only be simulated: there is no exact law on the way.";
  switch (sampler.kind) {
    case "order":
      return "A sampler that reveals sites in an order counts steps and has no unmask clock: there is no law at a moment of it.";
    case "theta-rk2":
    case "theta-trapezoidal":
    case "remdm":
    case "maskgit":
      return `Of the sampler ${sampler.kind} there are only samples, no exact law, and so none on the way.`;
    default:
      return null;
  }
}
