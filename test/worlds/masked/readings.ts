/** @file Denoisers asked from tests: a fresh reading per state, or one reading taken there by a walk. */
import type { Denoiser, Reading } from "../../../src/worlds/masked/denoiser.ts";

/** A fresh reading with the unmasked sites of `state` revealed in ascending order; the value K is the mask. */
export function readingOf<R extends Reading>(denoiser: { readonly alphabet: number; readonly open: () => R }, state: readonly number[]): R {
  const reading = denoiser.open();
  state.forEach((token, site) => {
    if (token !== denoiser.alphabet) reading.reveal(site, token);
  });
  return reading;
}

/** log p(x_site = v | state), shape [K], of a fresh reading. */
export function logConditionalAt(denoiser: Denoiser, state: readonly number[], site: number): Float64Array {
  return asked(readingOf(denoiser, state), denoiser.alphabet, site);
}

/** p(x_site = v | state), shape [K], of a fresh reading. */
export function conditionalAt(denoiser: Denoiser, state: readonly number[], site: number): Float64Array {
  return logConditionalAt(denoiser, state, site).map(Math.exp);
}

/** What a reading says of one masked site, nats, shape [K]; the entries beside it must stay untouched. */
export function asked(reading: Reading, alphabet: number, site: number): Float64Array {
  const out = new Float64Array(alphabet + 4).fill(7);
  reading.logConditional(site, out, 2);
  if (out[0] !== 7 || out[1] !== 7 || out[alphabet + 2] !== 7 || out[alphabet + 3] !== 7)
    throw new RangeError("asked: wrote out of bounds");
  return out.slice(2, alphabet + 2);
}

/**
 * Takes a reading from all masked to `state` by a random walk: `detours` random reveals, and maskings of what is revealed, come first, in
 * between the reading is asked, then the sites that differ are put right in random order.
 */
export function wander(reading: Reading, alphabet: number, state: readonly number[], detours: number, rng: () => number): void {
  const now = state.map(() => alphabet);
  const pick = (n: number): number => Math.floor(rng() * n);
  const set = (site: number, token: number): void => {
    if (now[site] !== alphabet) reading.mask(site);
    if (token !== alphabet) reading.reveal(site, token);
    now[site] = token;
  };
  for (let k = 0; k < detours; k++) {
    set(pick(now.length), pick(alphabet + 1));
    const masked = now.flatMap((token, site) => (token === alphabet ? [site] : []));
    if (masked.length > 0 && rng() < 0.5) asked(reading, alphabet, masked[pick(masked.length)]);
  }
  const wrong = state.flatMap((token, site) => (token !== now[site] ? [site] : []));
  while (wrong.length > 0) {
    const [site] = wrong.splice(pick(wrong.length), 1);
    set(site, state[site]);
  }
}

/** Every state of {0..alphabet}^length, the mask included. */
export function everyState(alphabet: number, length: number): number[][] {
  if (length === 0) return [[]];
  return everyState(alphabet, length - 1).flatMap((head) => Array.from({ length: alphabet + 1 }, (_, token) => [...head, token]));
}
