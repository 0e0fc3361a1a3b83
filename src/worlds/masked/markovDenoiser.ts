import { sum } from "../../numerics/sum.ts";
import type { EvidenceDenoiser, EvidenceReading } from "./evidence.ts";
import { type GapMessages, gapMessages } from "./gapMessages.ts";

/** A Markov chain on {0..K-1} along L sites. */
export interface MarkovChain {
  readonly alphabet: number;
  readonly length: number;
  /** Law of site 0, shape [K]. */
  readonly initial: Float64Array;
  /** transitions[i] leads from site i to i + 1: entry [from, to], shape [K, K], rows sum to 1; L − 1 of them, an array may repeat. */
  readonly transitions: readonly Float64Array[];
}

/**
 * A Markov chain as a denoiser, exact at any length: between the nearest revealed sites l < i < r,
 *   p(x_i = v|S) ∝ p(x_i = v|x_l) · p(x_r|x_i = v),
 * the two factors being messages passed from either end of the gap (forward-backward) and kept until an end changes.
 *
 * A conditional costs O(gap · K²) at most, O(K) where the messages have reached the site; a reveal or masking of a site just asked O(gap + L) without a
 * factor K². Probabilities below 1e-308 of the largest token's count as 0. Memory per reading: 2 L K numbers.
 */
export function markovDenoiser(chain: MarkovChain): EvidenceDenoiser {
  const prior = priorMarginals(chain);
  return { alphabet: chain.alphabet, length: chain.length, open: () => open(chain.alphabet, gapMessages(chain, prior)) };
}

/** p(x_i = v) with nothing revealed, shape [L, K]. */
function priorMarginals({ alphabet, length, initial, transitions }: MarkovChain): Float64Array {
  const prior = new Float64Array(length * alphabet);
  prior.set(initial);
  for (let site = 1; site < length; site++) {
    const from = (site - 1) * alphabet;
    for (let a = 0; a < alphabet; a++) {
      const mass = prior[from + a];
      if (mass > 0) for (let v = 0; v < alphabet; v++) prior[site * alphabet + v] += mass * transitions[site - 1][a * alphabet + v];
    }
  }
  return prior;
}

function open(alphabet: number, gaps: GapMessages): EvidenceReading {
  const links = linkedEvidence(gaps.length);
  const product = new Float64Array(alphabet);
  /** Fills `product` with p(x_site = v, x_r | x_l) up to a factor, and returns the factor's log. */
  const join = (site: number): number => {
    const { values, at } = gaps.forward(site);
    const back = gaps.backward(site);
    for (let v = 0; v < alphabet; v++) product[v] = values[at + v] * (back ? back.values[back.at + v] : 1);
    return back ? back.log : 0;
  };
  return {
    reveal: (site, token) => {
      const { values, at } = gaps.forward(site);
      const back = gaps.backward(site);
      links.set(site, Math.log(values[at + token]));
      if (back) links.set(gaps.nextRevealed(site), Math.log(back.values[back.at + token]) + back.log);
      gaps.set(site, token);
    },
    mask: (site) => {
      const log = join(site);
      links.set(site, 0);
      if (gaps.backward(site)) links.set(gaps.nextRevealed(site), Math.log(sum(product)) + log);
      gaps.set(site, alphabet);
    },
    logEvidence: links.total,
    logConditional: (site, out, offset) => {
      join(site);
      const total = links.total() > -Infinity ? sum(product) : 0;
      for (let v = 0; v < alphabet; v++) out[offset + v] = total > 0 ? Math.log(product[v] / total) : -Infinity;
    },
  };
}

/** log p(x_j | nearest revealed site to the left) at revealed sites, 0 elsewhere: they add up to the evidence. */
function linkedEvidence(length: number): { readonly set: (site: number, log: number) => void; readonly total: () => number } {
  const links = new Float64Array(length);
  let total = 0;
  let stale = false;
  return {
    set: (site, log) => {
      links[site] = log;
      stale = true;
    },
    total: () => {
      if (stale) total = sum(links);
      stale = false;
      return total;
    },
  };
}
