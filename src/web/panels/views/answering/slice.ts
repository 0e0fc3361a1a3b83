/** @file A table of tokens seen at one or two of its sites: summed over the others, or cut through them. */

/** The one or two sites that are shown of `length`: those asked for, or the first where the world does not have them. */
export function shownSites(length: number, [a, b]: readonly [number, number]): readonly number[] {
  if (length === 1) return [0];
  return a < length && b < length && a !== b ? [a, b] : [0, 1];
}

/** Tokens at which the sites that are not shown are cut, ascending; null where they are summed over, or have no such token. */
export function cutSites(
  { alphabet, length }: { readonly alphabet: number; readonly length: number },
  shown: readonly number[],
  cut: readonly (number | null)[],
): readonly (number | null)[] {
  return furtherSites(length, shown).map((_, k) => {
    const token = cut[k] ?? null;
    return token !== null && token < alphabet ? token : null;
  });
}

/** The sites that are not shown, ascending. */
export function furtherSites(length: number, shown: readonly number[]): readonly number[] {
  return Array.from({ length }, (_, site) => site).filter((site) => !shown.includes(site));
}

/** Of each complete sequence, row-major, its place in what is shown, or −1 off the cut; shape [K^L]. */
export function placesOf(
  { alphabet, length }: { readonly alphabet: number; readonly length: number },
  shown: readonly number[],
  cut: readonly (number | null)[],
): Int32Array {
  const further = furtherSites(length, shown);
  const places = new Int32Array(alphabet ** length);
  for (let x = 0; x < places.length; x++) {
    const token = (site: number): number => Math.floor(x / alphabet ** (length - 1 - site)) % alphabet;
    const off = further.some((site, k) => (cut[k] ?? null) !== null && token(site) !== cut[k]);
    places[x] = off ? -1 : shown.reduce((place, site) => place * alphabet + token(site), 0);
  }
  return places;
}

/** A law seen at the shown sites: the probability of the shown tokens, and of the tokens of the cut. */
export function sliced(law: ArrayLike<number>, places: Int32Array, size: number): Float64Array {
  const out = new Float64Array(size);
  for (let x = 0; x < places.length; x++) {
    const place = places[x] ?? -1;
    if (place >= 0) out[place] = (out[place] ?? 0) + (law[x] ?? 0);
  }
  return out;
}

export function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] ?? 0;
  return sum;
}
