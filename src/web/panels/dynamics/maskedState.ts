/** @file A law over partially masked states, looked at by one or two of its sites and by how many are masked. */

interface Size {
  /** K. */
  readonly alphabet: number;
  /** L. */
  readonly length: number;
}

/**
 * Law of some sites, whatever the others hold; the mask is the last token. For sites in another order than the law's the picture turns with them.
 *
 * @param law   shape [(K+1)^L], row-major, site 0 slowest
 * @param sites distinct, in 0 … L−1
 * @returns shape [(K+1)^sites], the first site slowest
 */
export function onSites(law: ArrayLike<number>, { alphabet, length }: Size, sites: readonly number[]): Float64Array {
  const base = alphabet + 1;
  const strides = sites.map((site) => base ** (length - 1 - site));
  const out = new Float64Array(base ** sites.length);
  for (let s = 0; s < law.length; s++) {
    const place = strides.reduce((index, stride) => index * base + (Math.floor(s / stride) % base), 0);
    out[place] = (out[place] ?? 0) + (law[s] ?? 0);
  }
  return out;
}

/** Probability of each number of masked sites, shape [L + 1]. @param law shape [(K+1)^L] */
export function maskedCounts(law: ArrayLike<number>, { alphabet, length }: Size): Float64Array {
  const base = alphabet + 1;
  const out = new Float64Array(length + 1);
  for (let s = 0; s < law.length; s++) {
    let count = 0;
    for (let rest = s, site = 0; site < length; site++) {
      if (rest % base === alphabet) count++;
      rest = Math.floor(rest / base);
    }
    out[count] = (out[count] ?? 0) + (law[s] ?? 0);
  }
  return out;
}

/** A law of complete states, shape [K^L], as one over partially masked states with nothing masked, shape [(K+1)^L]. */
export function withMasks(law: ArrayLike<number>, { alphabet, length }: Size): Float64Array {
  const out = new Float64Array((alphabet + 1) ** length);
  for (let x = 0; x < law.length; x++) {
    let [index, rest, stride] = [0, x, 1];
    for (let site = 0; site < length; site++) {
      index += (rest % alphabet) * stride;
      rest = Math.floor(rest / alphabet);
      stride *= alphabet + 1;
    }
    out[index] = law[x] ?? 0;
  }
  return out;
}
