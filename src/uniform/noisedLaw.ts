import { lines, type Size, stride } from "./axes.ts";

/** How much is left of a site at a noise level: kept with probability α, else a uniform token. Both given, so that each keeps its digits. */
export interface Level {
  /** α, in [0, 1]. */
  readonly kept: number;
  /** σ = 1 − α. */
  readonly noise: number;
}

/**
 * Law of x_t when each site of x_0 ~ law is kept with probability α and else replaced by a uniform token, independently:
 *   p ← α p + σ · (mean of p along the site), for one site after the other.
 *
 * Source: arXiv:2412.10193, Eq. (4), with the uniform limiting law. Complexity L·K^L.
 *
 * @param law     shape [K^L], row-major
 * @param levelOf level of each site
 * @returns shape [K^L], sums to what the law does
 */
export function noisedLaw(size: Size, law: ArrayLike<number>, levelOf: (site: number) => Level): Float64Array {
  const out = Float64Array.from(law);
  for (let site = 0; site < size.length; site++) {
    const { kept, noise } = levelOf(site);
    const apart = stride(size, site);
    lines(size, out.length, apart, (first) => {
      let total = 0;
      for (let v = 0; v < size.alphabet; v++) total += out[first + v * apart];
      const share = (noise * total) / size.alphabet;
      for (let v = 0; v < size.alphabet; v++) out[first + v * apart] = kept * out[first + v * apart] + share;
    });
  }
  return out;
}
