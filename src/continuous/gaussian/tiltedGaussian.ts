import { BadInput } from "../../numerics/badInput.ts";
import { symmetricEigen } from "../../numerics/symmetricEigen.ts";
import { applied, spectral } from "./covariance.ts";
import type { GaussianLaw, GaussianPair } from "./gaussianLaw.ts";

/**
 * The tilted law p_w ∝ p_c^{1+w} p^{−w} of a Gaussian pair: precision (1+w) Σ_c⁻¹ − w Σ_u⁻¹, mean that precision's inverse times (1+w) Σ_c⁻¹ μ_c − w Σ_u⁻¹ μ_u.
 *
 * @throws BadInput where that precision is not positive definite: the tilted density then has no finite mass
 */
export function tiltedGaussian({ conditional, unconditional }: GaussianPair, w: number): GaussianLaw {
  const d = conditional.mean.length;
  const inverse = (matrix: Float64Array): Float64Array => spectral(matrix, d, (value) => 1 / value);
  const [inC, inU] = [inverse(conditional.covariance), inverse(unconditional.covariance)];
  const precision = inC.map((value, i) => (1 + w) * value - w * inU[i]);
  const least = Math.min(...symmetricEigen(precision, d).values);
  if (!(least > 0))
    throw new BadInput(
      "guidance.w",
      `such that (1 + w) Σ_c⁻¹ − w Σ_u⁻¹ is positive definite (its least eigenvalue is ${least})`,
      w,
      "tiltedGaussian",
    );
  const [pullC, pullU] = [applied(inC, conditional.mean, d), applied(inU, unconditional.mean, d)];
  const covariance = inverse(precision);
  const mean = applied(
    covariance,
    pullC.map((value, i) => (1 + w) * value - w * pullU[i]),
    d,
  );
  return { mean, covariance };
}
