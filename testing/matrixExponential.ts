/**
 * @file The exponential of an acyclic generator, every entry to high relative accuracy.
 *
 * Why no digit is lost, even in a probability of 1e-200. Write Λ = max |q_ii|, h = u/2^s with Λh ≤ 1, M(t) = e^{tQ}.
 * 1. M(h) = e^{-Λh} Σ_n (Λh)^n/n! (I + Q/Λ)^n has non-negative terms only, so nothing cancels. Rounding 1 + q_ii/Λ acts like a
 *    change of q_ii by εΛ, which moves every entry of M(h) by a factor within e^{±εΛh}. An entry first reached after d jumps has
 *    all its mass in the terms n ≥ d with ratio at most (Λh)^{n-d}/(n-d)!, hence the number of terms: longest path + 18.
 * 2. M(2t) = M(t)² is again a sum of non-negative terms. Plain squaring still doubles the relative error each time, 2^s in all,
 *    through the diagonal: m_ii → m_ii². Here the diagonal is overwritten by e^{q_ii t}, its exact value. Then in
 *    m_ij(2t) = (m_ii + m_jj) m_ij + Σ_{i>k>j} m_ik m_kj an entry d jumps away has relative error E_d ≤ max(E_d, E_a + E_b) + few ε
 *    with a + b = d: it grows like d·s·ε, not like 2^s ε.
 * 3. Underflow is the only other loss: entries below about 1e-300 · max(1, Λu) carry no relative promise.
 * Source: squaring with non-negative terms after Xue and Ye, Math. Comp. 82 (2013) 1577-1596; the diagonal step is ours, derived above.
 */
import type { Generator } from "./generator.ts";

/** Terms kept after the first one that can be non-zero: Σ_{n>18} 1/n! < 1e-17. */
const TERMS_PAST_FIRST = 18;
/** Largest Λu accepted: beyond it the relative promise would start above 1e-100. */
const LARGEST_EXPONENT = 1e200;

/**
 * Transition matrix e^{uQ} of a lower triangular generator, shape [size, size], row-major, entry [from, to].
 *
 * @param u clock, in [0, ∞), with u · max |q_ii| at most 1e200
 * @returns probabilities, each to a relative error of order (longest path) · log2(Λu) · 1e-16, if above 1e-300 · max(1, Λu)
 * @throws RangeError if u is out of range or `generator` is not lower triangular with non-negative rates and zero row sums
 */
export function matrixExponential(generator: Generator, u: number): Float64Array {
  const { size, entries } = generator;
  checkGenerator(generator);
  const fastest = largestRate(generator);
  if (!(u >= 0 && u * fastest <= LARGEST_EXPONENT)) {
    throw new RangeError(`matrixExponential: u must be finite, non-negative and at most ${LARGEST_EXPONENT} / ${fastest}, got ${u}`);
  }
  const squarings = Math.max(0, Math.ceil(Math.log2(u * fastest)));
  let clock = u / 2 ** squarings;
  let result = nonNegativeSeries(generator, fastest, clock);
  for (let squaring = 0; squaring < squarings; squaring++) {
    result = triangularProduct(result, result, size);
    clock *= 2;
    for (let i = 0; i < size; i++) result[i * size + i] = Math.exp(entries[i * size + i] * clock);
  }
  return result;
}

/**
 * Law at clock u of the process that starts in `start`: law = start · e^{uQ}, shape [size].
 *
 * @param start shape [size], probabilities
 * @throws RangeError if the lengths differ, and as `matrixExponential`
 */
export function lawAtClock(generator: Generator, start: Float64Array, u: number): Float64Array {
  const { size } = generator;
  if (start.length !== size) throw new RangeError(`lawAtClock: start must have length ${size}, got ${start.length}`);
  const transition = matrixExponential(generator, u);
  const law = new Float64Array(size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to <= from; to++) law[to] += start[from] * transition[from * size + to];
  }
  return law;
}

/** e^{-Λh} Σ_n (Λh)^n/n! (I + Q/Λ)^n for Λh ≤ 1, with the exact diagonal e^{q_ii h}. */
function nonNegativeSeries(generator: Generator, fastest: number, h: number): Float64Array {
  const { size, entries } = generator;
  const jump = entries.map((rate) => (fastest === 0 ? 0 : rate / fastest));
  for (let i = 0; i < size; i++) jump[i * size + i] += 1;
  let term: Float64Array = identity(size);
  const sum = term.slice();
  const last = longestPath(generator) + TERMS_PAST_FIRST;
  for (let n = 1; n <= last; n++) {
    const scale = (fastest * h) / n;
    term = triangularProduct(term, jump, size).map((value) => value * scale);
    for (let index = 0; index < sum.length; index++) sum[index] += term[index];
  }
  const factor = Math.exp(-fastest * h);
  for (let index = 0; index < sum.length; index++) sum[index] *= factor;
  for (let i = 0; i < size; i++) sum[i * size + i] = Math.exp(entries[i * size + i] * h);
  return sum;
}

/** Product of two lower triangular matrices, shape [size, size]; the zeros of the first are skipped. */
function triangularProduct(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k <= i; k++) {
      const factor = left[i * size + k];
      if (factor === 0) continue;
      for (let j = 0; j <= k; j++) product[i * size + j] += factor * right[k * size + j];
    }
  }
  return product;
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
  return matrix;
}

/** Λ = max |q_ii|. */
function largestRate({ size, entries }: Generator): number {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, -entries[i * size + i]);
  return largest;
}

/** Number of jumps on the longest path. Jumps only lower the index, so one ascending pass suffices. */
function longestPath({ size, entries }: Generator): number {
  const jumps = new Int32Array(size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < from; to++) if (entries[from * size + to] > 0) jumps[from] = Math.max(jumps[from], jumps[to] + 1);
  }
  return jumps.reduce((longest, value) => Math.max(longest, value), 0);
}

function checkGenerator({ size, entries }: Generator): void {
  if (entries.length !== size * size)
    throw new RangeError(`matrixExponential: entries must have length ${size * size}, got ${entries.length}`);
  for (let i = 0; i < size; i++) {
    let out = 0;
    for (let j = 0; j < size; j++) {
      const rate = entries[i * size + j];
      if (j > i && rate !== 0) throw new RangeError(`matrixExponential: generator must be lower triangular, got ${rate} at [${i}, ${j}]`);
      if (j < i && !(rate >= 0 && rate < Infinity))
        throw new RangeError(`matrixExponential: rates must be finite and non-negative, got ${rate} at [${i}, ${j}]`);
      if (j < i) out += rate;
    }
    const leaving = -entries[i * size + i];
    if (!(Math.abs(leaving - out) <= 1e-9 * out)) {
      throw new RangeError(
        `matrixExponential: each diagonal entry must be minus its row's total rate, got ${-leaving} with total ${out} in row ${i}`,
      );
    }
  }
}
