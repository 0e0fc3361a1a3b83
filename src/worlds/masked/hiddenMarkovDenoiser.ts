import { sum } from "../../numerics/sum.ts";
import type { EvidenceDenoiser, EvidenceReading } from "./evidence.ts";
import { hiddenMessages } from "./hiddenMessages.ts";

/** A hidden Markov model: a chain of hidden states 0..H-1 along L sites, each of which emits a token 0..K-1. */
export interface HiddenMarkovModel {
  readonly alphabet: number;
  readonly length: number;
  /** Law of the hidden state at site 0, shape [H]. */
  readonly initial: Float64Array;
  /** transitions[i] leads from site i to i + 1: entry [from, to], shape [H, H], rows sum to 1; L − 1 of them, an array may repeat. */
  readonly transitions: readonly Float64Array[];
  /** Law of the token given the hidden state, shape [H, K], rows sum to 1. */
  readonly emission: Float64Array;
}

/**
 * A hidden Markov model as a denoiser, exact at any length:
 *   p(x_i = v|S) ∝ Σ_h α_i(h) β_i(h) e(h, v),  α_i(h) ∝ p(revealed < i, h_i = h),  β_i(h) ∝ p(revealed > i | h_i = h),
 * by forward-backward messages that are kept up to the sites where something changed.
 *
 * A reveal or masking costs O(1); the next conditional O(H²) per site by which the messages must be extended again (one site when sampling from
 * left to right, about L/3 in random order), plus O(H K). Hidden states less likely than 1e-308 of the most likely one count as impossible.
 */
export function hiddenMarkovDenoiser(model: HiddenMarkovModel): EvidenceDenoiser {
  return { alphabet: model.alphabet, length: model.length, open: () => open(model) };
}

function open(model: HiddenMarkovModel): EvidenceReading {
  const { alphabet, emission, initial } = model;
  const messages = hiddenMessages(model);
  const row = new Float64Array(alphabet);
  let evidence = 0;
  let stale = false;
  const set = (site: number, token: number): void => {
    messages.set(site, token);
    stale = true;
  };
  return {
    reveal: set,
    mask: (site) => set(site, alphabet),
    logEvidence: () => {
      if (stale) evidence = messages.logEvidence();
      stale = false;
      return evidence;
    },
    logConditional: (site, out, offset) => {
      const { values } = messages.joined(site);
      row.fill(0);
      for (let h = 0; h < initial.length; h++) {
        const mass = values[h];
        if (mass > 0) for (let v = 0; v < alphabet; v++) row[v] += mass * emission[h * alphabet + v];
      }
      const total = sum(row);
      for (let v = 0; v < alphabet; v++) out[offset + v] = total > 0 ? Math.log(row[v] / total) : -Infinity;
    },
  };
}
