import { dormandPrince54 } from "../../numerics/butcher.ts";
import { explicitStepper } from "../../numerics/explicitStepper.ts";
import { integrate } from "../../numerics/integrate.ts";
import { type SymmetricEigen, symmetricEigen } from "../../numerics/symmetricEigen.ts";
import type { Start } from "../guidedField.ts";
import type { GuidedWeight } from "../guidedWeight.ts";
import { applied, product, rebuilt } from "./covariance.ts";
import type { GaussianLaw, GaussianPair, GuidedGaussian } from "./gaussianLaw.ts";

const [TOLERANCE, MOST_STEPS] = [1e-10, 100_000];

/**
 * Mean m and covariance P of a guided Gaussian pair by their equations on the noise circle, as κ = −ln cos θ falls by dκ′:
 *   dm/dκ′ = A m + h,   dP/dκ′ = A P + P Aᵀ + 2 [sde] I,   A = I − g ((1+w) S_c⁻¹ − w S_u⁻¹),   h = g cos θ ((1+w) S_c⁻¹ μ_c − w S_u⁻¹ μ_u),
 * g = 1 for the flow and 2 for the reverse equation, S = cos²θ Σ + sin²θ I. The clock is ξ = −arsinh(tan θ/√ε), ε a (1 + |w|)-th of the smallest variance: dκ′ = sin²θ/tanh(−ξ) dξ stays
 * bounded at the noisy end, the clean end, ξ = 0, is reached, and what is smooth in θ is smooth in ξ.
 *
 * `error` is the difference between two tolerances, 1e-9 and 1e-10 (L1, all steps together), of the larger one's run.
 */
export function momentEquations(kind: "flow" | "sde", pair: GaussianPair, weight: GuidedWeight, start: Start): GuidedGaussian {
  const fine = follow(kind, pair, weight, start, TOLERANCE);
  const coarse = follow(kind, pair, weight, start, 10 * TOLERANCE);
  const size = fine.law.covariance.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const error = Math.max(difference(fine.law.mean, coarse.law.mean), difference(fine.law.covariance, coarse.law.covariance)) / size;
  return { ...fine, error, method: `moment equations (error ≤ ${error.toExponential(1)})` };
}

function follow(
  kind: "flow" | "sde",
  { conditional, unconditional }: GaussianPair,
  weight: GuidedWeight,
  start: Start,
  tolerance: number,
): Pick<GuidedGaussian, "status" | "law"> {
  const d = conditional.mean.length;
  const g = kind === "flow" ? 1 : 2;
  const [cond, uncond] = [symmetricEigen(conditional.covariance, d), symmetricEigen(unconditional.covariance, d)];
  const least = Math.min(...cond.values, ...uncond.values);
  const epsilon = least / (1 + Math.abs(weight.at(0)));
  const derivative = (xi: number, y: Float64Array, out: Float64Array): void => {
    const r = epsilon * Math.sinh(xi) ** 2;
    const keep = 1 / (1 + r);
    const w = weight.at(Math.atan(Math.sqrt(r)));
    const inC = precision(cond, keep, d);
    const inU = precision(uncond, keep, d);
    const A = inC.map((value, i) => (i % (d + 1) === 0 ? 1 : 0) - g * ((1 + w) * value - w * inU[i]));
    const [pullC, pullU] = [applied(inC, conditional.mean, d), applied(inU, unconditional.mean, d)];
    const P = y.subarray(d);
    const drift = applied(A, y.subarray(0, d), d);
    const AP = product(A, P, d);
    // sin²θ/tanh(−ξ), finite at both ends.
    const speed = -epsilon * Math.sinh(xi) * Math.cosh(xi) * keep;
    for (let i = 0; i < d; i++) {
      out[i] = speed * (drift[i] + g * Math.sqrt(keep) * ((1 + w) * pullC[i] - w * pullU[i]));
      for (let j = 0; j < d; j++) {
        out[d + i * d + j] = speed * (AP[i * d + j] + AP[j * d + i] + (kind === "sde" && i === j ? 2 : 0));
      }
    }
  };
  const clock = (theta: number): number => -Math.asinh(Math.tan(theta) / Math.sqrt(epsilon));
  const stops = [start.theta, ...weight.corners.filter((theta) => theta < start.theta), 0].map(clock);
  let value: Float64Array = new Float64Array(d + d * d);
  for (let i = 0; i < d; i++) value[d + i * d + i] = start.sd ** 2;
  let status: GuidedGaussian["status"] = "done";
  for (let k = 1; k < stops.length && status === "done"; k++) {
    // a stop is approached from inside the stretch before it: w may jump there
    const inside = (xi: number): number => Math.min(Math.max(xi, stops[k - 1] + 1e-12), stops[k] - 1e-12);
    const stepper = explicitStepper(
      dormandPrince54,
      (xi, y, out) => derivative(k < stops.length - 1 ? inside(xi) : Math.max(xi, stops[k - 1] + 1e-12), y, out),
      d + d * d,
    );
    const found = integrate(stepper, value, { from: stops[k - 1], to: stops[k], tolerance, mostSteps: MOST_STEPS });
    ({ value, status } = found);
  }
  const law: GaussianLaw = { mean: value.slice(0, d), covariance: value.slice(d) };
  return { status, law };
}

/** (cos²θ Σ + sin²θ I)⁻¹ with keep = cos²θ. */
function precision({ values, vectors }: SymmetricEigen, keep: number, d: number): Float64Array {
  return rebuilt(
    values.map((value) => 1 / (keep * value + (1 - keep))),
    vectors,
    d,
  );
}

function difference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
