import type { Rng } from "../../random/stream.ts";

/**
 * How a token is drawn. `f64` draws from the law as it stands. The others imitate what common code does in single and half precision,
 * whose truncated Gumbel noise under-samples rare outcomes (arXiv:2409.02908): an option to study, never a default.
 */
export type Precision = "f64" | "f32-gumbel" | "f16-gumbel";

/**
 * Draws an index in [0, size) with probability ∝ exp(logits[index]).
 *
 * @param logits shape [≥ size], nats, unnormalised, −∞ for impossible; at least one entry is possible
 */
export type Categorical = (logits: Float64Array, size: number, rng: Rng) => number;

/** The draw of a precision. `f64` consumes exactly one uniform a draw, the others exactly `size`. */
export function categorical(precision: Precision): Categorical {
  if (precision === "f64") return inversion();
  return precision === "f32-gumbel" ? gumbelArgmax(uniform(2 ** 24), Math.fround) : gumbelArgmax(uniform(2 ** 11), half);
}

/** The smallest index whose cumulated weight exceeds a uniform share of the total. */
function inversion(): Categorical {
  let weights = new Float64Array(0);
  return (logits, size, rng) => {
    if (weights.length < size) weights = new Float64Array(size);
    let largest = -Infinity;
    for (let v = 0; v < size; v++) if (logits[v] > largest) largest = logits[v];
    let total = 0;
    for (let v = 0; v < size; v++) total += weights[v] = Math.exp(logits[v] - largest);
    let left = rng() * total;
    let last = 0;
    for (let v = 0; v < size; v++) {
      if (weights[v] === 0) continue;
      left -= weights[v];
      if (left < 0) return v;
      last = v;
    }
    // Rounding of the running difference: the share was within an ulp of the total.
    return last;
  };
}

/**
 * argmax_v (logit_v + g_v) with g = −log(−log U), every step rounded:
 *   U a multiple of 2^−24 (f32) or 2^−11 (f16) in [0, 1), as `torch.rand` gives it; both logarithms and the noise rounded to the
 *   precision; logits and sums rounded to float32; ties to the smaller index.
 * U = 0 gives g = −∞, as there. Where every score is −∞ the first possible entry is taken (torch would return index 0).
 * The noise never exceeds −log(2^−24) = 16.64 in f32, 7.62 in f16: what is rarer than that beside a likely outcome is hardly ever drawn. A
 * site to be revealed with probability 1/T as one of V = 30522 flat tokens is so with probability Σ_k V 2^−24 e^{−TVk/2^24} in f32: .00033
 * instead of .00098 at T = 1024, 1e-6 instead of .00024 at T = 4096.
 */
function gumbelArgmax(draw: (rng: Rng) => number, round: (x: number) => number): Categorical {
  return (logits, size, rng) => {
    let best = -1;
    let top = -Infinity;
    for (let v = 0; v < size; v++) {
      const noise = -round(Math.log(-round(Math.log(draw(rng)))));
      const logit = Math.fround(logits[v]);
      if (logit === -Infinity) continue;
      const score = Math.fround(logit + noise);
      if (score > top || best < 0) {
        best = v;
        top = score;
      }
    }
    return best;
  };
}

const uniform = (levels: number) => (rng: Rng) => Math.floor(rng() * levels) / levels;

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** x rounded to IEEE half precision (11 significant bits, least exponent −14, ties to even), overflow to ±∞. */
export function half(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  single[0] = x;
  const exponent = Math.max(((bits[0] >>> 23) & 0xff) - 127, -14);
  // Adding 1.5 · 2^52 ulp leaves no room for bits below an ulp.
  const magic = 1.5 * 2 ** (52 + exponent - 10);
  const rounded = x + magic - magic;
  return Math.abs(rounded) > 65504 ? Math.sign(x) * Infinity : rounded;
}
