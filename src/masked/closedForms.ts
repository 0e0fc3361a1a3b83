/**
 * @file Closed forms for one and two sites, rule `rates`, constant w, all masked at the start: independent of the lattice sweeps,
 * which are tested against them. Two-site laws are row-major, site 0 slowest.
 */
import { tilted } from "../guidance/tilt.ts";

interface Laws {
  readonly cond: ArrayLike<number>;
  readonly uncond: ArrayLike<number>;
}

/** One site: the terminal law is the tilted law (arXiv:2506.10971, Section 3). Shape [K]. */
export function oneSiteLaw({ cond, uncond }: Laws, w: number): Float64Array {
  return tilted(cond, uncond, w);
}

/** One site: P(masked at u) = e^{−Zu} = m^Z with Z = Σ_v p_c(v)^{1+w} p(v)^{−w}. */
export function oneSiteMasked({ cond, uncond }: Laws, w: number, u: number): number {
  return Math.exp(-u * total(weights({ cond, uncond }, w)));
}

/**
 * Two sites, arXiv:2506.10971, Theorem 3.2:
 *   law(x) = p_c^{1+w} p^{−w}(x) · (1/c(x₁) + 1/d(x₂)) / (Z₁ + Z₂),  c(x₁) = Z₂(x₁,·), d(x₂) = Z₁(·,x₂).
 *
 * @returns shape [K, K]
 */
export function twoSiteLaw(laws: Laws, w: number): Float64Array {
  const { A, a1, a2, c, d, K } = twoSites(laws, w);
  const rate = total(a1) + total(a2);
  return A.map((value, x) => (value === 0 ? 0 : (value * (1 / c[Math.floor(x / K)] + 1 / d[x % K])) / rate));
}

/**
 * Two sites at clock u, mask included: with Λ = Z₁ + Z₂,
 *   P(MM) = e^{−Λu},  P(x₁M) = a₁(x₁) (e^{−c u} − e^{−Λu})/(Λ − c),  and for x = (x₁,x₂) the time integral of both ways in.
 *
 * @returns shape [K+1, K+1], the mask last
 */
export function twoSiteLawAt(laws: Laws, w: number, u: number): Float64Array {
  const { A, a1, a2, c, d, K } = twoSites(laws, w);
  const rate = total(a1) + total(a2);
  const law = new Float64Array((K + 1) ** 2);
  law[law.length - 1] = Math.exp(-rate * u);
  for (let v = 0; v < K; v++) {
    if (a1[v] > 0) law[v * (K + 1) + K] = a1[v] * waiting(c[v], rate, u);
    if (a2[v] > 0) law[K * (K + 1) + v] = a2[v] * waiting(d[v], rate, u);
  }
  for (let x = 0; x < A.length; x++) {
    const first = Math.floor(x / K);
    const second = x % K;
    if (A[x] > 0) law[first * (K + 1) + second] = A[x] * (finished(c[first], rate, u) + finished(d[second], rate, u));
  }
  return law;
}

/** ∫ over the first jump: (e^{−cu} − e^{−Λu})/(Λ − c), and u e^{−Λu} at c = Λ; the slower exponential taken out. */
function waiting(c: number, rate: number, u: number): number {
  const gap = Math.abs(rate - c);
  return Math.exp(-Math.min(c, rate) * u) * (gap === 0 ? u : -Math.expm1(-gap * u) / gap);
}

/** ∫_0^u of {@link waiting}, symmetric in c and Λ: what the slower one lets through, less what still waits, over the faster one. */
function finished(c: number, rate: number, u: number): number {
  const slower = Math.min(c, rate);
  return (-Math.expm1(-slower * u) / slower - waiting(c, rate, u)) / Math.max(c, rate);
}

/** The guided joint and one-site weights, and the normalisers c, d of the second jump (NaN for a token that is never revealed). */
function twoSites({ cond, uncond }: Laws, w: number) {
  const K = Math.round(Math.sqrt(cond.length));
  const A = weights({ cond, uncond }, w);
  const a1 = weights({ cond: rowSums(cond, K), uncond: rowSums(uncond, K) }, w);
  const a2 = weights({ cond: columnSums(cond, K), uncond: columnSums(uncond, K) }, w);
  return { K, A, a1, a2, c: rowSums(A, K).map((value, v) => value / a1[v]), d: columnSums(A, K).map((value, v) => value / a2[v]) };
}

function weights({ cond, uncond }: Laws, w: number): Float64Array {
  return Float64Array.from(cond, (p, x) => (w === -1 ? uncond[x] : p === 0 ? 0 : p * (p / uncond[x]) ** w));
}

function rowSums(joint: ArrayLike<number>, K: number): Float64Array {
  return Float64Array.from({ length: K }, (_, i) => {
    let value = 0;
    for (let j = 0; j < K; j++) value += joint[i * K + j];
    return value;
  });
}

function columnSums(joint: ArrayLike<number>, K: number): Float64Array {
  return Float64Array.from({ length: K }, (_, j) => {
    let value = 0;
    for (let i = 0; i < K; i++) value += joint[i * K + j];
    return value;
  });
}

function total(values: ArrayLike<number>): number {
  let value = 0;
  for (let i = 0; i < values.length; i++) value += values[i];
  return value;
}
