/** @file Terminal law of a guided process in exact rational arithmetic, for integer w: the reference where doubles run out. */
import { exactly, type Fraction, fraction, over, plus, power, times } from "./fraction.ts";
import type { LawPair } from "./guidedConditional.ts";
import { digitsOf, rowMajor } from "./rowMajor.ts";

const zero = fraction(0n);

/**
 * Terminal law of `rates` or `tokens`, each entry exact: visit[S+iv] += visit[S] · (probability that the next jump leads there), with
 * q_i(v|S) = (Q[S+iv]/Q[S])^{1+w} (P[S+iv]/P[S])^{−w} from completion sums of the doubles given.
 *
 * Source: THEORY §1 "Guided conditional", "Rules". Meant for (K+1)^L up to about 50.
 *
 * @param w integer ≥ 0; for w > 0 the unconditional law must cover the conditional one
 * @returns shape [alphabet^length]; the laws need not be normalised
 * @throws RangeError if w is not an integer ≥ 0
 */
export function exactLaw(pair: LawPair, w: number, rule: "rates" | "tokens"): readonly Fraction[] {
  if (!(Number.isSafeInteger(w) && w >= 0)) throw new RangeError(`exactLaw: w must be an integer of at least 0, got ${w}`);
  const { alphabet, length } = pair;
  const base = alphabet + 1;
  const guided = Array.from({ length: base ** length }, (_, s) => product(pair, w, digitsOf(s, length, base)));
  const visit = guided.map((_, s) => (s === guided.length - 1 ? fraction(1n) : zero));
  for (let from = guided.length - 1; from >= 0; from--) {
    const state = digitsOf(from, length, base);
    const masked = state.flatMap((digit, site) => (digit === alphabet ? [site] : []));
    if (masked.length === 0 || visit[from].over === 0n) continue;
    const children = masked.map((site) => Array.from({ length: alphabet }, (_, token) => rowMajor(state.with(site, token), base)));
    const sums = children.map((row) => row.reduce((total, child) => plus(total, guided[child]), zero));
    const total = sums.reduce(plus, zero);
    children.forEach((row, k) => {
      const share = rule === "rates" ? over(visit[from], total) : over(visit[from], times(fraction(BigInt(masked.length)), sums[k]));
      for (const child of row) if (guided[child].over !== 0n) visit[child] = plus(visit[child], times(share, guided[child]));
    });
  }
  return Array.from({ length: alphabet ** length }, (_, x) => visit[rowMajor(digitsOf(x, length, alphabet), base)]);
}

/** A[S] = Q[S]^{1+w} P[S]^{−w}, 0 where Q = 0. */
function product({ alphabet, conditional, unconditional }: LawPair, w: number, state: readonly number[]): Fraction {
  const q = mass(conditional, alphabet, state);
  return q.over === 0n ? zero : times(power(q, 1 + w), power(mass(unconditional, alphabet, state), -w));
}

function mass(law: Float64Array, alphabet: number, state: readonly number[]): Fraction {
  const site = state.indexOf(alphabet);
  if (site < 0) return exactly(law[rowMajor(state, alphabet)]);
  return Array.from({ length: alphabet }, (_, token) => mass(law, alphabet, state.with(site, token))).reduce(plus, zero);
}
