/** @file Uniform-state diffusion with dense matrices over all K^L states: every kernel written out entry by entry. */
import { guidedProduct, type LawPair } from "./guidedConditional.ts";
import { digitsOf, rowMajor } from "./rowMajor.ts";

/** A noise level: kept probability α and σ = 1 − α. */
export interface KeptAndNoise {
  readonly kept: number;
  readonly noise: number;
}

/** Forward kernel q(y|x) = Π_i (α 1{y_i = x_i} + σ/K), shape [n, n], entry [x, y]. */
export function forwardKernel({ alphabet, length }: LawPair, { kept, noise }: KeptAndNoise): Float64Array {
  const n = alphabet ** length;
  const digits = Array.from({ length: n }, (_, x) => digitsOf(x, length, alphabet));
  return Float64Array.from({ length: n * n }, (_, entry) =>
    digits[Math.floor(entry / n)].reduce(
      (product, token, site) => product * ((token === digits[entry % n][site] ? kept : 0) + noise / alphabet),
      1,
    ),
  );
}

/** law · matrix, shape [n]. */
export function times(law: ArrayLike<number>, matrix: Float64Array): Float64Array {
  const n = law.length;
  const out = new Float64Array(n);
  for (let x = 0; x < n; x++) for (let y = 0; y < n; y++) out[y] += law[x] * matrix[x * n + y];
  return out;
}

/** Generator of the guided reverse process per unit of −ln α: (1/K) · (ratio of p_{c,t})^{1+w} (ratio of p_t)^{−w} between states one site apart. */
export function reverseGenerator(pair: LawPair, w: number, level: KeptAndNoise): Float64Array {
  const { alphabet, length } = pair;
  const n = alphabet ** length;
  const kernel = forwardKernel(pair, level);
  const cond = times(pair.conditional, kernel);
  const uncond = times(pair.unconditional, kernel);
  const entries = new Float64Array(n * n);
  for (let x = 0; x < n; x++) {
    for (const y of neighbours(x, length, alphabet)) {
      const rate = guidedProduct(cond[y] / cond[x], uncond[y] / uncond[x], w) / alphabet;
      entries[x * n + y] = rate;
      entries[x * n + x] -= rate;
    }
  }
  return entries;
}

function neighbours(x: number, length: number, alphabet: number): number[] {
  const state = digitsOf(x, length, alphabet);
  return state.flatMap((token, site) =>
    Array.from({ length: alphabet }, (_, v) => v).flatMap((v) => (v === token ? [] : [rowMajor(state.with(site, v), alphabet)])),
  );
}

/**
 * Law of the guided reverse process from uniform at −ln α = 36 down to `age`, by the classical Runge-Kutta method in ln(−ln α), error ∝ steps^−4.
 *
 * @param age −ln α at the end
 */
export function reverseLaw(pair: LawPair, w: number, age: number, steps: number): Float64Array {
  const n = pair.alphabet ** pair.length;
  const start = Math.log(36);
  const h = (Math.log(age) - start) / steps;
  const slope = (law: Float64Array, y: number): Float64Array => {
    const s = Math.exp(y);
    const level = { kept: Math.exp(-s), noise: -Math.expm1(-s) };
    return times(law, reverseGenerator(pair, w, level)).map((value) => -s * value);
  };
  const moved = (law: Float64Array, along: Float64Array, by: number): Float64Array => law.map((value, x) => value + by * along[x]);
  let law: Float64Array = new Float64Array(n).fill(1 / n);
  for (let k = 0; k < steps; k++) {
    const y = start + k * h;
    const first = slope(law, y);
    const second = slope(moved(law, first, h / 2), y + h / 2);
    const third = slope(moved(law, second, h / 2), y + h / 2);
    const fourth = slope(moved(law, third, h), y + h);
    law = law.map((value, x) => value + (h / 6) * (first[x] + 2 * second[x] + 2 * third[x] + fourth[x]));
  }
  return law;
}

/** Law after one step in which every site moves on its own given the state: rows[x][i][v]. */
export function independentStep(pair: LawPair, law: Float64Array, rows: (x: number, site: number) => readonly number[]): Float64Array {
  const { alphabet, length } = pair;
  const n = law.length;
  const out = new Float64Array(n);
  for (let x = 0; x < n; x++) {
    const kernels = Array.from({ length }, (_, site) => rows(x, site));
    for (let y = 0; y < n; y++) out[y] += digitsOf(y, length, alphabet).reduce((product, v, site) => product * kernels[site][v], law[x]);
  }
  return out;
}

/** p(z_s^i = v | z_t) for one law by summing the joint law of (z_s, z_t) over all z_s, shape [K]. */
export function sitePosterior(
  pair: LawPair,
  law: Float64Array,
  [at, then]: readonly [KeptAndNoise, KeptAndNoise],
  [state, site]: readonly [number, number],
): number[] {
  const { alphabet, length } = pair;
  const n = law.length;
  const kept = at.kept / then.kept;
  const onward = forwardKernel(pair, { kept, noise: 1 - kept });
  const before = times(law, forwardKernel(pair, then));
  const out = new Array<number>(alphabet).fill(0);
  for (let z = 0; z < n; z++) out[digitsOf(z, length, alphabet)[site]] += before[z] * onward[z * n + state];
  const total = out.reduce((a, b) => a + b);
  return out.map((value) => value / total);
}
