/** @file Polynomials on [−1, 1] as Chebyshev series Σ_k c_k T_k(z), and their values at the points cos(πj/N), ascending. */

const tables = new Map<number, { readonly nodes: Float64Array; readonly cosines: Float64Array }>();

/** −cos(πj/N), j = 0 … N: the N + 1 points of Chebyshev and Lobatto, both ends included, ascending. */
export function chebyshevPoints(N: number): Float64Array {
  return table(N).nodes;
}

function table(N: number): { readonly nodes: Float64Array; readonly cosines: Float64Array } {
  const known = tables.get(N);
  if (known) return known;
  const nodes = Float64Array.from({ length: N + 1 }, (_, j) => Math.sin((Math.PI * (2 * j - N)) / (2 * N)));
  const cosines = Float64Array.from({ length: (N + 1) ** 2 }, (_, e) =>
    Math.cos((Math.PI * (e % (N + 1)) * (N - Math.floor(e / (N + 1)))) / N),
  );
  tables.set(N, { nodes, cosines });
  return { nodes, cosines };
}

/**
 * Coefficients of the polynomial of degree N through N + 1 values at `chebyshevPoints(N)`: c_k = (2/N) Σ″_j f_j cos(πjk/N), first and last halved.
 *
 * @param values shape [N+1]
 * @returns shape [N+1]
 */
export function chebyshevCoefficients(values: Float64Array): Float64Array {
  const N = values.length - 1;
  const { cosines } = table(N);
  const out = new Float64Array(N + 1);
  for (let j = 0; j <= N; j++) {
    const value = (j === 0 || j === N ? 1 : 2) * (values[j] / N);
    for (let k = 0; k <= N; k++) out[k] += value * cosines[j * (N + 1) + k];
  }
  out[0] /= 2;
  out[N] /= 2;
  return out;
}

/** Σ_k c_k T_k(z) by Clenshaw's recurrence. */
export function chebyshevValue(coefficients: Float64Array, z: number): number {
  let b1 = 0;
  let b2 = 0;
  for (let k = coefficients.length - 1; k > 0; k--) {
    const b = 2 * z * b1 - b2 + coefficients[k];
    b2 = b1;
    b1 = b;
  }
  return z * b1 - b2 + coefficients[0];
}

/** Coefficients of the derivative with respect to z, same length, the last 0. */
export function chebyshevDerivative(coefficients: Float64Array): Float64Array {
  const N = coefficients.length - 1;
  const out = new Float64Array(N + 1);
  for (let k = N - 1; k >= 0; k--) out[k] = (k + 2 <= N ? out[k + 2] : 0) + 2 * (k + 1) * coefficients[k + 1];
  out[0] /= 2;
  return out;
}

/** Coefficients of ∫_{−1}^z, one longer. */
export function chebyshevIntegral(coefficients: Float64Array): Float64Array {
  const n = coefficients.length;
  const at = (k: number): number => (k < n ? coefficients[k] : 0);
  const out = new Float64Array(n + 1);
  for (let k = 1; k <= n; k++) out[k] = ((k === 1 ? 2 : 1) * at(k - 1) - at(k + 1)) / (2 * k);
  let atMinusOne = 0;
  for (let k = 1; k <= n; k++) atMinusOne += k % 2 === 0 ? out[k] : -out[k];
  out[0] = -atMinusOne;
  return out;
}
