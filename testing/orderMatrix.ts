/** @file Dense one-step transition matrices of orders, by enumerating every joint draw and every set of sites. */
import type { RevealChain } from "./revealChain.ts";
import { digitsOf, rowMajor } from "./rowMajor.ts";

export type RevealOrder = "random" | "left-to-right" | "confidence" | "entropy" | "margin";

const tie = 1e-12;

/**
 * Transition matrix of one step of an order: draw a token at every masked site from its normalised rates; of all sets of
 * min(perStep, masked) sites, those are admissible in which no site comes clearly after one left out; each is as likely.
 *
 * Clearly: by more than 1e-12, of the larger for confidence, absolutely for entropy and margin. Source: CONTRACT "Orders".
 * Rows of states without probability under `law` are left 0; complete states stay.
 *
 * @param chains process per number of masked sites
 * @param law    shape [n], n = (alphabet + 1)^length
 * @returns shape [n, n], row-major
 */
export function orderMatrix(chains: (masked: number) => RevealChain, order: RevealOrder, perStep: number, law: Float64Array): Float64Array {
  const { alphabet, length } = chains(1);
  const base = alphabet + 1;
  const size = base ** length;
  const matrix = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    if (law[from] === 0) continue;
    const state = digitsOf(from, length, base);
    const masked = state.flatMap((digit, site) => (digit === alphabet ? [site] : []));
    const conditionals = masked.map((site) => normalised(chains(masked.length).rates(state, site)));
    for (let draw = 0; draw < alphabet ** masked.length; draw++) {
      const tokens = digitsOf(draw, masked.length, alphabet);
      const probability = tokens.reduce((product, token, k) => product * conditionals[k][token], 1);
      if (probability === 0) continue;
      const before = clearlyBefore(order, conditionals, tokens);
      const sets = setsOf(masked.length, Math.min(perStep, masked.length)).filter((set) =>
        masked.every((_, out) => set.includes(out) || !set.some((kept) => before(out, kept))),
      );
      for (const set of sets) {
        const to = set.reduce((next, k) => next.with(masked[k], tokens[k]), state);
        matrix[from * size + rowMajor(to, base)] += probability / sets.length;
      }
    }
  }
  return matrix;
}

/** Whether one masked site must be revealed before another, given what was drawn. */
function clearlyBefore(
  order: RevealOrder,
  conditionals: readonly Float64Array[],
  tokens: readonly number[],
): (a: number, b: number) => boolean {
  const confidence = tokens.map((token, k) => conditionals[k][token]);
  const entropy = conditionals.map((row) => row.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0));
  const margin = conditionals.map((row) => {
    const sorted = [...row, 0].sort((a, b) => b - a);
    return sorted[0] - sorted[1];
  });
  switch (order) {
    case "random":
      return () => false;
    case "left-to-right":
      return (a, b) => a < b;
    case "confidence":
      return (a, b) => confidence[b] < confidence[a] * (1 - tie);
    case "entropy":
      return (a, b) => entropy[a] < entropy[b] - tie;
    case "margin":
      return (a, b) => margin[a] > margin[b] + tie;
  }
}

/** All sets of `size` of the numbers below `count`, by their bits. */
function setsOf(count: number, size: number): number[][] {
  return Array.from({ length: 2 ** count }, (_, bits) => Array.from({ length: count }, (__, k) => k).filter((k) => (bits >> k) & 1)).filter(
    (set) => set.length === size,
  );
}

function normalised(rates: Float64Array): Float64Array {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  return rates.map((rate) => rate / total);
}
