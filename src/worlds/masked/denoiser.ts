/**
 * A law on {0..K-1}^L as a sampler sees it: what each masked site may be, given the revealed ones. Tables, mixtures of products, Markov
 * chains and (above the line) networks are all denoisers; nothing downstream knows which it holds.
 */
export interface Denoiser {
  /** K; the token K is the mask. */
  readonly alphabet: number;
  /** L. */
  readonly length: number;
  /** A reading of its own for one sample, fully masked at first. */
  readonly open: () => Reading;
}

/** One partially revealed sequence under a denoiser. */
export interface Reading {
  /** Reveals a masked site as a token 0..K-1. */
  readonly reveal: (site: number, token: number) => void;
  /** Masks a revealed site again. */
  readonly mask: (site: number) => void;
  /**
   * Writes log p(x_site = v | revealed sites) for a masked site: K entries from `offset` on, nats, normalised, −∞ for impossible tokens.
   * Where the revealed sites themselves are impossible under the law, all K entries are −∞.
   */
  readonly logConditional: (site: number, out: Float64Array, offset: number) => void;
}
