import { reciprocalAlongSde } from "../../continuous/reciprocalAlongSde.ts";
import type { Measured } from "../../measures/measured.ts";
import type { Omitted } from "../omitted.ts";
import type { ContinuousRun } from "./continuousRun.ts";
import type { ContinuousExperiment } from "./schema.ts";

/**
 * Both sides of the identity of arXiv:2505.01382 along the guided stochastic equation, computed separately: what E[1/p(c|Y)] is at the end, and what it was at
 * the start less the integral of its rate.
 */
export function reciprocalMeasures(
  { sampler, guidance, scoreError }: ContinuousExperiment,
  run: ContinuousRun,
  omitted: Omitted[],
): readonly Measured[] {
  const name = "E[1/p(c|Y)] along the stochastic equation";
  const why = whyNot();
  if (why !== null) {
    omitted.push({ name, why });
    return [];
  }
  const { status, mean, integral, error } = reciprocalAlongSde(run.field(), run.pair, run.weight, run.start);
  if (status !== "done") {
    omitted.push({ name, why: `it could not be followed to the end (${status})` });
    return [];
  }
  const last = mean.length - 1;
  const tagged = (what: string, value: number): Measured => ({
    name: `${name}: ${what}`,
    value,
    method: `quadrature (error ≤ ${error.toExponential(1)}): Fokker-Planck marginals`,
  });
  return [tagged("start", mean[0]), tagged("start less the integral of its rate", mean[0] - integral[last]), tagged("end", mean[last])];

  function whyNot(): string | null {
    if (sampler.kind !== "sde") return "an identity of the stochastic equation: sampler sde";
    if (run.pair.targetWeight === null) return "an explicit pair of laws has no class posterior";
    if (guidance.rule !== "cfg" || scoreError) return "an identity of cfg with exact scores";
    return run.pair.conditional.compact ? "infinite on the way: the class has an edge" : null;
  }
}
