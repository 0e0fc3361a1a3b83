/** @file Distances between Gaussian laws, closed forms. A covariance that is not positive definite is refused with BadInput. */
import { BadInput } from "../../numerics/badInput.ts";
import { choleskyOf, product, spectral } from "./covariance.ts";
import type { GaussianLaw } from "./gaussianLaw.ts";

/** KL(p‖q) = ½ (tr Σ_q⁻¹ Σ_p − d + (μ_q − μ_p)ᵀ Σ_q⁻¹ (μ_q − μ_p) + ln det Σ_q/det Σ_p), nats. */
export function gaussianKl(p: GaussianLaw, q: GaussianLaw): number {
  const d = p.mean.length;
  const [lowerP, lowerQ] = [lowerOf(p, "p"), lowerOf(q, "q")];
  let total = squaredLength(lowerQ, difference(p, q), d) - d;
  for (let j = 0; j < d; j++) {
    const column = Float64Array.from({ length: d }, (_, i) => lowerP[i * d + j]);
    total += squaredLength(lowerQ, column, d);
    total += 2 * Math.log(lowerQ[j * d + j] / lowerP[j * d + j]);
  }
  return Math.max(0, total / 2);
}

/** W2(p, q): √(‖μ_p − μ_q‖² + tr(Σ_p + Σ_q − 2 (Σ_p^½ Σ_q Σ_p^½)^½)), Bures's distance of the covariances. */
export function gaussianW2(p: GaussianLaw, q: GaussianLaw): number {
  const d = p.mean.length;
  lowerOf(p, "p");
  lowerOf(q, "q");
  const root = spectral(p.covariance, d, (value) => Math.sqrt(Math.max(0, value)));
  const cross = spectral(product(product(root, q.covariance, d), root, d), d, (value) => Math.sqrt(Math.max(0, value)));
  let total = difference(p, q).reduce((sum, value) => sum + value * value, 0);
  for (let i = 0; i < d; i++) total += p.covariance[i * d + i] + q.covariance[i * d + i] - 2 * cross[i * d + i];
  return Math.sqrt(Math.max(0, total));
}

/** Hellinger(p, q) = √(1 − B), B = det(Σ_p)^¼ det(Σ_q)^¼ det(M)^{−½} e^{−δᵀM⁻¹δ/8}, M = (Σ_p + Σ_q)/2, δ = μ_p − μ_q. */
export function gaussianHellinger(p: GaussianLaw, q: GaussianLaw): number {
  const d = p.mean.length;
  const middle = choleskyOf(
    p.covariance.map((value, i) => (value + q.covariance[i]) / 2),
    d,
  )!;
  const [lowerP, lowerQ] = [lowerOf(p, "p"), lowerOf(q, "q")];
  let log = -squaredLength(middle, difference(p, q), d) / 8;
  for (let i = 0; i < d; i++) log += 0.5 * Math.log(lowerP[i * d + i] * lowerQ[i * d + i]) - Math.log(middle[i * d + i]);
  return Math.sqrt(Math.max(0, -Math.expm1(log)));
}

function lowerOf({ covariance, mean }: GaussianLaw, name: string): Float64Array {
  const lower = choleskyOf(covariance, mean.length);
  if (lower === null) throw new BadInput(`${name}.covariance`, "positive definite", covariance, "Gaussian distance");
  return lower;
}

/** ‖L⁻¹ v‖². */
function squaredLength(lower: Float64Array, v: Float64Array, d: number): number {
  const solved = new Float64Array(d);
  let total = 0;
  for (let i = 0; i < d; i++) {
    let rest = v[i];
    for (let k = 0; k < i; k++) rest -= lower[i * d + k] * solved[k];
    solved[i] = rest / lower[i * d + i];
    total += solved[i] * solved[i];
  }
  return total;
}

function difference(p: GaussianLaw, q: GaussianLaw): Float64Array {
  return p.mean.map((value, i) => value - q.mean[i]);
}
