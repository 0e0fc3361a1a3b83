import { BadInput } from "../../numerics/badInput.ts";
import type { Start } from "../guidedField.ts";
import type { GuidedWeight } from "../guidedWeight.ts";
import { along, commonAxes } from "./commonAxes.ts";
import { choleskyOf } from "./covariance.ts";
import type { GaussianLaw, GaussianPair, GuidedGaussian } from "./gaussianLaw.ts";
import { momentEquations } from "./momentEquations.ts";
import { scalarFlowLaw, scalarSdeLaw } from "./scalarGaussian.ts";

/**
 * The law that the guided flow or the guided reverse equation of a Gaussian pair ends in: Gaussian. Closed form direction by direction for constant w and covariances that
 * commute (THEORY §2: λ_c (λ_c/λ_u)^w for the flow, horizon included), else the moment equations.
 *
 * @throws BadInput for a covariance that is not positive definite
 */
export function guidedGaussian(kind: "flow" | "sde", pair: GaussianPair, weight: number | GuidedWeight, start: Start): GuidedGaussian {
  const d = pair.conditional.mean.length;
  for (const side of ["conditional", "unconditional"] as const) {
    if (choleskyOf(pair[side].covariance, d) === null) {
      throw new BadInput(`world.${side}.covariance`, "positive definite", pair[side].covariance, "guidedGaussian");
    }
  }
  if (typeof weight !== "number") return momentEquations(kind, pair, weight, start);
  const axes = commonAxes(pair.conditional.covariance, pair.unconditional.covariance, d);
  if (axes === null) return momentEquations(kind, pair, { corners: [], at: () => weight }, start);
  return { status: "done", law: closedForm(kind, pair, weight, start, axes), error: 0, method: "exact: closed form" };
}

function closedForm(
  kind: "flow" | "sde",
  { conditional, unconditional }: GaussianPair,
  w: number,
  start: Start,
  axes: Float64Array,
): GaussianLaw {
  const d = conditional.mean.length;
  const mean = new Float64Array(d);
  const covariance = new Float64Array(d * d);
  const scalar = kind === "flow" ? scalarFlowLaw : scalarSdeLaw;
  const component = (vector: Float64Array, i: number): number => vector.reduce((sum, value, k) => sum + value * axes[k * d + i], 0);
  for (let i = 0; i < d; i++) {
    const law = scalar(
      {
        condMean: component(conditional.mean, i),
        condVariance: along(conditional.covariance, axes, d, i, i),
        uncondMean: component(unconditional.mean, i),
        uncondVariance: along(unconditional.covariance, axes, d, i, i),
      },
      w,
      start,
    );
    for (let k = 0; k < d; k++) {
      mean[k] += law.mean * axes[k * d + i];
      for (let l = 0; l < d; l++) covariance[k * d + l] += law.variance * axes[k * d + i] * axes[l * d + i];
    }
  }
  return { mean, covariance };
}
