/** @file Laws of more than two sites on two of them: marginals and cuts. */

/**
 * A law on two sites, the others summed over or cut at a token; shape [K, K], the first of `axes` slowest. Not normalised: a cut has the mass that the law has there.
 *
 * @param law  shape [K^L], row-major, site 0 slowest
 * @param cut  of each site that is not on an axis, in order, the token or null for the marginal; missing entries are null
 */
export function sliced(
  law: ArrayLike<number>,
  alphabet: number,
  length: number,
  view: { readonly axes: readonly [number, number]; readonly cut: readonly (number | null)[] },
): Float64Array {
  const [first, second] = view.axes;
  const others = otherSites(length, view.axes);
  const stride = Array.from({ length }, (_, site) => alphabet ** (length - 1 - site));
  const token = (x: number, site: number): number => Math.floor(x / (stride[site] ?? 1)) % alphabet;
  const cuts = others.flatMap((site, j) => (typeof view.cut[j] === "number" ? [{ site, at: view.cut[j] }] : []));
  const out = new Float64Array(alphabet ** 2);
  for (let x = 0; x < law.length; x++) {
    const value = law[x] ?? 0;
    if (value === 0 || cuts.some(({ site, at }) => token(x, site) !== at)) continue;
    const cell = token(x, first) * alphabet + token(x, second);
    out[cell] = (out[cell] ?? 0) + value;
  }
  return out;
}

/** Sites that are on no axis, in order. */
export function otherSites(length: number, axes: readonly [number, number]): readonly number[] {
  return Array.from({ length }, (_, site) => site).filter((site) => !axes.includes(site));
}

/** Axes that a world of this length has: those asked for where they exist, else the first two. */
export function usableAxes(length: number, [first, second]: readonly [number, number]): readonly [number, number] {
  return first < length && second < length && first !== second ? [first, second] : [0, Math.min(1, length - 1)];
}
